import type { VerifyType } from '../channel/channel.js';
import type { Reservation, SendingLimit } from './sending-limit.js';
import {
  checkSendingWindows,
  defaultSendingWindows,
  longestPeriodMs,
  type SendingWindow,
} from './sending-window.js';

export interface MemorySendingLimitOptions {
  /** Default: one a minute, 5 an hour, 10 a day. */
  readonly windows?: readonly SendingWindow[];
  /**
   * How many logs are held at most, one for each user and verifyType with a sending that still counts. Default 200,000:
   * so many users in the longest period, in about 65 MB.
   */
  readonly maxLogs?: number;
  /** ms since the epoch. Default `Date.now`. */
  readonly clock?: () => number;
}

/** The memory limit counts the sendings of as many users as it may. */
export class SendingLimitFull extends Error {
  override readonly name = 'SendingLimitFull';
  readonly code = 'SENDING_LIMIT_FULL';
}

/**
 * A sending limit for one server process: the times of the sendings that still count. When it is full of those, it
 * rejects a user who is new to it, rather than forget what it has counted of another; many users are a case for Redis.
 */
export class MemorySendingLimit implements SendingLimit {
  /** User and verifyType → times of sending. In the order of the last one, which is that in which they stop to count. */
  readonly #logs = new Map<string, readonly number[]>();
  readonly #windows: readonly SendingWindow[];
  readonly #longestMs: number;
  readonly #maxLogs: number;
  readonly #clock: () => number;

  /** @throws RangeError for a setting that makes no sense */
  constructor(options: MemorySendingLimitOptions = {}) {
    const { windows = defaultSendingWindows, maxLogs = 200_000, clock = Date.now } = options;
    if (!Number.isInteger(maxLogs) || maxLogs < 1) {
      throw new RangeError(`maxLogs must be a whole number of 1 or more, not ${maxLogs}`);
    }
    this.#windows = checkSendingWindows(windows);
    this.#longestMs = longestPeriodMs(this.#windows);
    this.#maxLogs = maxLogs;
    this.#clock = clock;
  }

  /** How many logs are held. */
  get size(): number {
    return this.#logs.size;
  }

  /** Rejects with SendingLimitFull if there is no room to count. */
  reserve(userId: string, verifyType: VerifyType): Promise<Reservation> {
    const now = this.#clock();
    this.#forget(now);
    const key = `${verifyType}:${userId}`;
    const log = (this.#logs.get(key) ?? []).filter((at) => at > now - this.#longestMs);
    const isFull = this.#windows.some(
      ({ periodMs, sendings }) => log.filter((at) => at > now - periodMs).length >= sendings,
    );
    if (isFull) return Promise.resolve({ outcome: 'limited' });
    if (!this.#logs.has(key) && this.#logs.size >= this.#maxLogs) {
      return Promise.reject(new SendingLimitFull(`the sendings of ${this.#maxLogs} users are counted`));
    }
    this.#keep(key, [...log, now]);
    let counts = true;
    return Promise.resolve({
      outcome: 'allowed',
      release: () => {
        if (counts) this.#takeBack(key, now);
        counts = false;
        return Promise.resolve();
      },
    });
  }

  /** Two sendings of the same millisecond are as good as each other. */
  #takeBack(key: string, at: number): void {
    const log = this.#logs.get(key) ?? [];
    const index = log.lastIndexOf(at);
    if (index < 0) return;
    const left = log.toSpliced(index, 1);
    if (left.length === 0) this.#logs.delete(key);
    else this.#logs.set(key, left);
  }

  #keep(key: string, log: readonly number[]): void {
    this.#logs.delete(key);
    this.#logs.set(key, log);
  }

  /** Drops, from the quietest user on, what no longer counts. */
  #forget(now: number): void {
    for (const [key, log] of this.#logs) {
      if (log.some((at) => at > now - this.#longestMs)) return;
      this.#logs.delete(key);
    }
  }
}
