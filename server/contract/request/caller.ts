import * as nodeCrypto from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import {
  contentToBeSigned,
  type KeySet,
  parseMessageTime,
  type Verification,
  verifySignature,
} from '@sendotp-contract/message';
import type { Listeners } from '../observe/listeners.js';
import type { RequestRecord } from '../observe/request-record.js';
import { plainHeaders } from '../observe/signature-mismatch.js';
import type { Caller } from './checked-request.js';
import type { ClientLookup } from './clients.js';
import { refuse } from './refusal.js';
import type { SignatureQueue } from './signature-queue.js';

export type SignatureMode = 'required' | 'optional' | 'off';

/** What is needed to know a caller. */
export interface CallerChecks extends Pick<Listeners, 'onSignatureMismatch'> {
  readonly findClient: ClientLookup;
  readonly signatures: SignatureQueue;
  readonly signature: SignatureMode;
  /** How far `Request-Time` may be from now, in ms (SIG-8). */
  readonly toleranceMs: number;
  /** ms since the epoch. */
  readonly now: () => number;
  /** Also takes the times of the vendor's merchant-side SDKs. */
  readonly acceptVendorSdkRequests?: boolean;
}

/**
 * Checks who sent these bytes: from `Client-Id` to the tolerance of `Request-Time`, in the contract's order.
 * @param signedPath path with query as the caller signed it
 * @throws Refusal with the code of the first check that fails
 */
export async function identifyCaller(
  headers: IncomingHttpHeaders,
  signedPath: string,
  body: Uint8Array,
  checks: CallerChecks,
  record: RequestRecord,
): Promise<Caller> {
  const { 'client-id': clientId, 'request-time': time, signature } = headers;
  if (checks.signature === 'off' || (checks.signature === 'optional' && signature === undefined)) {
    const name = typeof clientId === 'string' ? clientId : '';
    return { clientId: name, requestTime: checks.now(), messageDigest: undefined };
  }

  if (typeof clientId !== 'string' || clientId === '') throw refuse('INVALID_CLIENT', 'Client-Id is missing');
  const keys: KeySet | undefined = await checks.findClient(clientId);
  if (keys === undefined) throw refuse('INVALID_CLIENT', 'Client-Id is not registered');
  record.clientId = clientId;

  if (typeof time !== 'string') throw refuse('PARAM_ILLEGAL', 'Request-Time is missing');
  const requestTime =
    parseMessageTime(time) ?? (checks.acceptVendorSdkRequests ? epochTime(time) : undefined);
  if (requestTime === undefined) throw refuse('PARAM_ILLEGAL', timeFault(time));

  const content = contentToBeSigned({ path: signedPath, clientId, time, body }, pooled);
  let verification: Verification;
  checks.signatures.enter();
  try {
    verification = await verifySignature(
      content,
      typeof signature === 'string' ? signature : undefined,
      keys,
    );
  } finally {
    checks.signatures.leave();
  }
  if (!verification.ok) {
    if (verification.fault === 'mismatch')
      checks.onSignatureMismatch?.tell({
        requestId: record.requestId,
        clientId,
        // Only this method gets here.
        request: { method: 'POST', target: signedPath, headers: plainHeaders(headers), body },
        keys,
      });
    const code = verification.fault === 'key-not-found' ? 'KEY_NOT_FOUND' : 'INVALID_SIGNATURE';
    throw refuse(code, `${verification.fault}: ${verification.detail}`);
  }

  const skew = requestTime - checks.now();
  if (Math.abs(skew) > checks.toleranceMs) {
    const seconds = Math.round(Math.abs(skew) / 1000);
    throw refuse(
      'ACCESS_DENIED',
      `Request-Time is ${seconds} s ${skew < 0 ? 'behind' : 'ahead of'} this server's clock`,
    );
  }
  return { clientId, requestTime, messageDigest: digest(content) };
}

/** The content goes to nobody but the verification and the digest. */
const pooled = (length: number) => Buffer.allocUnsafe(length);

/** HDR-2: the vendor's merchant-side SDKs for Java and Go send epoch milliseconds. */
const epochTime = (time: string): number | undefined => (/^\d{13}$/.test(time) ? Number(time) : undefined);

/** A person should not have to guess what was sent. */
function timeFault(time: string): string {
  const expected = 'expected an ISO 8601 time with a zone, such as 2025-02-20T08:51:49.09Z';
  return epochTime(time) === undefined
    ? `Request-Time is not a time; ${expected}`
    : `Request-Time is 13 digits: epoch milliseconds, as the vendor's merchant-side SDKs for Java and Go send (see acceptVendorSdkRequests); ${expected}`;
}

/** `crypto.hash` (Node 20.12) costs a third of `createHash`. */
const digest = (content: Uint8Array): string => nodeCrypto.hash('sha256', content, 'base64');
