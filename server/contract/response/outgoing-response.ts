import type { ServerResponse } from 'node:http';
import type { AnyOutcome } from '@sendotp-contract/spec';
import type { CheckedRequest } from '../request/checked-request.js';
import type { SignedResponse } from './signed-response.js';

/** A response before it is signed. */
export interface OutgoingResponse {
  /** The request it answers; undefined when a check refused that. */
  readonly request: CheckedRequest | undefined;
  /** What it says: the very object that a handler returned or the replay store gave back. */
  readonly outcome: AnyOutcome;
  readonly response: ServerResponse;
  /**
   * Signs a body for this caller, whatever it says. When signing fails, the result is an unsigned `UNKNOWN_EXCEPTION`, and
   * the error is reported.
   * @param body left out: the body that carries the outcome
   * @param now ms since the epoch, for `Response-Time`; left out: now
   */
  readonly sign: (body?: object, now?: number) => Promise<SignedResponse>;
}

/** Signs a response and puts it on the wire. */
export type Respond = (outgoing: OutgoingResponse) => Promise<void>;

/** Signs the outcome's body and sends it as it is. */
export const respond: Respond = ({ response, sign }) =>
  sign().then((signed) => {
    transmit(response, signed);
  });

/** Puts a response on the wire. The HTTP status is 200 whatever the outcome (RES-8). */
export function transmit(response: ServerResponse, { headers, body, ascii }: SignedResponse): void {
  response.writeHead(200, headers);
  // As a text it leaves in one write with the header, which costs half of two (20 µs a request, Node 20). In Latin-1, or a
  // header's value beyond ASCII would be written in UTF-8 with it.
  if (ascii === undefined) response.end(body);
  else response.end(ascii, 'latin1');
}
