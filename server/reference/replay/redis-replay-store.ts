import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { isFinal, isOutcome, type ReplayKey, type ReplayStore, unknown } from '@sendotp-contract/server';
import type { AnyOutcome, Operation } from '@sendotp-contract/spec';
import type { RedisConnection } from '../redis/redis-connection.js';
import { RedisScript } from '../redis/redis-script.js';
import { StoreUnavailable } from '../redis/store-unavailable.js';

export interface RedisReplayStoreOptions {
  readonly redis: RedisConnection;
  /**
   * How long to wait for the outcome of a message that another process is working on, in ms. Default 6,000: a little
   * longer than the shell's handler timeout.
   */
  readonly waitMs?: number;
  /** ms since the epoch. Default `Date.now`. */
  readonly now?: () => number;
}

/** How much longer than the message a key lives, in ms: the clocks of two instances may differ. */
const marginMs = 60_000;
const undecided = 'pending:';

// A message's key contains `pending:<claim>` until it contains the operation's id and the outcome as JSON, which is final.

// KEYS: message. ARGV: value to set if there is none, ms to live. Returns the earlier value.
const claimScript = new RedisScript(`
local value = redis.call('GET', KEYS[1])
if not value then redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2]) end
return value`);

// KEYS: message. ARGV: new value, the value that it may replace, and the ms to live if there is no value at all, as after
// a restart of a Redis without persistence; 0 leaves it so. Returns the value that is there now.
const decideScript = new RedisScript(`
local value = redis.call('GET', KEYS[1])
if not value and ARGV[3] ~= '0' then
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[3])
  return ARGV[1]
end
if value ~= ARGV[2] then return value end
redis.call('SET', KEYS[1], ARGV[1], 'KEEPTTL')
return ARGV[1]`);

// KEYS: message. ARGV: the value to remove.
const withdrawScript = new RedisScript(`
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 'gone'`);

const readScript = new RedisScript(`return redis.call('GET', KEYS[1])`);

/**
 * A replay store that server processes share (SIG-9). Of all calls with one message, in all processes, one runs `first`.
 * Redis decides on the outcome in one atomic step, so that all of them get the same one:
 * - the outcome of `first`, if it reached Redis in time;
 * - `UNKNOWN_EXCEPTION` otherwise: its process died, or Redis was not reachable at that moment.
 *
 * Without Redis a call rejects before `first` is run. A Redis without persistence forgets all messages when it restarts:
 * let it write to disk, or a resend after the restart sends a second OTP.
 */
export class RedisReplayStore implements ReplayStore {
  readonly #redis: RedisConnection;
  readonly #waitMs: number;
  readonly #now: () => number;
  /** The messages that this process works on or waits for: further calls share them without asking Redis. */
  readonly #underWay = new Map<string, Promise<AnyOutcome>>();

  /** @throws RangeError for an option that is out of range */
  constructor({ redis, waitMs = 6_000, now = Date.now }: RedisReplayStoreOptions) {
    if (!(waitMs > 0 && waitMs <= 2_147_483_647)) {
      throw new RangeError(`waitMs must be a number of ms above 0 and below 2^31, not ${waitMs}`);
    }
    this.#redis = redis;
    this.#waitMs = waitMs;
    this.#now = now;
  }

