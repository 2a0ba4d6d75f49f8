import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { isFinal, isOutcome, type Outcome, type ReplayStore, unknown } from '../../contract/index.js';
import type { RedisConnection } from '../redis/redis-connection.js';
import { RedisScript } from '../redis/redis-script.js';
import { StoreUnavailable } from '../redis/store-unavailable.js';

export interface RedisReplayStoreOptions {
  readonly redis: RedisConnection;
  /**
   * How long to wait for the outcome of a message that another process is working on, in ms. Default 6,000: a little
   * longer than the shell gives a handler.
   */
  readonly waitMs?: number;
  /** ms since the epoch. Default `Date.now`. */
  readonly now?: () => number;
}

/** How much longer than the message a key lives, in ms: the clocks of two instances may differ. */
const marginMs = 60_000;
const undecided = 'pending:';

// A message's key holds `pending:<who works on it>` until it holds the outcome, as JSON, for good.

// KEYS: message. ARGV: what to put there if there is nothing, ms to live. Gives what was there.
const claimScript = new RedisScript(`
local value = redis.call('GET', KEYS[1])
if not value then redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2]) end
return value`);

// KEYS: message. ARGV: value, what it may take the place of; then ms to live for when there is nothing at all, as after a
// Redis that forgot has come back, or 0 for leaving it so. Gives what is there now.
const decideScript = new RedisScript(`
local value = redis.call('GET', KEYS[1])
if not value and ARGV[3] ~= '0' then
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[3])
  return ARGV[1]
end
if value ~= ARGV[2] then return value end
redis.call('SET', KEYS[1], ARGV[1], 'KEEPTTL')
return ARGV[1]`);

// KEYS: message. ARGV: what to take away.
const withdrawScript = new RedisScript(`
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 'gone'`);

const readScript = new RedisScript(`return redis.call('GET', KEYS[1])`);

/**
 * A replay store that server processes share (SIG-9). Of all calls with one key, at all processes, one runs `first`. What
 * the outcome is, Redis decides in one step, so that all get the same one:
 * - the one that `first` made, if it reached Redis in time;
 * - `UNKNOWN_EXCEPTION`, if not: its process died, or Redis was away at that moment.
 *
 * Without Redis a call rejects before `first` is run. A Redis that forgets what it held when it restarts forgets
 * messages too: let it write to disk, or a resend across its restart sends a second OTP.
 */
export class RedisReplayStore implements ReplayStore {
  readonly #redis: RedisConnection;
  readonly #waitMs: number;
  readonly #now: () => number;
  /** What this process works on or waits for: who comes meanwhile shares it without asking Redis. */
  readonly #underWay = new Map<string, Promise<Outcome>>();

  /** @throws RangeError for a setting that makes no sense */
  constructor({ redis, waitMs = 6_000, now = Date.now }: RedisReplayStoreOptions) {
    if (!(waitMs > 0 && waitMs <= 2_147_483_647)) {
      throw new RangeError(`waitMs must be a number of ms above 0 and below 2^31, not ${waitMs}`);
    }
    this.#redis = redis;
    this.#waitMs = waitMs;
    this.#now = now;
  }

  /** @throws StoreUnavailable */
  once(key: string, expiresAt: number, first: () => Promise<Outcome>): Promise<Outcome> {
    const underWay = this.#underWay.get(key);
    if (underWay !== undefined) return underWay;
    const outcome = this.#claim(this.#redis.key('replay', key), expiresAt, first).finally(() => {
      this.#underWay.delete(key);
    });
    this.#underWay.set(key, outcome);
    return outcome;
  }

  async #claim(key: string, expiresAt: number, first: () => Promise<Outcome>): Promise<Outcome> {
    const mine = undecided + randomUUID();
    let found: unknown;
    try {
      found = await this.#redis.run(claimScript, [key], [mine, this.#timeToLive(expiresAt)]);
      if (asksForAnotherTry(found)) found = await this.#takeOver(key, mine, found);
    } catch (error) {
      // A claim that comes through late would bar the message for good, though nobody works on it.
      this.#redis.undo(withdrawScript, [key], [mine]);
      throw error;
    }
    if (found !== null) return this.#await(key, found);
    const outcome = await first();
    return this.#decide(key, mine, outcome, expiresAt);
  }

  /** Makes an outcome that asked for another try this try's. @returns null, or what another one has put there first */
  async #takeOver(key: string, mine: string, found: string): Promise<unknown> {
    const now = await this.#redis.run(decideScript, [key], [mine, found, 0]);
    return now === mine ? null : now;
  }

  /** Makes the outcome known. Never rejects: by now an OTP may have been sent. */
  async #decide(key: string, mine: string, outcome: Outcome, expiresAt: number): Promise<Outcome> {
    const text = JSON.stringify(outcome);
    try {
      const decided = await this.#redis.run(decideScript, [key], [text, mine, this.#timeToLive(expiresAt)]);
      return decided === text ? outcome : (outcomeOf(decided) ?? unknown('UNKNOWN_EXCEPTION'));
    } catch {
      const instead = unknown('UNKNOWN_EXCEPTION');
      // It may come through late: then replays should not hear more than the first one did.
      this.#redis.undo(decideScript, [key], [JSON.stringify(instead), text, 0]);
      return instead;
    }
  }

  /** Waits for another process's outcome. A Redis that is away for a moment is waited for as well. */
  async #await(key: string, found: unknown): Promise<Outcome> {
    const giveUpAt = performance.now() + this.#waitMs;
    const instead = unknown('UNKNOWN_EXCEPTION');
    let seen = found;
    for (let pauseMs = 10; isUndecided(seen); pauseMs = Math.min(2 * pauseMs, 200)) {
      if (performance.now() + pauseMs > giveUpAt) {
        // Whoever worked on it is gone, or will find this when it comes with its own.
        seen = await this.#redis.run(decideScript, [key], [JSON.stringify(instead), seen, 0]);
        break;
      }
      await sleep(pauseMs);
      seen = await this.#redis.run(readScript, [key], []).catch(() => seen);
    }
    // Nothing there: withdrawn before anything was sent, or forgotten.
    return outcomeOf(seen) ?? instead;
  }

  #timeToLive(expiresAt: number): number {
    return Math.max(1, Math.ceil(expiresAt - this.#now())) + marginMs;
  }
}

/** An outcome that is not final: those who waited for it have it, and whoever comes now is another try. */
function asksForAnotherTry(value: unknown): value is string {
  const outcome = outcomeOf(value);
  return outcome !== undefined && !isFinal(outcome);
}

function isUndecided(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith(undecided);
}

/**
 * The outcome in a stored value; undefined if there is none yet.
 * @throws StoreUnavailable if it is neither
 */
function outcomeOf(value: unknown): Outcome | undefined {
  if (value === null || isUndecided(value)) return undefined;
  const outcome = parsed(value);
  if (isOutcome(outcome)) return outcome;
  throw new StoreUnavailable('STORE_VALUE_ILLEGAL', 'Redis holds something for a message that is no outcome');
}

function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return undefined;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return undefined;
  }
}
