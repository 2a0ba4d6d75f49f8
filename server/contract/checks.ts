import type { Request } from 'express';
import { type OperationId, operations } from '../../generated/operations.js';
import { type Caller, identifyCaller } from './caller.js';
import type { Contract } from './contract-options.js';
import type { Findings } from './findings.js';
import type { OperationContracts } from './handler.js';
import { checkMediaType } from './media-type.js';
import { acceptBody } from './operation-contracts.js';
import { refuse, shed } from './refusal.js';
import { parseBody, readBody } from './request-body.js';

/** A request that has passed every check of the contract. */
export interface CheckedRequest<Id extends OperationId = OperationId> extends Caller {
  readonly operationId: Id;
  readonly body: OperationContracts[Id]['request'];
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
  const { operationId } = operation;
  findings.operationId = operationId;
  if (request.method !== operation.method)
    throw refuse('METHOD_NOT_SUPPORTED', `expected ${operation.method}`);
  checkMediaType(request);
  const bytes = await readBody(request);

  findings.stopwatch.enter('authenticate');
  const caller = await identifyCaller(request.headers, signedPath, bytes, contract, findings);
  contract.inFlight.enter();
  findings.isInFlight = true;
  if (contract.inFlight.isOver) throw shed(`more than ${contract.inFlight.limit} requests are in flight`);
  if (!(await contract.admit(caller.clientId)))
    throw shed('more requests from this client than it is allowed');

  findings.stopwatch.enter('validate');
  const body = acceptBody[operationId](await contract.validator.validate(operationId, parseBody(bytes)));
  findings.acquirerId = body.acquirerId;
  findings.pspId = body.pspId;
  return { operationId, ...caller, body };
}
