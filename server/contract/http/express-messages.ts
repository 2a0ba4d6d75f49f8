import { IncomingMessage, ServerResponse } from 'node:http';
import type { Express } from 'express';

/** The message classes to hand to `http.createServer` together with an Express app. */
export interface ExpressMessages {
  readonly IncomingMessage: typeof IncomingMessage;
  readonly ServerResponse: typeof ServerResponse;
}

/**
 * Express gives every request and response its own prototype by `Object.setPrototypeOf`, which costs more than anything
 * else it does: the engine drops what it has learnt of the object. Objects that are born with the prototype need
 * no change, and Express's own call does nothing then.
 */
export function expressMessages(app: Express): ExpressMessages {
  class ExpressIncomingMessage extends IncomingMessage {}
  class ExpressServerResponse<
    Request extends IncomingMessage = IncomingMessage,
  > extends ServerResponse<Request> {}
  Object.setPrototypeOf(ExpressIncomingMessage.prototype, app.request);
  Object.setPrototypeOf(ExpressServerResponse.prototype, app.response);
  app.request = ExpressIncomingMessage.prototype as typeof app.request;
  app.response = ExpressServerResponse.prototype as typeof app.response;
  return { IncomingMessage: ExpressIncomingMessage, ServerResponse: ExpressServerResponse };
}
