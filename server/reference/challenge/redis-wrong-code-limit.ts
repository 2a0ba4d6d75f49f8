import type { RedisConnection } from '../redis/redis-connection.js';
import { RedisScript } from '../redis/redis-script.js';
import { StoreUnavailable } from '../redis/store-unavailable.js';
import { type UserPseudonym, userPseudonym } from '../redis/user-pseudonym.js';
import { checkWrongCodeLimit, mostWrongCodes, standingOf, type WrongCodeLimit } from './wrong-code-limit.js';

export interface RedisWrongCodeLimitOptions {
  readonly redis: RedisConnection;
  /** The secret under which user ids are hashed, 32 bytes or more: the MPP's `hashSecret`. */
  readonly hashSecret: string | Uint8Array;
  /** From 1 to 100. Default 100. */
  readonly limit?: number;
}

// A count has no time to live: only a right code or an operator ends it.

// KEYS: count. ARGV: limit. Counts no further than one over the limit.
const countScript = new RedisScript(`
local count = tonumber(redis.call('GET', KEYS[1]) or '0')
if count > tonumber(ARGV[1]) then return count end
return redis.call('INCR', KEYS[1])`);

// KEYS: count.
const readScript = new RedisScript(`return tonumber(redis.call('GET', KEYS[1]) or '0')`);

// KEYS: count.
const resetScript = new RedisScript(`return redis.call('DEL', KEYS[1])`);

/** Counts wrong codes for all server processes that share a Redis. */
export class RedisWrongCodeLimit implements WrongCodeLimit {
  readonly #redis: RedisConnection;
  readonly #pseudonym: UserPseudonym;
  readonly #limit: number;

  /** @throws RangeError for an option that is out of range */
  constructor({ redis, hashSecret, limit = mostWrongCodes }: RedisWrongCodeLimitOptions) {
    this.#redis = redis;
    this.#pseudonym = userPseudonym(hashSecret);
    this.#limit = checkWrongCodeLimit(limit);
  }

  /** @throws StoreUnavailable */
  async count(userId: string): Promise<'allowed' | 'last' | 'blocked'> {
    return standingOf(await this.#run(countScript, userId, [this.#limit]), this.#limit);
  }

  /** @throws StoreUnavailable */
  async isBlocked(userId: string): Promise<boolean> {
    return (await this.#run(readScript, userId)) >= this.#limit;
  }

  /** @throws StoreUnavailable */
  async reset(userId: string): Promise<void> {
    await this.#run(resetScript, userId);
  }

  async #run(script: RedisScript, userId: string, args: readonly number[] = []): Promise<number> {
    const count = await this.#redis.run(script, [this.#redis.key('wrong', this.#pseudonym(userId))], args);
    if (typeof count === 'number') return count;
    throw new StoreUnavailable('STORE_VALUE_ILLEGAL', 'Redis returned an unexpected value for a count');
  }
}
