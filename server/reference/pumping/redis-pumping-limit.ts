import { RedisScript } from '../redis/redis-script.js';
import { RedisSteps, type StepInput } from '../redis/redis-steps.js';
import { StoreUnavailable } from '../redis/store-unavailable.js';
import { RedisPlace, type RedisPlaceOptions } from '../redis/redis-place.js';
import type { PumpedSending, PumpingBrake, PumpingLimit, PumpingReservation } from './pumping-limit.js';
import {
  knownForMs,
  type PumpingCounter,
  type PumpingOptions,
  PumpingRules,
  stepsOf,
} from './pumping-rules.js';

export interface RedisPumpingLimitOptions extends PumpingOptions, RedisPlaceOptions {
  /** ms since the epoch. Default `Date.now`. */
  readonly clock?: () => number;
}

// A count is a hash: step of its period → how many.

// keys: the counts; with a rule for unanswered ones, then those of the block: sent, answered, and the number's key.
// args: number of counts, then for each key but the last: limit, period in ms, current step, oldest.
// Refuses with the count that is full. Replies 0; -1 when the number has answered before, and its block does not count it.
export const reserveStep = `
local function sum(key, oldest)
  local total, fields = 0, redis.call('HGETALL', key)
  for i = 1, #fields, 2 do
    if tonumber(fields[i]) < oldest then redis.call('HDEL', key, fields[i])
    else total = total + tonumber(fields[i + 1]) end
  end
  return total
end
local function arg(i, n) return args[1 + (i - 1) * 4 + n] end
local counts = args[1]
for i = 1, counts do
  if sum(keys[i], arg(i, 4)) >= arg(i, 1) then return i end
end
local last = counts
if #keys > counts and redis.call('EXISTS', keys[#keys]) == 0 then
  last = counts + 1
  local answered = sum(keys[last + 1], arg(last + 1, 4))
  local unanswered = sum(keys[last], arg(last, 4)) - answered
  if unanswered >= arg(last, 1) + answered then return last end
end
return nil, function()
  for i = 1, last do
    redis.call('HINCRBY', keys[i], arg(i, 3), 1)
    redis.call('PEXPIRE', keys[i], arg(i, 2))
  end
  return last == counts and -1 or 0
end`;
const steps = new RedisSteps({ pumping: reserveStep });

// KEYS: the counts. ARGV: their steps.
const releaseScript = new RedisScript(`
for i = 1, #KEYS do
  if redis.call('HEXISTS', KEYS[i], ARGV[i]) == 1 then redis.call('HINCRBY', KEYS[i], ARGV[i], -1) end
end
return 0`);

// KEYS: the block's answered ones, the number. ARGV: step, period, for how long the number is known.
const answeredScript = new RedisScript(`
if redis.call('EXISTS', KEYS[2]) == 0 then
  redis.call('HINCRBY', KEYS[1], ARGV[1], 1)
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
redis.call('SET', KEYS[2], '1', 'PX', ARGV[3])
return 0`);

/** The step that counts one sending. */
export interface PumpingStep {
  readonly input: StepInput;
  /** @param reply of the step. @throws StoreUnavailable */
  readonly releaseOf: (reply: unknown) => () => Promise<void>;
  /** @param reply of the step that refused. @throws StoreUnavailable */
  readonly brakeOf: (reply: unknown) => PumpingBrake;
  /** Best effort, after the step has failed. */
  readonly undo: () => void;
}

/** Limits against SMS pumping that server processes share. */
export class RedisPumpingLimit implements PumpingLimit {
  readonly place: RedisPlace;
  readonly #rules: PumpingRules;
  readonly #clock: () => number;

  /** @throws RangeError for an option that is out of range */
  constructor({ redis, hashSecret, clock = Date.now, ...options }: RedisPumpingLimitOptions) {
    this.place = new RedisPlace({ redis, hashSecret });
    this.#rules = new PumpingRules(options);
    this.#clock = clock;
  }

