import { nearestName } from '@sendotp-contract/message/nearest-name';
import type { AnyOutcome, Operation } from '@sendotp-contract/spec';
import type { Listener } from '../observe/listener.js';
import type { Fault } from '../observe/observation.js';
import { ShellError } from '../observe/shell-error.js';
import type { CheckedRequest } from '../request/checked-request.js';
import { unknownException } from '../request/refusal.js';
import { Deadline } from './deadline.js';
import type { AnyHandler } from './handler.js';
import { type CallContext, HandlerContext } from './handler-context.js';
import { isOutcome } from './outcome.js';

/** The handler returned something that is no outcome of its operation. */
export class IllegalOutcome extends ShellError {
  override readonly name = 'IllegalOutcome';
}

/** What calling a handler needs of the MPP. */
export interface HandlerCalling {
  readonly handlerTimeoutMs: number;
  readonly onFault: Listener<Fault>;
}

/**
 * Runs the handler of an operation under a deadline. Never rejects: a handler that throws, is late or returns no outcome has
 * the outcome `UNKNOWN_EXCEPTION` (RC-17), and the fault is reported.
 */
export async function callHandler(
  handler: AnyHandler,
  request: CheckedRequest,
  call: CallContext,
  { handlerTimeoutMs, onFault }: HandlerCalling,
): Promise<AnyOutcome> {
  const { operation, body } = request;
  const deadline = new Deadline(handlerTimeoutMs);
  try {
    const outcome: unknown = await deadline.race(handler(body, new HandlerContext(request, call, deadline)));
    if (!isOutcome(operation, outcome)) {
      throw new IllegalOutcome(`the handler of ${operation.operationId} ${illegal(outcome, operation)}`);
    }
    return outcome;
  } catch (error) {
    onFault.tell({ requestId: call.requestId, stage: 'handler', error });
    return unknownException;
  } finally {
    deadline.clear();
  }
}

/** What is wrong with it: its code only if that is one in form, as a log may hold this. */
function illegal(outcome: unknown, { operationId, resultCodes }: Operation): string {
  const code: unknown = typeof outcome === 'object' && outcome !== null && Reflect.get(outcome, 'resultCode');
  if (typeof code !== 'string' || !/^[A-Z]+(_[A-Z]+){0,9}$/.test(code) || code.length > 64)
    return 'returned no outcome of that operation';
  const known = Object.keys(resultCodes);
  if (known.includes(code))
    return `returned ${code} with another status, or with fields that it does not have`;
  const nearest = nearestName(code, known);
  const hint = nearest === undefined ? '' : `; did you mean ${nearest}?`;
  return `returned the result code ${code}, which ${operationId} does not have${hint}`;
}
