import type { SignatureFault } from '@sendotp-contract/message';
import type { Exchange } from './exchange.js';

/** The codes of everything that a client throws. */
export const sendOtpErrorCodes = [
  /** An option of the client is invalid, or a key cannot be used. */
  'CONFIGURATION',
  /** The request is outside the contract. Nothing was sent. */
  'REQUEST_OUTSIDE_CONTRACT',
  /** The `sign` function failed. Nothing was sent. */
  'SIGNING_FAILED',
  /** No response: no connection was made, a connection broke, or the server redirected. */
  'TRANSPORT_FAILED',
  /** No complete response in time. */
  'TIMEOUT',
  /** The caller's signal stopped the call. */
  'ABORTED',
  /** An HTTP status other than 200 (RES-8). */
  'HTTP_STATUS',
  /** A response that the contract does not allow. */
  'RESPONSE_OUTSIDE_CONTRACT',
  /** A response of more than 64 KiB. */
  'RESPONSE_TOO_LARGE',
  /** An `S` without a signature, or only one of `Signature` and `Response-Time` (SIG-7). */
  'RESPONSE_UNSIGNED',
  /** A signature that is malformed, or does not verify (SIG-2). */
  'RESPONSE_SIGNATURE_INVALID',
  /** A signed response from before the request or from the future, beyond the tolerance (SIG-10): it may be a replay. */
  'RESPONSE_STALE',
] as const;

/** The code of a `SendOtpError`. */
export type SendOtpErrorCode = (typeof sendOtpErrorCodes)[number];

export interface SendOtpErrorDetails {
  readonly cause?: unknown;
  readonly exchange?: Exchange;
  readonly fault?: SignatureFault;
  readonly mayHaveBeenSent?: boolean;
}

/** The contract or the transport is broken. The message holds no secret and nothing of a body. */
export class SendOtpError extends Error {
  override readonly name = 'SendOtpError';
  readonly code: SendOtpErrorCode;
  /** Whether the MPP may have carried out the request: then only the same signed bytes are safe to resend (SIG-9). */
  readonly mayHaveBeenSent: boolean;
  /** With `RESPONSE_SIGNATURE_INVALID`: what is wrong with the signature. */
  readonly fault: SignatureFault | undefined;
  /** The request and the response as transferred, if any were. Not enumerable: it holds the secrets of the request. */
  declare readonly exchange: Exchange | undefined;

  constructor(code: SendOtpErrorCode, message: string, details: SendOtpErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.mayHaveBeenSent = details.mayHaveBeenSent ?? false;
    this.fault = details.fault;
    Object.defineProperty(this, 'exchange', { value: details.exchange, enumerable: false });
  }
}
