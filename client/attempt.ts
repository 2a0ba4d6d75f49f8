import type { CallSignal } from './call-signal.js';
import { type SendOtpErrorCode, SendOtpError, type SendOtpErrorDetails } from './error.js';
import type { Exchange, ReceivedResponse, SentRequest } from './exchange.js';

/** What one attempt starts from. */
export interface AttemptStart {
  /** 1 for the first attempt of a call. */
  readonly number: number;
  /** The limit for this attempt, in ms. */
  readonly timeoutMs: number;
  /** The caller's signal. */
  readonly signal: CallSignal;
  /** Holds the request as soon as it is signed. */
  readonly signing: { readonly sent: SentRequest | undefined };
  /** Whether an earlier attempt may have reached the server. */
  readonly mayHaveBeenSentBefore: boolean;
}

/** One attempt to send the request of a call, with the evidence collected so far. Every error of the attempt carries it. */
export class Attempt {
  readonly timeoutMs: number;
  readonly signal: CallSignal;
  readonly mayHaveBeenSentBefore: boolean;
  /** Set when the whole response was read. */
  response: ReceivedResponse | undefined;
  /** Whether the response is signed. Undefined until the signature check has passed. */
  signed: boolean | undefined;
  /** How far `Response-Time` of a signed response is ahead of this machine's clock, in ms. */
  skewMs = 0;
  readonly #number: number;
  readonly #signing: AttemptStart['signing'];

  constructor({ number, timeoutMs, signal, signing, mayHaveBeenSentBefore }: AttemptStart) {
    this.#number = number;
    this.#signing = signing;
    this.timeoutMs = timeoutMs;
    this.signal = signal;
    this.mayHaveBeenSentBefore = mayHaveBeenSentBefore;
  }

  /** What was transferred, or undefined before the request is signed. */
  get exchange(): Exchange | undefined {
    const request = this.#signing.sent;
    return request === undefined ? undefined : { request, response: this.response, attempts: this.#number };
  }

  /** What was transferred so far, of a request that is signed. */
  signedExchange(): Exchange {
    const { exchange } = this;
    if (exchange === undefined) throw new TypeError('openapi-fetch did not call the signing middleware');
    return exchange;
  }

  /** Whether the caller has stopped the call. */
  isAborted(): boolean {
    return this.signal.aborted;
  }

  /** An error of this attempt, with its evidence. `mayHaveBeenSent` is true unless the details say otherwise. */
  error(
    code: SendOtpErrorCode,
    message: string,
    details: Omit<SendOtpErrorDetails, 'exchange'> = {},
  ): SendOtpError {
    const { exchange } = this;
    return new SendOtpError(code, message, {
      ...details,
      mayHaveBeenSent: this.mayHaveBeenSentBefore || (details.mayHaveBeenSent ?? true),
      ...(exchange === undefined ? {} : { exchange }),
    });
  }
}
