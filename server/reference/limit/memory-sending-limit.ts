import type { VerifyType } from '../channel/channel.js';
import type { Release, Reservation, SendingLimit } from './sending-limit.js';
import { SendingLog } from './sending-log.js';
import { defaultRefusalWindows, defaultSendingWindows, type SendingWindow } from './sending-window.js';

export interface MemorySendingLimitOptions {
  /** Default: one a minute, 5 an hour, 10 a day. */
  readonly windows?: readonly SendingWindow[];
  /** How many sendings to a user a channel may refuse permanently. Default: 3 an hour, 10 a day. */
  readonly refusalWindows?: readonly SendingWindow[];
  /**
   * How many logs are kept at most, one for each user and verifyType with a sending that still counts. Default 200,000:
   * that many users in the longest period, in about 65 MB. Refusals have as many logs of their own; when these are full, the
   * oldest is forgotten.
   */
  readonly maxLogs?: number;
  /** ms since the epoch. Default `Date.now`. */
  readonly clock?: () => number;
}

/** The memory limit already counts the sendings of as many users as it may. */
export class SendingLimitFull extends Error {
  override readonly name = 'SendingLimitFull';
  readonly code = 'SENDING_LIMIT_FULL';
}

/**
 * A sending limit for one server process: the times of the sendings that still count. When it is full, it rejects a new user
 * rather than forget the sendings of another; use Redis for many users.
 */
export class MemorySendingLimit implements SendingLimit {
  readonly #sendings: SendingLog;
  readonly #refusals: SendingLog;
  readonly #maxLogs: number;
  readonly #clock: () => number;

  /** @throws RangeError for an option that is out of range */
  constructor(options: MemorySendingLimitOptions = {}) {
    const { windows = defaultSendingWindows, refusalWindows = defaultRefusalWindows } = options;
    const { maxLogs = 200_000, clock = Date.now } = options;
    if (!Number.isInteger(maxLogs) || maxLogs < 1) {
      throw new RangeError(`maxLogs must be a whole number of 1 or more, not ${maxLogs}`);
    }
    this.#sendings = new SendingLog(windows);
    this.#refusals = new SendingLog(refusalWindows);
    this.#maxLogs = maxLogs;
    this.#clock = clock;
  }

  /** How many logs are kept, of sendings and of refusals. */
  get size(): number {
    return this.#sendings.size + this.#refusals.size;
  }

  /** Rejects with SendingLimitFull if there is no room to count. */
  reserve(userId: string, verifyType: VerifyType): Promise<Reservation> {
    const now = this.#clock();
    this.#sendings.forget(now);
    this.#refusals.forget(now);
    const key = `${verifyType}:${userId}`;
    if (this.#sendings.isFull(key, now) || this.#refusals.isFull(key, now))
      return Promise.resolve({ outcome: 'limited' });
    if (!this.#sendings.has(key) && this.#sendings.size >= this.#maxLogs) {
      return Promise.reject(new SendingLimitFull(`the sendings of ${this.#maxLogs} users are counted`));
    }
    this.#sendings.add(key, now);
    let counts = true;
    const release: Release = (why = 'not-sent') => {
      if (counts) {
        this.#sendings.remove(key, now);
        if (why === 'refused') this.#countRefusal(key, this.#clock());
      }
      counts = false;
      return Promise.resolve();
    };
    return Promise.resolve({ outcome: 'allowed', release });
  }

  #countRefusal(key: string, now: number): void {
    if (!this.#refusals.has(key) && this.#refusals.size >= this.#maxLogs) this.#refusals.forgetOldest();
    this.#refusals.add(key, now);
  }
}
