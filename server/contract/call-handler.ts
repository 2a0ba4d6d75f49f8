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

/** Rejects when its time is over. The signal is made for handlers that ask for it: most do not, and it is not cheap. */
class Deadline {
  readonly passed: Promise<never>;
  readonly #timer: NodeJS.Timeout;
  #controller: AbortController | undefined;
  #timeout: HandlerTimeout | undefined;

  constructor(ms: number) {
    const { promise, reject } = withReject();
    this.passed = promise;
    this.#timer = setTimeout(() => {
      this.#timeout = new HandlerTimeout(`no outcome after ${ms} ms`);
      reject(this.#timeout);
      this.#controller?.abort(this.#timeout);
    }, ms);
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#timeout !== undefined) this.#controller.abort(this.#timeout);
    }
    return this.#controller.signal;
  }

  clear(): void {
    clearTimeout(this.#timer);
  }
}

function withReject(): { readonly promise: Promise<never>; readonly reject: (error: Error) => void } {
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<never>((_, rejectPromise) => {
    reject = rejectPromise;
  });
  return { promise, reject };
}

/**
 * Runs the MPP's handler under a deadline. Never rejects: what is thrown, hangs or is nonsense becomes
 * `UNKNOWN_EXCEPTION` (RC-17) and is reported once.
 */
export async function callHandler(
  contract: Contract,
  request: CheckedRequest,
  { requestId, agentToken, headers }: Pick<RequestContext, 'requestId' | 'agentToken' | 'headers'>,
): Promise<Outcome> {
  const { operationId, clientId, requestTime, body } = request;
  const deadline = new Deadline(contract.handlerTimeoutMs);
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
    const outcome: unknown = await Promise.race([
      contract.handlers[operationId](body, context),
      deadline.passed,
    ]);
    if (!isOutcome(outcome)) throw new IllegalOutcome('a handler answers with sent(), failed() or unknown()');
    return outcome;
  } catch (error) {
    contract.onFault({ requestId, stage: 'handler', error });
    return unknown('UNKNOWN_EXCEPTION');
  } finally {
    deadline.clear();
  }
}
