import { type CallSignal, causeOf } from './call-signal.js';
import type { Clocks } from './clock.js';
import { type SendOtpErrorCode, SendOtpError, type SendOtpErrorDetails } from './error.js';
import type { Exchange, ReceivedResponse, SentRequest } from './exchange.js';
import { Fault, loadedWords, type Words } from './fault.js';

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

/** A smaller difference is no reason for an MPP to refuse a request. */
const notableSkewMs = 60_000;

/** One attempt to send the request of a call, with the evidence collected so far. Every error of the attempt carries it. */
export class Attempt {
  readonly start: AttemptStart;
  /** Set when the whole response was read. */
  response: ReceivedResponse | undefined;
  /** Whether the response is signed. Undefined until the signature check has passed. */
  signed: boolean | undefined;
  /** Set when the response is signed. */
  clocks: Clocks | undefined;
  /** When its limit is used up, by `performance.now()`. */
  readonly #endsAt: number;
  constructor(start: AttemptStart) {
    this.start = start;
    this.#endsAt = performance.now() + start.timeoutMs;
  }

  /**
   * Waits for work until the limit is used up or the caller's signal aborts. Its later result is ignored.
   * @param controller aborted when the wait ends early
   */
  inTime<T>(work: Promise<T>, controller?: AbortController): Promise<T> {
    const { timeoutMs, signal } = this.start;
    return new Promise((resolve, reject) => {
      const end = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', stop);
      };
      // When the signal has stopped the call, its error is ABORTED in the place of this one.
      const stop = (): void => {
        end();
        controller?.abort();
        reject(new Error(`no answer within ${timeoutMs} ms`));
      };
      const timer = setTimeout(stop, this.#endsAt - performance.now());
      signal.addEventListener('abort', stop);
      work.finally(end).then(resolve, reject);
      if (signal.aborted) stop();
    });
  }

  /** What was transferred so far, of a request that is signed. */
  exchangeOf(request: SentRequest): Exchange {
    return { request, response: this.response, attempts: this.start.number };
  }

  /** Whether the caller has stopped the call. */
  isAborted(): boolean {
    return this.start.signal.aborted;
  }

  /**
   * The error of a call that the caller has stopped.
   * @param when the end of its message
   */
  aborted(when: string, mayHaveBeenSent = false): SendOtpError {
    return this.error('ABORTED', `the call was stopped by its signal${when}`, {
      ...causeOf(this.start.signal),
      mayHaveBeenSent,
    });
  }

  /** What to look at first after an `F`: the clocks, if they differ. */
  async clockHint(): Promise<string | undefined> {
    if (this.clocks === undefined) return undefined;
    const { nowMs, responseTimeMs } = this.clocks;
    if (Math.abs(nowMs - responseTimeMs) < notableSkewMs) return undefined;
    const words = await loadedWords();
    return words?.clocks(nowMs, responseTimeMs);
  }

  /**
   * An error of this attempt, with its evidence. Its message is there when the network is not, when nothing more can be
   * loaded. `mayHaveBeenSent` is true unless the details say otherwise.
   */
  error(code: SendOtpErrorCode, message: string, details?: OwnDetails): SendOtpError {
    return new SendOtpError(code, message, this.#evidence(details));
  }

  /** The same for what a response is: the words for it are loaded. */
  fault(code: SendOtpErrorCode, inWords: (words: Words) => string, details?: OwnDetails): Fault {
    return new Fault(code, inWords, this.#evidence(details));
  }

  #evidence(details: OwnDetails = {}): SendOtpErrorDetails {
    const { signing, mayHaveBeenSentBefore } = this.start;
    const { sent } = signing;
    return {
      ...details,
      mayHaveBeenSent: mayHaveBeenSentBefore || (details.mayHaveBeenSent ?? true),
      ...(sent === undefined ? {} : { exchange: this.exchangeOf(sent) }),
    };
  }
}

type OwnDetails = Omit<SendOtpErrorDetails, 'exchange'>;
