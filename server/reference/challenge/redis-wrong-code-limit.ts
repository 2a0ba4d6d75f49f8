import { RedisScript } from '../redis/redis-script.js';
import { RedisSteps, type StepInput } from '../redis/redis-steps.js';
import { StoreUnavailable } from '../redis/store-unavailable.js';
import { RedisPlace, type RedisPlaceOptions } from '../redis/redis-place.js';
import { checkWrongCodeLimit, mostWrongCodes, standingOf, type WrongCodeLimit } from './wrong-code-limit.js';

export interface RedisWrongCodeLimitOptions extends RedisPlaceOptions {
  /** From 1 to 100. Default 100. */
  readonly limit?: number;
}

// A count has no time to live: only a right code or an operator ends it.

// KEYS: count. ARGV: limit. Counts no further than one over the limit.
const countScript = new RedisScript(`
local count = tonumber(redis.call('GET', KEYS[1]) or '0')
if count > tonumber(ARGV[1]) then return count end
return redis.call('INCR', KEYS[1])`);

// keys: count. args: limit.
export const blockedStep = `
if tonumber(redis.call('GET', keys[1]) or '0') >= args[1] then return 'blocked' end`;
const steps = new RedisSteps({ blocked: blockedStep });

// KEYS: count.
const resetScript = new RedisScript(`return redis.call('DEL', KEYS[1])`);

/** Counts wrong codes for all server processes that share a Redis. */
export class RedisWrongCodeLimit implements WrongCodeLimit {
  readonly place: RedisPlace;
  readonly #limit: number;

  /** @throws RangeError for an option that is out of range */
  constructor({ redis, hashSecret, limit = mostWrongCodes }: RedisWrongCodeLimitOptions) {
    this.place = new RedisPlace({ redis, hashSecret });
    this.#limit = checkWrongCodeLimit(limit);
  }

  /** @throws StoreUnavailable */
  async count(userId: string): Promise<'allowed' | 'last' | 'blocked'> {
    return standingOf(await this.#run(countScript, userId, [this.#limit]), this.#limit);
  }

  /** @throws StoreUnavailable */
  async isBlocked(userId: string): Promise<boolean> {
    const { refusedBy } = await steps.run(this.place.redis, {
      blocked: this.blockedStep(this.place.pseudonym(userId)),
    });
    return refusedBy !== undefined;
  }

  /** What `blockedStep` reads of one user. */
  blockedStep(user: string): StepInput {
    return { keys: [this.#keyOf(user)], args: [this.#limit] };
  }

  /** @throws StoreUnavailable */
  async reset(userId: string): Promise<void> {
    await this.#run(resetScript, userId);
  }

  async #run(script: RedisScript, userId: string, args: readonly number[] = []): Promise<number> {
    const count = await this.place.redis.run(script, [this.#keyOf(this.place.pseudonym(userId))], args);
    if (typeof count === 'number') return count;
    throw new StoreUnavailable('STORE_VALUE_ILLEGAL', 'Redis returned an unexpected value for a count');
  }

  #keyOf(user: string): string {
    return this.place.redis.key('wrong', user);
  }
}
