import type { CheckedRequest } from './checks.js';
import type { Contract } from './contract-options.js';
import type { RequestContext } from './handler.js';
import { isOutcome, type Outcome, unknown } from './outcome.js';
import { ShellError } from './shell-error.js';

/** The handler did not answer in time. */
export class HandlerTimeout extends ShellError {
  override readonly name = 'HandlerTimeout';
}

/** The handler answered with something that is no outcome. */
export class IllegalOutcome extends ShellError {
  override readonly name = 'IllegalOutcome';
}

/**
 * Runs the MPP's handler under a deadline. Never rejects: what is thrown, hangs or is nonsense becomes
 * `UNKNOWN_EXCEPTION` (RC-17) and is reported once.
 */
export async function callHandler(
  contract: Contract,
  request: CheckedRequest,
  { requestId, agentToken }: Pick<RequestContext, 'requestId' | 'agentToken'>,
): Promise<Outcome> {
  const controller = new AbortController();
  const { operationId, clientId, requestTime, body } = request;
  const context: RequestContext = { requestId, clientId, requestTime, agentToken, signal: controller.signal };
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const timeout = new HandlerTimeout(`no outcome after ${contract.handlerTimeoutMs} ms`);
      reject(timeout);
      controller.abort(timeout);
    }, contract.handlerTimeoutMs);
  });
  try {
    const outcome: unknown = await Promise.race([contract.handlers[operationId](body, context), deadline]);
    if (!isOutcome(outcome)) throw new IllegalOutcome('a handler answers with sent(), failed() or unknown()');
    return outcome;
  } catch (error) {
    contract.onFault({ requestId, stage: 'handler', error });
    return unknown('UNKNOWN_EXCEPTION');
  } finally {
    clearTimeout(timer);
  }
}
