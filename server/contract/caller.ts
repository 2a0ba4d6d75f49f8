import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { contentToBeSigned, parseMessageTime, verifyContent } from '../../message/index.js';
import type { Contract } from './contract-options.js';
import type { Findings } from './findings.js';
import { refuse } from './refusal.js';

/** Who sent a request, and when. */
export interface Caller {
  readonly clientId: string;
  /** When the request was signed, in ms since the epoch. */
  readonly requestTime: number;
  /**
   * Digest of the signed content: equal for the same message, whatever way its signature is written (SIG-9). Undefined
   * for a message whose signature was not looked at.
   */
  readonly messageDigest: string | undefined;
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
  contract: Contract,
  findings: Findings,
): Promise<Caller> {
  const { 'client-id': clientId, 'request-time': time, signature } = headers;
  if (contract.signature === 'off' || (contract.signature === 'optional' && signature === undefined)) {
    const name = typeof clientId === 'string' ? clientId : '';
    return { clientId: name, requestTime: contract.now(), messageDigest: undefined };
  }

  if (typeof clientId !== 'string' || clientId === '') throw refuse('INVALID_CLIENT', 'Client-Id is missing');
  const keys = await contract.findClient(clientId);
  if (keys === undefined) throw refuse('INVALID_CLIENT', 'Client-Id is not registered');
  findings.clientId = clientId;

  if (typeof time !== 'string') throw refuse('PARAM_ILLEGAL', 'Request-Time is missing');
  const requestTime = parseMessageTime(time);
  if (requestTime === undefined) {
    throw refuse(
      'PARAM_ILLEGAL',
      'Request-Time is no ISO 8601 time with a zone, such as 2025-02-20T08:51:49.09Z',
    );
  }

  const content = { path: signedPath, clientId, time, body };
  const verification = await verifyContent(
    content,
    typeof signature === 'string' ? signature : undefined,
    keys,
  );
  if (!verification.ok) {
    const code = verification.fault === 'key-not-found' ? 'KEY_NOT_FOUND' : 'INVALID_SIGNATURE';
    throw refuse(code, `${verification.fault}: ${verification.detail}`);
  }

  const skew = requestTime - contract.now();
  if (Math.abs(skew) > contract.toleranceMs) {
    const seconds = Math.round(Math.abs(skew) / 1000);
    throw refuse(
      'ACCESS_DENIED',
      `Request-Time is ${seconds} s ${skew < 0 ? 'behind' : 'ahead of'} this server's clock`,
    );
  }
  const messageDigest = createHash('sha256').update(contentToBeSigned(content)).digest('base64');
  return { clientId, requestTime, messageDigest };
}
