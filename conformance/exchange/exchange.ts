import type { Message } from './message.js';
import type { ReadResponse } from './read-response.js';

/** There was no whole response, and why. */
export interface NoResponse {
  readonly kind: 'none';
  readonly fault: 'unreachable' | 'tls' | 'timeout' | 'broken-off' | 'too-large' | 'not-http';
  /** For a person: what happened. */
  readonly detail: string;
}

/** One message and its response. The response is read and parsed once, here; every check uses that. */
export interface Exchange {
  readonly message: Message;
  readonly response: ReadResponse | NoResponse;
}

/** A message that got a whole response. */
export interface AnsweredMessage {
  readonly message: Message;
  readonly response: ReadResponse;
}
