import { randomUUID } from 'node:crypto';
import type { VerifyType } from '../channel/channel.js';
import { RedisScript } from '../redis/redis-script.js';
import { RedisSteps, type StepInput } from '../redis/redis-steps.js';
import { RedisPlace, type RedisPlaceOptions } from '../redis/redis-place.js';
import type { Release, Reservation, SendingLimit } from './sending-limit.js';
import {
  checkSendingWindows,
  defaultRefusalWindows,
  defaultSendingWindows,
  longestPeriodMs,
  type SendingWindow,
} from './sending-window.js';

export interface RedisSendingLimitOptions extends RedisPlaceOptions {
  /** Default: one a minute, 5 an hour, 10 a day. */
  readonly windows?: readonly SendingWindow[];
  /** How many sendings to a user a channel may refuse permanently. Default: 3 an hour, 10 a day. */
  readonly refusalWindows?: readonly SendingWindow[];
  /** ms since the epoch. Default `Date.now`. */
  readonly clock?: () => number;
}

// A log is a sorted set: the sendings of one user and verifyType that still count, sorted by time; or those that the channel
// refused.

// keys: log, refusals. args: now, sending, longest period, for each window its period and its maximum, then the same for the
// windows of the refusals.
export const reserveStep = `
local now = args[1]
local function since(period) return string.format('%.0f', now - period) end
local function isFull(log, windows)
  for i = 1, #windows, 2 do
    if redis.call('ZCOUNT', log, '(' .. since(windows[i]), '+inf') >= windows[i + 1] then return true end
  end
  return false
end
if isFull(keys[1], args[4]) or isFull(keys[2], args[5]) then return 'limited' end
return nil, function()
  redis.call('ZREMRANGEBYSCORE', keys[1], '-inf', since(args[3]))
  redis.call('ZADD', keys[1], now, args[2])
  redis.call('PEXPIRE', keys[1], args[3])
  return 'allowed'
end`;
const steps = new RedisSteps({ limit: reserveStep });

// KEYS: log. ARGV: sending.
const releaseScript = new RedisScript(`return redis.call('ZREM', KEYS[1], ARGV[1])`);

// KEYS: log, refusals. ARGV: sending, now, longest period of the refusals, end of that period.
const refusedScript = new RedisScript(`
if redis.call('ZREM', KEYS[1], ARGV[1]) == 0 then return 0 end
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', ARGV[4])
redis.call('ZADD', KEYS[2], ARGV[2], ARGV[1])
redis.call('PEXPIRE', KEYS[2], ARGV[3])
return 1`);

/** The step that counts one sending. */
export interface ReserveStep {
  readonly input: StepInput;
  readonly release: Release;
  /** Best effort, after the step has failed. */
  readonly undo: () => void;
}

/** A sending limit that server processes share. It is exact for concurrent requests. */
export class RedisSendingLimit implements SendingLimit {
  readonly place: RedisPlace;
  readonly #windowList: readonly number[];
  readonly #refusalList: readonly number[];
  readonly #longestMs: number;
  readonly #longestRefusalMs: number;
  readonly #clock: () => number;

  /** @throws RangeError for an option that is out of range */
  constructor(options: RedisSendingLimitOptions) {
    const { redis, hashSecret, windows = defaultSendingWindows, clock = Date.now } = options;
    const { refusalWindows = defaultRefusalWindows } = options;
    this.place = new RedisPlace({ redis, hashSecret });
    this.#windowList = listOf(checkSendingWindows(windows));
    this.#refusalList = listOf(checkSendingWindows(refusalWindows));
    this.#longestMs = longestPeriodMs(windows);
    this.#longestRefusalMs = longestPeriodMs(refusalWindows);
    this.#clock = clock;
  }

  /** @throws StoreUnavailable */
  async reserve(userId: string, verifyType: VerifyType): Promise<Reservation> {
    const { input, release, undo } = this.reserveStep(this.place.pseudonym(userId), verifyType);
    try {
      const { refusedBy } = await steps.run(this.place.redis, { limit: input });
      return refusedBy === undefined ? { outcome: 'allowed', release } : { outcome: 'limited' };
    } catch (error) {
      undo();
      throw error;
    }
  }

  /** One sending to one user, for `reserveStep`. */
  reserveStep(user: string, verifyType: VerifyType): ReserveStep {
    const log = this.place.redis.key('sendings', verifyType, user);
    const keys = [log, this.place.redis.key('refusals', verifyType, user)];
    const sending = randomUUID();
    const args = [this.#clock(), sending, this.#longestMs, this.#windowList, this.#refusalList];
    return {
      input: { keys, args },
      release: async (why = 'not-sent') => {
        if (why === 'not-sent') await this.place.redis.run(releaseScript, [log], [sending]);
        else await this.place.redis.run(refusedScript, keys, this.#refusal(sending));
      },
      // Nothing will be sent, so the sending must not count, even if the command reaches Redis late.
      undo: () => {
        this.place.redis.undo(releaseScript, [log], [sending]);
      },
    };
  }

  #refusal(sending: string): readonly (string | number)[] {
    const now = this.#clock();
    return [sending, now, this.#longestRefusalMs, now - this.#longestRefusalMs];
  }
}

function listOf(windows: readonly SendingWindow[]): readonly number[] {
  return windows.flatMap(({ periodMs, sendings }) => [periodMs, sendings]);
}
