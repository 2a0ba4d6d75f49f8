import type { AnyOutcome } from '@sendotp-contract/spec';
import { ShellError } from '../observe/shell-error.js';
import type { CheckedRequest } from '../request/checked-request.js';
import { Deadline } from './deadline.js';
import type { AnyHandler, RequestContext } from './handler.js';
import { isOutcome } from './outcome.js';

/** The handler returned something that is no outcome of its operation. */
export class IllegalOutcome extends ShellError {
  override readonly name = 'IllegalOutcome';
}

/**
 * Runs the handler of an operation under a deadline.
 * @param timeoutMs how long the handler may take, in ms
 * @throws HandlerTimeout, IllegalOutcome, and whatever the handler throws
 */
export async function callHandler(
  handler: AnyHandler,
  { operation, clientId, requestTime, body }: CheckedRequest,
  { requestId, agentToken, headers }: Pick<RequestContext, 'requestId' | 'agentToken' | 'headers'>,
  timeoutMs: number,
): Promise<AnyOutcome> {
  const deadline = new Deadline(timeoutMs);
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
  } finally {
    deadline.clear();
  }
}
