import type { Message } from './message.js';
import type { ReadResponse } from './read-response.js';

/** There was no whole response, and why. */
export interface NoResponse {
  readonly kind: 'none';
  readonly fault: 'unreachable' | 'tls' | 'timeout' | 'broken-off' | 'too-large' | 'not-http';
  /** For a person: what happened. */
  readonly detail: string;
}

/** A connection that is kept open was out of step: the next request on it did not get its own answer. */
export interface OutOfStep {
  /** The request before on that connection, such as `PUT /path`. */
  readonly before: string;
  /** What this request got in place of its answer. */
  readonly got: string;
}

/** One message and its response. The response is read and parsed once, here; every check uses that. */
export interface Exchange {
  readonly message: Message;
  readonly response: ReadResponse | NoResponse;
  /** On the connection that was used first; the response is that of a fresh one. */
  readonly outOfStep?: OutOfStep;
}

/** A message that got a whole response. */
export interface AnsweredMessage {
  readonly message: Message;
  readonly response: ReadResponse;
  readonly outOfStep?: OutOfStep;
}
