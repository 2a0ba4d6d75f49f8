import { randomUUID } from 'node:crypto';
import type { VerifyType } from '../channel/channel.js';
import type { RedisConnection } from '../redis/redis-connection.js';
import { RedisScript } from '../redis/redis-script.js';
import { StoreUnavailable } from '../redis/store-unavailable.js';
import { type UserPseudonym, userPseudonym } from '../redis/user-pseudonym.js';
import type { Release, Reservation, SendingLimit } from './sending-limit.js';
import {
  checkSendingWindows,
  defaultRefusalWindows,
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
  /** How many sendings to a user a channel may refuse permanently. Default: 3 an hour, 10 a day. */
  readonly refusalWindows?: readonly SendingWindow[];
  /** ms since the epoch. Default `Date.now`. */
  readonly clock?: () => number;
}

// A log is a sorted set: the sendings of one user and verifyType that still count, sorted by time; or those that the channel
// refused.

// KEYS: log, refusals. ARGV: now, sending, longest period, end of that period, number of windows, then for each window its
// begin and its maximum, then the same for the windows of the refusals.
const reserveScript = new RedisScript(`
local function isFull(log, first, last)
  for i = first, last, 2 do
    if redis.call('ZCOUNT', log, '(' .. ARGV[i], '+inf') >= tonumber(ARGV[i + 1]) then return true end
  end
  return false
end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[4])
local last = 5 + 2 * tonumber(ARGV[5])
if isFull(KEYS[1], 6, last) or isFull(KEYS[2], last + 1, #ARGV) then return 'limited' end
redis.call('ZADD', KEYS[1], ARGV[1], ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 'allowed'`);

// KEYS: log. ARGV: sending.
const releaseScript = new RedisScript(`return redis.call('ZREM', KEYS[1], ARGV[1])`);

// KEYS: log, refusals. ARGV: sending, now, longest period of the refusals, end of that period.
const refusedScript = new RedisScript(`
if redis.call('ZREM', KEYS[1], ARGV[1]) == 0 then return 0 end
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', ARGV[4])
redis.call('ZADD', KEYS[2], ARGV[2], ARGV[1])
redis.call('PEXPIRE', KEYS[2], ARGV[3])
return 1`);

/** A sending limit that server processes share. It is exact for concurrent requests. */
export class RedisSendingLimit implements SendingLimit {
  readonly #redis: RedisConnection;
  readonly #pseudonym: UserPseudonym;
  readonly #windows: readonly SendingWindow[];
  readonly #refusalWindows: readonly SendingWindow[];
  readonly #longestMs: number;
  readonly #clock: () => number;

  /** @throws RangeError for an option that is out of range */
  constructor(options: RedisSendingLimitOptions) {
    const { redis, hashSecret, windows = defaultSendingWindows, clock = Date.now } = options;
    const { refusalWindows = defaultRefusalWindows } = options;
    this.#redis = redis;
    this.#pseudonym = userPseudonym(hashSecret);
    this.#windows = checkSendingWindows(windows);
    this.#refusalWindows = checkSendingWindows(refusalWindows);
    this.#longestMs = longestPeriodMs(this.#windows);
    this.#clock = clock;
  }

  /** @throws StoreUnavailable */
  async reserve(userId: string, verifyType: VerifyType): Promise<Reservation> {
    const user = this.#pseudonym(userId);
    const log = this.#redis.key('sendings', verifyType, user);
    const keys = [log, this.#redis.key('refusals', verifyType, user)];
    const now = this.#clock();
    const sending = randomUUID();
    const windows = [...this.#windows, ...this.#refusalWindows].flatMap(({ periodMs, sendings }) => [
      now - periodMs,
      sendings,
    ]);
    const args = [now, sending, this.#longestMs, now - this.#longestMs, this.#windows.length, ...windows];
    let outcome: unknown;
    try {
      outcome = await this.#redis.run(reserveScript, keys, args);
    } catch (error) {
      // Nothing will be sent, so the sending must not count, even if the command reaches Redis late.
      this.#redis.undo(releaseScript, [log], [sending]);
      throw error;
    }
    if (outcome === 'limited') return { outcome };
    if (outcome !== 'allowed') {
      throw new StoreUnavailable('STORE_VALUE_ILLEGAL', 'Redis returned an unexpected value for reserve');
    }
    const release: Release = async (why = 'not-sent') => {
      if (why === 'not-sent') await this.#redis.run(releaseScript, [log], [sending]);
      else await this.#redis.run(refusedScript, keys, this.#refusal(sending));
    };
    return { outcome, release };
  }

  #refusal(sending: string): readonly (string | number)[] {
    const longestMs = longestPeriodMs(this.#refusalWindows);
    const now = this.#clock();
    return [sending, now, longestMs, now - longestMs];
  }
}