  /** @throws StoreUnavailable */
  once(message: ReplayKey, first: () => Promise<AnyOutcome>): Promise<AnyOutcome> {
    const underWay = this.#underWay.get(message.digest);
    if (underWay !== undefined) return underWay;
    const outcome = this.#claim(message, first).finally(() => {
      this.#underWay.delete(message.digest);
    });
    this.#underWay.set(message.digest, outcome);
    return outcome;
  }

  async #claim(message: ReplayKey, first: () => Promise<AnyOutcome>): Promise<AnyOutcome> {
    const { operation, expiresAt } = message;
    const key = this.#redis.key('replay', message.digest);
    const mine = undecided + randomUUID();
    let found: unknown;
    try {
      found = await this.#redis.run(claimScript, [key], [mine, this.#timeToLive(expiresAt)]);
      if (mayBeTriedAgain(operation, found)) found = await this.#takeOver(key, mine, found);
    } catch (error) {
      // A claim that reaches Redis late would block the message for good, though nobody works on it.
      this.#redis.undo(withdrawScript, [key], [mine]);
      throw error;
    }
    if (found !== null) return this.#await(operation, key, found);
    const outcome = await first();
    return this.#decide(message, key, mine, outcome);
  }

  /** Replaces an outcome that is not final by this claim. @returns null, or the value that another process set first */
  async #takeOver(key: string, mine: string, found: string): Promise<unknown> {
    const now = await this.#redis.run(decideScript, [key], [mine, found, 0]);
    return now === mine ? null : now;
  }

  /** Stores the outcome. Never rejects: by now an OTP may have been sent. */
  async #decide(
    { operation, expiresAt }: ReplayKey,
    key: string,
    mine: string,
    outcome: AnyOutcome,
  ): Promise<AnyOutcome> {
    const text = valueOf(operation, outcome);
    try {
      const decided = await this.#redis.run(decideScript, [key], [text, mine, this.#timeToLive(expiresAt)]);
      return decided === text ? outcome : (outcomeIn(operation, decided) ?? unknown('UNKNOWN_EXCEPTION'));
    } catch {
      const instead = unknown('UNKNOWN_EXCEPTION');
      // The outcome may reach Redis late: a replay must not get another one than the first call.
      this.#redis.undo(decideScript, [key], [valueOf(operation, instead), text, 0]);
      return instead;
    }
  }

  /** Waits for another process's outcome, also through a short outage of Redis. */
  async #await(operation: Operation, key: string, found: unknown): Promise<AnyOutcome> {
    const giveUpAt = performance.now() + this.#waitMs;
    const instead = unknown('UNKNOWN_EXCEPTION');
    let value = found;
    for (let pauseMs = 10; isUndecided(value); pauseMs = Math.min(2 * pauseMs, 200)) {
      if (performance.now() + pauseMs > giveUpAt) {
        // The process that worked on it is gone, or will find this value when it stores its own.
        value = await this.#redis.run(decideScript, [key], [valueOf(operation, instead), value, 0]);
        break;
      }
      await sleep(pauseMs);
      value = await this.#redis.run(readScript, [key], []).catch(() => value);
    }
    // No value: withdrawn before anything was sent, or forgotten.
    return outcomeIn(operation, value) ?? instead;
  }

  #timeToLive(expiresAt: number): number {
    return Math.max(1, Math.ceil(expiresAt - this.#now())) + marginMs;
  }
}

/** An outcome that is not final: the calls that waited for it have it, and a later call is another try. */
function mayBeTriedAgain(operation: Operation, value: unknown): value is string {
  const outcome = outcomeIn(operation, value);
  return outcome !== undefined && !isFinal(operation, outcome);
}

function isUndecided(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith(undecided);
}

/** The outcome with its operation, as it is stored. */
function valueOf({ operationId }: Operation, outcome: AnyOutcome): string {
  return JSON.stringify({ operationId, outcome });
}

/**
 * The outcome of this operation in a stored value; undefined if there is none yet.
 * @throws StoreUnavailable if the value is something else, an outcome of another operation included
 */
function outcomeIn(operation: Operation, value: unknown): AnyOutcome | undefined {
  if (value === null || isUndecided(value)) return undefined;
  const stored = parsed(value);
  if (
    typeof stored === 'object' &&
    stored !== null &&
    'operationId' in stored &&
    stored.operationId === operation.operationId &&
    'outcome' in stored &&
    isOutcome(operation, stored.outcome)
  )
    return stored.outcome;
  throw new StoreUnavailable(
    'STORE_VALUE_ILLEGAL',
    `the value in Redis for a message is not an outcome of ${operation.operationId}`,
  );
}

function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return undefined;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return undefined;
  }
}
