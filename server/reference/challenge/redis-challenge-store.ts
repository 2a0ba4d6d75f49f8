import { RedisScript } from '../redis/redis-script.js';
import { RedisSteps, type StepInput } from '../redis/redis-steps.js';
import { StoreUnavailable } from '../redis/store-unavailable.js';
import { RedisPlace, type RedisPlaceOptions } from '../redis/redis-place.js';
import type { Challenge } from './challenge.js';
import { type ChallengeStore, type ClosedState, type Try, VerifyRequestIdTaken } from './challenge-store.js';

export interface RedisChallengeStoreOptions extends RedisPlaceOptions {
  /** How long an expired challenge can be distinguished from an unknown one, in ms. Default 300,000. */
  readonly rememberExpiredMs?: number;
}

// A challenge is a hash with the fields user, slot, codeHash, expiresAt, forgetAt, triesLeft, used. Its slot is a separate key
// that contains the id of the one challenge of a user and verifyType. All times are the caller's, so a challenge can expire
// before Redis removes it by its own clock.

// keys: challenge, slot. args: now, id, ms to live, prefix of the keys of challenges, user, codeHash, expiresAt, forgetAt,
// tries.
export const putStep = `
local now, id, ttl, prefix, user, codeHash, expiresAt, forgetAt, tries = unpack(args)
local keptUntil = redis.call('HGET', keys[1], 'forgetAt')
if keptUntil and now < tonumber(keptUntil) then return 'taken' end
return nil, function()
  redis.call('DEL', keys[1])
  local older = redis.call('GET', keys[2])
  if older and redis.call('HGET', prefix .. older, 'slot') == keys[2] then redis.call('DEL', prefix .. older) end
  redis.call('HSET', keys[1], 'slot', keys[2], 'user', user, 'codeHash', codeHash, 'expiresAt', expiresAt,
    'forgetAt', forgetAt, 'triesLeft', tries)
  redis.call('PEXPIRE', keys[1], ttl)
  redis.call('SET', keys[2], id, 'PX', ttl)
  return 'kept'
end`;
const steps = new RedisSteps({ put: putStep });

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
  readonly place: RedisPlace;
  readonly #rememberExpiredMs: number;

  /** @throws RangeError for an option that is out of range */
  constructor({ redis, hashSecret, rememberExpiredMs = 300_000 }: RedisChallengeStoreOptions) {
    if (!Number.isFinite(rememberExpiredMs) || rememberExpiredMs < 0) {
      throw new RangeError(`rememberExpiredMs must be a number of ms of 0 or more, not ${rememberExpiredMs}`);
    }
    this.place = new RedisPlace({ redis, hashSecret });
    this.#rememberExpiredMs = rememberExpiredMs;
  }

  /** @throws VerifyRequestIdTaken, StoreUnavailable */
  async put(challenge: Challenge, now: number): Promise<void> {
    const put = this.putStep(challenge, this.place.pseudonym(challenge.userId), now);
    const { refusedBy } = await steps.run(this.place.redis, { put });
    if (refusedBy !== undefined) throw new VerifyRequestIdTaken();
  }

  /** What `putStep` reads of a challenge. */
  putStep(challenge: Challenge, user: string, now: number): StepInput {
    const { verifyRequestId, verifyType, codeHash, expiresAt, tries } = challenge;
    const forgetAt = expiresAt + this.#rememberExpiredMs;
    const ttl = Math.max(1, Math.ceil(forgetAt - now));
    return {
      keys: [this.#keyOf(verifyRequestId), this.place.redis.key('slot', verifyType, user)],
      args: [now, verifyRequestId, ttl, this.#keyOf(''), user, codeHash, expiresAt, forgetAt, tries],
    };
  }

  /** @throws StoreUnavailable */
  async takeTry(verifyRequestId: string, userId: string, now: number): Promise<Try> {
    const reply = await this.place.redis.run(
      takeTryScript,
      [this.#keyOf(verifyRequestId)],
      [now, this.place.pseudonym(userId)],
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
    const state = await this.place.redis.run(useScript, [this.#keyOf(verifyRequestId)], [now]);
    if (state !== 'open' && !isClosed(state)) throw illegal('use');
    return state;
  }

  /** @throws StoreUnavailable */
  async discard(verifyRequestId: string): Promise<void> {
    await this.place.redis.run(discardScript, [this.#keyOf(verifyRequestId)], []);
  }

  #keyOf(verifyRequestId: string): string {
    return this.place.redis.key('challenge', verifyRequestId);
  }
}

function isClosed(state: unknown): state is ClosedState {
  return state === 'expired' || state === 'used' || state === 'unknown';
}

function illegal(operation: string): StoreUnavailable {
  return new StoreUnavailable('STORE_VALUE_ILLEGAL', `Redis returned an unexpected value for ${operation}`);
}
