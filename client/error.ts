import type { SignatureFault } from '../message/index.js';
import type { Exchange } from './exchange.js';

/** Everything that `sendOtp` throws, by its code. */
export const sendOtpErrorCodes = [
  /** An option of the client makes no sense, or a key cannot be used. */
  'CONFIGURATION',
  /** The request breaks the contract. Nothing was sent. */
  'REQUEST_OUTSIDE_CONTRACT',
  /** No response: no connection, a connection that broke, a redirect. */
  'TRANSPORT_FAILED',
  /** No whole response in time. */
  'TIMEOUT',
  /** The caller's signal said stop. */
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
] as const;

export type SendOtpErrorCode = (typeof sendOtpErrorCodes)[number];

export interface SendOtpErrorDetails {
  readonly cause?: unknown;
  readonly exchange?: Exchange;
  readonly fault?: SignatureFault;
  readonly mayHaveBeenSent?: boolean;
}

/** What breaks the contract or the transport. The message holds no token and nothing of the body. */
export class SendOtpError extends Error {
  override readonly name = 'SendOtpError';
  readonly code: SendOtpErrorCode;
  /** Whether an OTP may be on its way to the user: then only the very same signed bytes are safe to send again. */
  readonly mayHaveBeenSent: boolean;
  /** Of `RESPONSE_SIGNATURE_INVALID`: what is wrong with the signature. */
  readonly fault: SignatureFault | undefined;
  /** What went over the wire, if anything did. Not enumerable: it holds the access token. */
  declare readonly exchange: Exchange | undefined;

  constructor(code: SendOtpErrorCode, message: string, details: SendOtpErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.mayHaveBeenSent = details.mayHaveBeenSent ?? false;
    this.fault = details.fault;
    Object.defineProperty(this, 'exchange', { value: details.exchange, enumerable: false });
  }
}
