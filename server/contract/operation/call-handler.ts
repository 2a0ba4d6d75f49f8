import type { AnyOutcome } from '@sendotp-contract/spec';
import type { Listener } from '../observe/listener.js';
import type { Fault } from '../observe/observation.js';
import { ShellError } from '../observe/shell-error.js';
import type { CheckedRequest } from '../request/checked-request.js';
import { unknownException } from '../request/refusal.js';
import { Deadline } from './deadline.js';
import type { AnyHandler, RequestContext } from './handler.js';
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
  { operation, clientId, requestTime, body }: CheckedRequest,
  { requestId, agentToken, headers }: Pick<RequestContext, 'requestId' | 'agentToken' | 'headers'>,
  { handlerTimeoutMs, onFault }: HandlerCalling,
): Promise<AnyOutcome> {
  const deadline = new Deadline(handlerTimeoutMs);
  const context: RequestContext = {
    requestId,
    clientId,
    requestTime,
    agentToken,
    headers,
    get signal() {
      return deadline.signal;
    },
  };
  try {
    const outcome: unknown = await deadline.race(handler(body, context));
    if (!isOutcome(operation, outcome)) {
      throw new IllegalOutcome(
        `the handler of ${operation.operationId} returned no outcome of that operation`,
      );
    }
    return outcome;
  } catch (error) {
    onFault.tell({ requestId, stage: 'handler', error });
    return unknownException;
  } finally {
    deadline.clear();
  }
}
