import type { CheckedRequest } from '../request/checked-request.js';
import type { Deadline } from './deadline.js';
import type { RequestContext } from './handler.js';

/** What a handler is told that the checked request does not say. */
export type CallContext = Pick<RequestContext, 'requestId' | 'agentToken' | 'headers'>;

/** What a handler is told besides the request. */
export class HandlerContext implements RequestContext {
  readonly requestId: string;
  readonly clientId: string;
  readonly requestTime: number;
  readonly agentToken: string | undefined;
  readonly headers: RequestContext['headers'];
  declare readonly signal: AbortSignal;
  readonly #deadline: Deadline;

  constructor({ clientId, requestTime }: CheckedRequest, call: CallContext, deadline: Deadline) {
    this.requestId = call.requestId;
    this.clientId = clientId;
    this.requestTime = requestTime;
    this.agentToken = call.agentToken;
    this.headers = call.headers;
    this.#deadline = deadline;
    Object.defineProperty(this, 'signal', HandlerContext.#signal);
  }

  /**
   * A property of each context, so that `{ ...context }` has it, with one getter for all: a getter of its own gives each an
   * object layout of its own (0.36 µs and 540 bytes, for 0.12 and 60). Few handlers ask, and a signal costs 2 µs.
   */
  static readonly #signal: PropertyDescriptor & ThisType<HandlerContext> = {
    enumerable: true,
    get() {
      return this.#deadline.signal;
    },
  };
}
