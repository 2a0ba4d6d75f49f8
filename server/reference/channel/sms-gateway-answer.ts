import type { Delivery } from './channel.js';
import { ChannelError } from './channel-error.js';

/** How a gateway says yes and no, beyond the HTTP status. */
export interface SmsGatewayAnswerOptions {
  /** What the body of a 2xx must match to be a yes, for gateways that answer 200 whatever happens. Default: any body. */
  readonly acceptedWhen?: RegExp;
  /** What the body matches, whatever the status, when the message is refused for good. Default: none. */
  readonly refusedWhen?: RegExp;
}

/** As much of an answer as is read: enough for what a gateway has to say about one message. */
const answerLimit = 64 * 1_024;
/** How long the rest of an answer is waited for, in ms, so that its connection can serve the next message. */
const restTimeoutMs = 1_000;

/**
 * 4xx that are about us or about the moment and not about this message: not paid for, not let in, no such path, wrong
 * method or type, too slow, too early, too often.
 */
const notAboutTheMessage = new Set([401, 402, 403, 404, 405, 406, 407, 408, 415, 421, 425, 426, 429]);

/** Reads the answers of one gateway. */
export class SmsGatewayAnswer {
  readonly #acceptedWhen: RegExp | undefined;
  readonly #refusedWhen: RegExp | undefined;

  constructor({ acceptedWhen, refusedWhen }: SmsGatewayAnswerOptions) {
    this.#acceptedWhen = withoutState(acceptedWhen);
    this.#refusedWhen = withoutState(refusedWhen);
  }

  /**
   * @returns accepted for a 2xx, refused for a 4xx that is about this message
   * @throws ChannelError for everything else
   */
  async read(response: Response): Promise<Delivery> {
    const { ok, status } = response;
    if (this.#acceptedWhen === undefined && this.#refusedWhen === undefined) {
      // The status decides, so that what becomes of the body cannot make a yes unknown.
      void readStart(response, restTimeoutMs).catch(() => undefined);
    } else {
      const body = await readStart(response);
      if (this.#refusedWhen?.test(body) === true) return { outcome: 'refused', reason: 'message-rejected' };
      if (ok && this.#acceptedWhen?.test(body) === false) {
        const seen = `the SMS gateway answered ${status} with a body that acceptedWhen does not match`;
        throw new ChannelError('UNCLEAR_ANSWER', `${seen}: it may not have taken the message`);
      }
    }
    if (ok) return { outcome: 'accepted' };
    if (status >= 400 && status < 500 && !notAboutTheMessage.has(status)) {
      return { outcome: 'refused', reason: 'message-rejected' };
    }
    throw unclear(status);
  }
}

function unclear(status: number): ChannelError {
  const seen = `the SMS gateway answered ${status}`;
  switch (status) {
    case 401:
    case 402:
    case 403:
    case 407:
      return new ChannelError('NOT_AUTHORISED', `${seen}: check its credentials and the account there`);
    case 408:
    case 425:
    case 429:
    case 503:
      return new ChannelError('REFUSED_FOR_NOW', `${seen}: it does not take the message now`);
    default: {
      const hint =
        status < 400 ? 'redirects are not followed: set url to where it leads' : 'check url and method';
      return new ChannelError('UNCLEAR_ANSWER', status < 500 ? `${seen}: ${hint}` : `${seen}: it failed`);
    }
  }
}

/**
 * Reads an answer up to the limit and lets go of what is longer.
 * @param timeoutMs lets go after this time as well
 */
async function readStart({ body }: Response, timeoutMs?: number): Promise<string> {
  if (body === null) return '';
  const reader: ReadableStreamDefaultReader<Uint8Array> = body.getReader();
  const letGo = (): void => {
    reader.cancel().catch(() => undefined);
  };
  const timer = timeoutMs === undefined ? undefined : setTimeout(letGo, timeoutMs);
  const decoder = new TextDecoder();
  try {
    let text = '';
    for (let length = 0; length < answerLimit;) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      length += value.byteLength;
      text += decoder.decode(value, { stream: true });
    }
    letGo();
    return text;
  } finally {
    clearTimeout(timer);
  }
}

/** With `g` or `y` an expression begins where it last ended. */
function withoutState(expression: RegExp | undefined): RegExp | undefined {
  return expression === undefined
    ? undefined
    : new RegExp(expression, expression.flags.replaceAll(/[gy]/g, ''));
}