  /** @throws StoreUnavailable */
  async reserve(sending: PumpedSending): Promise<PumpingReservation> {
    if (this.isBarred(sending)) return { outcome: 'barred' };
    const step = this.reserveStep(sending);
    // Without any limit there is nothing to ask.
    if (step === undefined) return { outcome: 'allowed', release: () => Promise.resolve() };
    try {
      const result = await steps.run(this.place.redis, { pumping: step.input });
      return result.refusedBy === undefined
        ? { outcome: 'allowed', release: step.releaseOf(result.replies.pumping) }
        : { outcome: 'braked', by: step.brakeOf(result.reply) };
    } catch (error) {
      step.undo();
      throw error;
    }
  }

  isBarred(sending: PumpedSending): boolean {
    return this.#rules.isBarred(sending);
  }

  /** One sending, for `reserveStep`; undefined when nothing limits it. */
  reserveStep(sending: PumpedSending): PumpingStep | undefined {
    const now = this.#clock();
    const counters = this.#rules.countersOf(sending);
    const rule = this.#rules.unansweredOf(sending);
    if (counters.length === 0 && rule === undefined) return undefined;
    const counted = rule === undefined ? counters : [...counters, rule.sent];
    const compared = rule === undefined ? counted : [...counted, { ...rule.sent, key: rule.answeredKey }];
    const countedKeys = this.#keysOf(counted);
    const currentSteps = counted.map(({ periodMs }) => stepsOf(periodMs, now).current);
    const args = compared.flatMap(({ limit, periodMs }) => {
      const { current, oldest } = stepsOf(periodMs, now);
      return [limit, periodMs, current, oldest];
    });
    const more = rule === undefined ? [] : [this.#keyOf(rule.answeredKey), this.#keyOf(rule.knownKey)];
    return {
      input: { keys: [...countedKeys, ...more], args: [counters.length, ...args] },
      releaseOf: (reply) => {
        if (reply !== 0 && reply !== -1) throw illegal();
        let keys = reply === 0 ? countedKeys : countedKeys.slice(0, counters.length);
        return async () => {
          if (keys.length > 0)
            await this.place.redis.run(releaseScript, keys, currentSteps.slice(0, keys.length));
          keys = [];
        };
      },
      brakeOf: (reply) => {
        const full = typeof reply === 'number' ? counted[reply - 1] : undefined;
        if (full === undefined) throw illegal();
        return full.by;
      },
      // Nothing will be sent. If the command was not executed either, a count may now be one too low, which lasts a step.
      undo: () => {
        this.place.redis.undo(releaseScript, countedKeys, currentSteps);
      },
    };
  }

  /** @throws StoreUnavailable */
  async answered(sending: Pick<PumpedSending, 'verifyType' | 'address'>): Promise<void> {
    const rule = this.#rules.unansweredOf(sending);
    if (rule === undefined) return;
    const { periodMs } = rule.sent;
    const keys = [this.#keyOf(rule.answeredKey), this.#keyOf(rule.knownKey)];
    await this.place.redis.run(answeredScript, keys, [
      stepsOf(periodMs, this.#clock()).current,
      periodMs,
      knownForMs,
    ]);
  }

  labelOf(sending: Pick<PumpedSending, 'verifyType' | 'address'>): string {
    return this.#rules.labelOf(sending);
  }

  #keysOf(counters: readonly PumpingCounter[]): readonly string[] {
    // Counters of several periods follow each other: hiding whose they are costs more than all else of a key.
    let [whose, hidden] = ['', ''];
    return counters.map((counter) => {
      if (counter.whose !== whose) [whose, hidden] = [counter.whose, this.place.pseudonym(counter.whose)];
      return this.place.redis.key('pumping', String(counter.periodMs), hidden);
    });
  }

  #keyOf(key: string): string {
    return this.place.redis.key('pumping', this.place.pseudonym(key));
  }
}

function illegal(): StoreUnavailable {
  return new StoreUnavailable('STORE_VALUE_ILLEGAL', 'Redis returned an unexpected value for reserve');
}
