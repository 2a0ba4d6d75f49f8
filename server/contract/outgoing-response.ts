import type { ServerResponse } from 'node:http';
import type { CheckedRequest } from './checks.js';
import type { Outcome } from './outcome.js';
import type { SignedResponse } from './signed-response.js';

/** A response at the moment it leaves. */
export interface OutgoingResponse {
  /** The request it answers; undefined when a check refused that. */
  readonly request: CheckedRequest | undefined;
  /** What it says: the very object that a handler returned or the replay store gave back, unless signing it failed. */
  readonly outcome: Outcome;
  readonly response: ServerResponse;
  readonly signed: SignedResponse;
  /**
   * Signs another body for the same caller, whatever it says.
   * @param now ms since the epoch, for `Response-Time`; left out: now
   */
  readonly sign: (body: object, now?: number) => Promise<SignedResponse>;
}

/** Puts a response on the wire. */
export type Transmit = (outgoing: OutgoingResponse) => void | Promise<void>;

/** Sends it as it is. The HTTP status is 200 whatever the outcome (RES-8). */
export function transmit({
  response,
  signed: { headers, body },
}: Pick<OutgoingResponse, 'response' | 'signed'>): void {
  response.writeHead(200, headers);
  response.end(body);
}
