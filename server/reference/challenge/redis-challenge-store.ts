import type { RedisConnection } from '../redis/redis-connection.js';
import { RedisScript } from '../redis/redis-script.js';
import { StoreUnavailable } from '../redis/store-unavailable.js';
import { type UserPseudonym, userPseudonym } from '../redis/user-pseudonym.js';
import type { Challenge } from './challenge.js';
import { type ChallengeStore, type ClosedState, type Try, VerifyRequestIdTaken } from './challenge-store.js';

export interface RedisChallengeStoreOptions {
  readonly redis: RedisConnection;
  /** The secret under which user ids are hashed, 32 bytes or more: the MPP's `hashSecret`. */
  readonly hashSecret: string | Uint8Array;
  /** How long an expired challenge can be distinguished from an unknown one, in ms. Default 300,000. */
  readonly rememberExpiredMs?: number;
}

// A challenge is a hash with the fields user, slot, codeHash, expiresAt, forgetAt, triesLeft, used. Its slot is a separate key
// that contains the id of the one challenge of a user and verifyType. All times are the caller's, so a challenge can expire
// before Redis removes it by its own clock.

// KEYS: challenge, slot. ARGV: now, id, ms to live, prefix of the keys of challenges, then the fields.
const putScript = new RedisScript(`
local forgetAt = redis.call('HGET', KEYS[1], 'forgetAt')
if forgetAt and tonumber(ARGV[1]) < tonumber(forgetAt) then return 'taken' end
redis.call('DEL', KEYS[1])
local older = redis.call('GET', KEYS[2])
if older and redis.call('HGET', ARGV[4] .. older, 'slot') == KEYS[2] then redis.call('DEL', ARGV[4] .. older) end
redis.call('HSET', KEYS[1], 'slot', KEYS[2], unpack(ARGV, 5))
redis.call('PEXPIRE', KEYS[1], ARGV[3])
redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
return 'kept'`);

// KEYS: challenge. ARGV: now, user.
const takeTryScript = new RedisScript(`
local now = tonumber(ARGV[1])
local user, codeHash, expiresAt, forgetAt, triesLeft, used, slot = unpack(
  redis.call('HMGET', KEYS[1], 'user', 'codeHash', 'expiresAt', 'forgetAt', 'triesLeft', 'used', 'slot'))
if user ~= ARGV[2] or now >= tonumber(forgetAt) then return {'unknown'} end
if used then return {'used'} end
if now >= tonumber(expiresAt) then return {'expired'} end
if tonumber(triesLeft) <= 0 then return {'used'} end
return {'open', codeHash, redis.call('HINCRBY', KEYS[1], 'triesLeft', -1), string.match(slot, ':(%u+):[^:]*$')}`);

// KEYS: challenge. ARGV: now.
const useScript = new RedisScript(`
local now = tonumber(ARGV[1])
local expiresAt, forgetAt, used = unpack(redis.call('HMGET', KEYS[1], 'expiresAt', 'forgetAt', 'used'))
if not forgetAt or now >= tonumber(forgetAt) then return 'unknown' end
if used then return 'used' end
if now >= tonumber(expiresAt) then return 'expired' end
redis.call('HSET', KEYS[1], 'used', '1')
return 'open'`);

// KEYS: challenge.
const discardScript = new RedisScript(`
local slot = redis.call('HGET', KEYS[1], 'slot')
if slot then redis.call('DEL', KEYS[1], slot) end
return 'gone'`);

/**
 * A challenge store that server processes share. Each operation is one script, which Redis runs atomically. Every key has a
 * time to live.
 */
export class RedisChallengeStore implements ChallengeStore {
  readonly #redis: RedisConnection;
  readonly #pseudonym: UserPseudonym;
  readonly #rememberExpiredMs: number;

  /** @throws RangeError for an option that is out of range */
  constructor({ redis, hashSecret, rememberExpiredMs = 300_000 }: RedisChallengeStoreOptions) {
    if (!Number.isFinite(rememberExpiredMs) || rememberExpiredMs < 0) {
      throw new RangeError(`rememberExpiredMs must be a number of ms of 0 or more, not ${rememberExpiredMs}`);
    }
    this.#redis = redis;
    this.#pseudonym = userPseudonym(hashSecret);
    this.#rememberExpiredMs = rememberExpiredMs;
  }

  /** @throws VerifyRequestIdTaken, StoreUnavailable */
  async put(challenge: Challenge, now: number): Promise<void> {
    const { verifyRequestId, userId, verifyType, codeHash, expiresAt, tries } = challenge;
    const user = this.#pseudonym(userId);
    const forgetAt = expiresAt + this.#rememberExpiredMs;
    const fields = { user, codeHash, expiresAt, forgetAt, triesLeft: tries };
    const kept = await this.#redis.run(
      putScript,
      [this.#keyOf(verifyRequestId), this.#redis.key('slot', verifyType, user)],
      [
        now,
        verifyRequestId,
        Math.max(1, Math.ceil(forgetAt - now)),
        this.#keyOf(''),
        ...Object.entries(fields).flat(),
      ],
    );
    if (kept === 'taken') throw new VerifyRequestIdTaken();
    if (kept !== 'kept') throw illegal('put');
  }

  /** @throws StoreUnavailable */
  async takeTry(verifyRequestId: string, userId: string, now: number): Promise<Try> {
    const reply = await this.#redis.run(
      takeTryScript,
      [this.#keyOf(verifyRequestId)],
      [now, this.#pseudonym(userId)],
    );
    const [state, codeHash, triesLeft, verifyType] = Array.isArray(reply)
      ? (reply as readonly unknown[])
      : [];
    if (isClosed(state)) return { state };
    if (state !== 'open' || typeof codeHash !== 'string' || typeof triesLeft !== 'number')
      throw illegal('takeTry');
    if (verifyType !== 'MOBILE' && verifyType !== 'EMAIL') throw illegal('takeTry');
    return { state, codeHash, triesLeft, verifyType };
  }

  /** @throws StoreUnavailable */
  async use(verifyRequestId: string, now: number): Promise<'open' | ClosedState> {
    const state = await this.#redis.run(useScript, [this.#keyOf(verifyRequestId)], [now]);
    if (state !== 'open' && !isClosed(state)) throw illegal('use');
    return state;
  }

  /** @throws StoreUnavailable */
  async discard(verifyRequestId: string): Promise<void> {
    await this.#redis.run(discardScript, [this.#keyOf(verifyRequestId)], []);
  }

  #keyOf(verifyRequestId: string): string {
    return this.#redis.key('challenge', verifyRequestId);
  }
}

function isClosed(state: unknown): state is ClosedState {
  return state === 'expired' || state === 'used' || state === 'unknown';
}

function illegal(operation: string): StoreUnavailable {
  return new StoreUnavailable('STORE_VALUE_ILLEGAL', `Redis returned an unexpected value for ${operation}`);
}
