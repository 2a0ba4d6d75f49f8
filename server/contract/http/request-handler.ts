import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Contract, Operation } from '@sendotp-contract/spec';
import { ShellError } from '../observe/shell-error.js';
import { acceptedRequest } from '../operation/accepted-request.js';
import type { CallContext } from '../operation/handler-context.js';
import { perform } from '../operation/perform.js';
import { type Mpp, type MppOptions, readOptions } from '../options.js';
import type { Caller, CheckedRequest } from '../request/checked-request.js';
import { checkRequest } from '../request/checks.js';
import { Refusal, refuse, shedUnchecked, unknownException } from '../request/refusal.js';
import { Abandoned } from '../request/request-body.js';
import { pathOf, pathWithQuery } from '../request/request-target.js';
import { RequestValidation } from '../request/request-validation.js';
import { answer, type Ending } from './answer.js';
import { Call } from './call.js';

export interface RequestHandlerOptions<C extends Contract> extends MppOptions<C> {
  /**
   * What happens to paths that the contract does not define: `next` leaves them to the app's other routes (default),
   * `answer` answers `NO_INTERFACE_DEF`.
   */
  readonly otherPaths?: 'next' | 'answer';
}

/** Express keeps the target as it arrived here, and takes the path of a mount off `url`. */
type MaybeMounted = IncomingMessage & { readonly originalUrl?: string };

/** Answers a request; or, for a path that is not the contract's, calls `next`. */
export type RequestHandler = (request: MaybeMounted, response: ServerResponse, next: () => void) => void;

/**
 * The one way of a request: receive (every check up to the JSON of the body), validate (express-openapi-validator), handle.
 * Each step throws what ends the request, and whatever is thrown, by whomever, becomes one outcome in one place.
 *
 * One function and no chain of middleware: an app mounts it as its middleware, a server of its own calls it directly. As a
 * router with a layer for each step it cost 16 µs of main thread a request more (Node 20), a third of all above the limit.
 */
export async function createRequestHandler<C extends Contract>(
  options: RequestHandlerOptions<C>,
): Promise<RequestHandler> {
  const mpp = await readOptions(options);
  const operations = Object.values(mpp.contract.operations).filter(({ operationId }) =>
    mpp.handlers.has(operationId),
  );
  const validation = await RequestValidation.load(options.document, operations);
  const byPath = new Map(operations.map((operation) => [operation.path, operation]));
  const answersOthers = options.otherPaths === 'answer';

  return (request, response, next) => {
    const { url = '', originalUrl = url } = request;
    // CALL-2: case and trailing slash count; CALL-4: a query does not.
    const operation = byPath.get(pathOf(pathWithQuery(url)));
    if (operation === undefined && !answersOthers) {
      next();
      return;
    }
    const call = new Call(request, mpp.signedPathPrefix + pathWithQuery(originalUrl), operation);
    void respondTo(call, request, response, validation, mpp);
  };
}

/** Never rejects. */
async function respondTo(
  call: Call,
  request: IncomingMessage,
  response: ServerResponse,
  validation: RequestValidation,
  mpp: Mpp,
): Promise<void> {
  let ending: Ending;
  try {
    const { operation } = call;
    const address = mpp.strangers && request.socket.remoteAddress;
    if (mpp.strangers?.admit(address) === false)
      throw shedUnchecked('more requests from this address than one gets before any is verified');
    if (operation === undefined) throw refuse('NO_INTERFACE_DEF', 'no operation has this path');
    // Receive.
    const { caller, body } = await checkRequest(
      request,
      operation,
      call.address.signedPath,
      mpp,
      call.record,
    );
    mpp.strangers?.know(address);
    // Validate.
    await validation.check(operation, body);
    // Handle.
    ending = await perform(accept(call, operation, caller, body as object), contextOf(call), mpp);
  } catch (error) {
    // Its body is read before it counts as in flight.
    if (error instanceof Abandoned) return;
    ending = endingOf(error, call, mpp);
  }
  await answer(call, ending, response, mpp);
}

/** Every check is passed. @param body fits the schema */
function accept(call: Call, operation: Operation, caller: Caller, body: object): CheckedRequest {
  const { clientId, requestTime, messageDigest } = caller;
  const accepted = acceptedRequest(operation, body);
  call.record.parameters = loggable(operation.loggable, accepted);
  call.record.stopwatch.enter('handle');
  call.request = { clientId, requestTime, messageDigest, operation, body: accepted };
  return call.request;
}

function contextOf(call: Call): CallContext {
  return { requestId: call.requestId, headers: call.headers, agentToken: call.header('agent-token') };
}

/** The one error path: whatever is thrown, by whomever, becomes one outcome here. */
function endingOf(error: unknown, { requestId }: Call, { onFault }: Pick<Mpp, 'onFault'>): Ending {
  if (error instanceof Refusal)
    return { outcome: error.outcome, reason: error.message, isUnsigned: error.isUnsigned };
  onFault.tell({ requestId, stage: 'request', error });
  return {
    outcome: unknownException,
    reason: error instanceof ShellError ? error.message : 'an unforeseen error, reported as a fault',
  };
}

function loggable(
  names: readonly string[],
  body: Readonly<Record<string, unknown>>,
): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const name of names) {
    if (name in body) found[name] = String(body[name]);
  }
  return found;
}
