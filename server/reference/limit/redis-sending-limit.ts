import { randomUUID } from 'node:crypto';
import type { VerifyType } from '../channel/channel.js';
import type { RedisConnection } from '../redis/redis-connection.js';
import { RedisScript } from '../redis/redis-script.js';
import { StoreUnavailable } from '../redis/store-unavailable.js';
import { type UserPseudonym, userPseudonym } from '../redis/user-pseudonym.js';
import type { Reservation, SendingLimit } from './sending-limit.js';
import {
  checkSendingWindows,
  defaultSendingWindows,
  longestPeriodMs,
  type SendingWindow,
} from './sending-window.js';

export interface RedisSendingLimitOptions {
  readonly redis: RedisConnection;
  /** The secret under which user ids are hashed, 32 bytes or more: the MPP's `hashSecret`. */
  readonly hashSecret: string | Uint8Array;
  /** Default: one a minute, 5 an hour, 10 a day. */
  readonly windows?: readonly SendingWindow[];
  /** ms since the epoch. Default `Date.now`. */
  readonly clock?: () => number;
}

// A log is a sorted set: the sendings of one user and verifyType that still count, by their times.

// KEYS: log. ARGV: now, sending, longest period, then for each window since when it counts and how many there may be.
const reserveScript = new RedisScript(`
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[4])
for i = 5, #ARGV, 2 do
  if redis.call('ZCOUNT', KEYS[1], '(' .. ARGV[i], '+inf') >= tonumber(ARGV[i + 1]) then return 'limited' end
end
redis.call('ZADD', KEYS[1], ARGV[1], ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 'allowed'`);

// KEYS: log. ARGV: sending.
const releaseScript = new RedisScript(`return redis.call('ZREM', KEYS[1], ARGV[1])`);

/** A sending limit that server processes share: it holds exactly, however many of them ask at once. */
export class RedisSendingLimit implements SendingLimit {
  readonly #redis: RedisConnection;
  readonly #pseudonym: UserPseudonym;
  readonly #windows: readonly SendingWindow[];
  readonly #longestMs: number;
  readonly #clock: () => number;

  /** @throws RangeError for a setting that makes no sense */
  constructor(options: RedisSendingLimitOptions) {
    const { redis, hashSecret, windows = defaultSendingWindows, clock = Date.now } = options;
    this.#redis = redis;
    this.#pseudonym = userPseudonym(hashSecret);
    this.#windows = checkSendingWindows(windows);
    this.#longestMs = longestPeriodMs(this.#windows);
    this.#clock = clock;
  }

  /** @throws StoreUnavailable */
  async reserve(userId: string, verifyType: VerifyType): Promise<Reservation> {
    const keys = [this.#redis.key('sendings', verifyType, this.#pseudonym(userId))];
    const now = this.#clock();
    const sending = randomUUID();
    const windows = this.#windows.flatMap(({ periodMs, sendings }) => [now - periodMs, sendings]);
    const args = [now, sending, this.#longestMs, now - this.#longestMs, ...windows];
    let outcome: unknown;
    try {
      outcome = await this.#redis.run(reserveScript, keys, args);
    } catch (error) {
      // Nothing will be sent, so it must not count, even if it comes through late.
      this.#redis.undo(releaseScript, keys, [sending]);
      throw error;
    }
    if (outcome === 'limited') return { outcome };
    if (outcome !== 'allowed') {
      throw new StoreUnavailable('STORE_VALUE_ILLEGAL', 'Redis answered reserve with something unforeseen');
    }
    const release = async (): Promise<void> => {
      await this.#redis.run(releaseScript, keys, [sending]);
    };
    return { outcome, release };
  }
}
