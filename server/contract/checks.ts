import { createHash } from 'node:crypto';
import type { Request } from 'express';
import { type OperationId, operations } from '../../generated/operations.js';
import { contentToBeSigned, parseMessageTime, verifyContent } from '../../message/index.js';
import type { Contract } from './contract-options.js';
import type { OperationContracts } from './handler.js';
import { checkMediaType } from './media-type.js';
import { acceptBody } from './operation-contracts.js';
import { refuse, shed } from './refusal.js';
import { parseBody, readBody } from './request-body.js';

/** A request that has passed every check of the contract. */
export interface CheckedRequest<Id extends OperationId = OperationId> {
  readonly operationId: Id;
  readonly clientId: string;
  readonly requestTime: number;
  readonly body: OperationContracts[Id]['request'];
  /** Digest of the signed content: equal for the same message, whatever way its signature is written (SIG-9). */
  readonly messageDigest: string;
}

/** What the checks learn on the way, kept for the log even when a later one refuses. */
export interface Findings {
  operationId?: OperationId;
  clientId?: string;
}

const operationsByPath = new Map<string, (typeof operations)[OperationId]>(
  Object.values(operations).map((operation) => [operation.path, operation]),
);

/** The operation at exactly this path (CALL-2: case and trailing slash count), a query string aside (CALL-4). */
export function operationAt(url: string): (typeof operations)[OperationId] | undefined {
  const query = url.indexOf('?');
  return operationsByPath.get(query === -1 ? url : url.slice(0, query));
}

/**
 * Every check of the shell, in the contract's order ("Which code wins"): the first that fails answers, and none reads
 * what a later one guards.
 * @param signedPath path with query as the caller signed it
 * @throws Refusal with the code of the first check that fails
 */
export async function checkRequest(
  request: Request,
  signedPath: string,
  contract: Contract,
  findings: Findings,
): Promise<CheckedRequest> {
  const operation = operationAt(request.url);
  if (operation === undefined) throw refuse('NO_INTERFACE_DEF', 'no operation has this path');
  findings.operationId = operation.operationId;
  if (request.method !== operation.method)
    throw refuse('METHOD_NOT_SUPPORTED', `expected ${operation.method}`);
  checkMediaType(request);
  const bytes = await readBody(request);

  const { 'client-id': clientId, 'request-time': time, signature } = request.headers;
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

  const content = { path: signedPath, clientId, time, body: bytes };
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
  if (!(await contract.admit(clientId))) throw shed('more requests from this client than it is allowed');

  const { operationId } = operation;
  const body = await contract.validator.validate(operationId, parseBody(bytes));
  return {
    operationId,
    clientId,
    requestTime,
    body: acceptBody[operationId](body),
    messageDigest: createHash('sha256').update(contentToBeSigned(content)).digest('base64'),
  };
}
