import type { Delivery } from './channel.js';
import { ChannelError } from './channel-error.js';

/**
 * What a response body is matched against. A `RegExp` of JavaScript can take exponential time: write it so that it does not,
 * or use a linear-time engine such as re2js, as the settings do.
 */
export interface BodyPattern {
  test(body: string): boolean;
}

/** How a gateway accepts and refuses messages, beyond the HTTP status. */
export interface SmsGatewayAnswerOptions {
  /** What the body of a 2xx must match to count as accepted, for gateways that always return 200. Default: any body. */
  readonly acceptedWhen?: BodyPattern;
  /** What the body matches, whatever the status, when the message is refused permanently. Default: none. */
  readonly refusedWhen?: BodyPattern;
}

/** How much of a response body is read, in bytes. */
const answerLimit = 64 * 1_024;
/** How long the rest of a response is read, in ms, so that its connection can be reused. */
const restTimeoutMs = 1_000;

/**
 * 4xx that are about this client or the current load and not about this message: payment, authentication, path, method, media
 * type, timeout, rate limit.
 */
const notAboutTheMessage = new Set([401, 402, 403, 404, 405, 406, 407, 408, 415, 421, 425, 426, 429]);

/** Reads the responses of one gateway. */
export class SmsGatewayAnswer {
  readonly #acceptedWhen: BodyPattern | undefined;
  readonly #refusedWhen: BodyPattern | undefined;

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
      // The status decides, so that a failure to read the body cannot make an accepted message unknown.
      void readStart(response, restTimeoutMs).catch(() => undefined);
    } else {
      const body = await readStart(response);
      if (this.#refusedWhen?.test(body) === true) return { outcome: 'refused', reason: 'message-rejected' };
      if (ok && this.#acceptedWhen?.test(body) === false) {
        const problem = `the SMS gateway answered ${status} with a body that acceptedWhen does not match`;
        throw new ChannelError('UNCLEAR_ANSWER', `${problem}: it may not have accepted the message`);
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
  const problem = `the SMS gateway answered ${status}`;
  switch (status) {
    case 401:
    case 402:
    case 403:
    case 407:
      return new ChannelError('NOT_AUTHORISED', `${problem}: check its credentials and the account there`);
    case 425:
    case 429:
      return new ChannelError('REFUSED_FOR_NOW', `${problem}: it does not accept the message now`);
    case 408:
    case 503:
      // A proxy may say so after the gateway has accepted the message.
      return new ChannelError('REFUSED_FOR_NOW', `${problem}: it may not accept the message now`, false);
    default: {
      const hint =
        status < 400 ? 'redirects are not followed: set url to the target' : 'check url and method';
      return new ChannelError(
        'UNCLEAR_ANSWER',
        status < 500 ? `${problem}: ${hint}` : `${problem}: it failed`,
      );
    }
  }
}

/**
 * Reads a body up to the limit and cancels the rest.
 * @param timeoutMs cancels after this time as well
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

/** With `g` or `y` an expression continues where its last match ended. */
function withoutState(pattern: BodyPattern | undefined): BodyPattern | undefined {
  return pattern instanceof RegExp ? new RegExp(pattern, pattern.flags.replaceAll(/[gy]/g, '')) : pattern;
}
