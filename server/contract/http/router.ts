import type { Contract } from '@sendotp-contract/spec';
import { type ErrorRequestHandler, type RequestHandler, Router } from 'express';
import { ShellError } from '../observe/shell-error.js';
import { acceptedRequest } from '../operation/accepted-request.js';
import { perform } from '../operation/perform.js';
import { type Mpp, type MppOptions, readOptions } from '../options.js';
import { checkRequest } from '../request/checks.js';
import { Refusal, refuse, unknownException } from '../request/refusal.js';
import { Abandoned } from '../request/request-body.js';
import { pathOf, pathWithQuery } from '../request/request-target.js';
import { refusalOf, RequestValidation, validatedHeaders } from '../request/request-validation.js';
import { answer, type Ending, leave } from './answer.js';
import { Call } from './call.js';

export interface MppRouterOptions<C extends Contract> extends MppOptions<C> {
  /**
   * What happens to paths that the contract does not define: `next` leaves them to the app's other routes (default),
   * `answer` answers `NO_INTERFACE_DEF`.
   */
  readonly otherPaths?: 'next' | 'answer';
}

/**
 * A contract as a router for an Express 5 app. Mount it before any body parser: it needs the bytes that were signed.
 *
 * Receive (every check up to the JSON of the body), validate (express-openapi-validator), handle: each step passes on or
 * throws, and whatever is thrown, by whomever, becomes one outcome in the error handler.
 * @throws KeyError for a key that cannot be used (SIG-6)
 * @throws RangeError, TypeError for an option that makes no sense
 */
export async function createMppRouter<C extends Contract>(options: MppRouterOptions<C>): Promise<Router> {
  const mpp = await readOptions(options);
  const operations = Object.values(mpp.contract.operations).filter(({ operationId }) =>
    mpp.handlers.has(operationId),
  );
  const validation = await RequestValidation.load(options.document, operations);

  const byPath = new Map(operations.map((operation) => [operation.path, operation]));
  const passOn = (options.otherPaths ?? 'next') === 'next';

  const receive: RequestHandler = async (request, _response, next) => {
    const url = pathWithQuery(request.url);
    // CALL-2: case and trailing slash count; CALL-4: a query does not.
    const operation = byPath.get(pathOf(url));
    if (operation === undefined && passOn) {
      next('router');
      return;
    }
    const call = new Call(request, mpp.signedPathPrefix + pathWithQuery(request.originalUrl), operation);
    Call.begin(request, call);
    if (operation === undefined) throw refuse('NO_INTERFACE_DEF', 'no operation has this path');
    const { caller, body } = await checkRequest(
      request,
      operation,
      call.address.signedPath,
      mpp,
      call.record,
    );
    call.caller = caller;
    request.url = url;
    request.headers = validatedHeaders;
    request.body = body;
    next();
  };

  const handle: RequestHandler = async (request, response) => {
    const call = Call.of(request);
    if (call?.operation === undefined || call.caller === undefined)
      throw new TypeError('the call was not received');
    const { operation, caller, record } = call;
    call.request = { ...caller, operation, body: acceptedRequest(operation, request.body as object) };
    record.parameters = loggable(operation.loggable, call.request.body);
    record.stopwatch.enter('handle');
    const { requestId, headers } = call;
    const context = { requestId, headers, agentToken: call.header('agent-token') };
    await answer(call, await perform(call.request, context, mpp), response, mpp);
  };

  const fail: ErrorRequestHandler = async (error: unknown, request, response, next) => {
    const call = Call.of(request);
    if (call === undefined) next(error);
    else if (error instanceof Abandoned) leave(call, mpp);
    else await answer(call, endingOf(error, call, mpp), response, mpp);
  };

  const router = Router();
  const validate = validation.handlerOf((request) => Call.of(request)?.operation?.operationId);
  router.use(receive, validate, handle);
  router.use(fail);
  return router;
}

/** The one error path: whatever is thrown, by whomever, becomes one outcome here. */
function endingOf(thrown: unknown, { requestId }: Call, { onFault }: Pick<Mpp, 'onFault'>): Ending {
  const error = refusalOf(thrown);
  if (error instanceof Refusal) return { outcome: error.outcome, reason: error.message };
  onFault({ requestId, stage: 'request', error });
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
