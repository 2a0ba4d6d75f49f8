import type { RedisConnection } from '../redis/redis-connection.js';
import { RedisScript } from '../redis/redis-script.js';
import { StoreUnavailable } from '../redis/store-unavailable.js';
import { type UserPseudonym, userPseudonym } from '../redis/user-pseudonym.js';
import type { PumpedSending, PumpingLimit, PumpingReservation } from './pumping-limit.js';
import { knownForMs, type PumpingOptions, PumpingRules, stepsOf } from './pumping-rules.js';

export interface RedisPumpingLimitOptions extends PumpingOptions {
  readonly redis: RedisConnection;
  /** The secret under which phone numbers and addresses are hashed, 32 bytes or more: the MPP's `hashSecret`. */
  readonly hashSecret: string | Uint8Array;
  /** ms since the epoch. Default `Date.now`. */
  readonly clock?: () => number;
}

// A count is a hash: step of its period → how many.

// KEYS: the counts; with a rule for unanswered ones, then those of the block: sent, answered, and the number's key.
// ARGV: number of counts, then for each key but the last: limit, period in ms, current step, oldest.
// Returns which count is full, or 0; -1 when the number has answered before, and its block does not count it.
const reserveScript = new RedisScript(`
local function sum(key, oldest)
  local total, fields = 0, redis.call('HGETALL', key)
  for i = 1, #fields, 2 do
    if tonumber(fields[i]) < oldest then redis.call('HDEL', key, fields[i])
    else total = total + tonumber(fields[i + 1]) end
  end
  return total
end
local function arg(i, n) return tonumber(ARGV[1 + (i - 1) * 4 + n]) end
local counts = tonumber(ARGV[1])
for i = 1, counts do
  if sum(KEYS[i], arg(i, 4)) >= arg(i, 1) then return i end
end
local last = counts
if #KEYS > counts and redis.call('EXISTS', KEYS[#KEYS]) == 0 then
  last = counts + 1
  local answered = sum(KEYS[last + 1], arg(last + 1, 4))
  local unanswered = sum(KEYS[last], arg(last, 4)) - answered
  if unanswered >= arg(last, 1) + answered then return last end
end
for i = 1, last do
  redis.call('HINCRBY', KEYS[i], arg(i, 3), 1)
  redis.call('PEXPIRE', KEYS[i], arg(i, 2))
end
return last == counts and -1 or 0`);

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

/** Limits against SMS pumping that server processes share. */
export class RedisPumpingLimit implements PumpingLimit {
  readonly #redis: RedisConnection;
  readonly #pseudonym: UserPseudonym;
  readonly #rules: PumpingRules;
  readonly #clock: () => number;

  /** @throws RangeError for an option that is out of range */
  constructor({ redis, hashSecret, clock = Date.now, ...options }: RedisPumpingLimitOptions) {
    this.#redis = redis;
    this.#pseudonym = userPseudonym(hashSecret);
    this.#rules = new PumpingRules(options);
    this.#clock = clock;
  }

  /** @throws StoreUnavailable */
  async reserve(sending: PumpedSending): Promise<PumpingReservation> {
    if (this.#rules.isBarred(sending)) return { outcome: 'barred' };
    const now = this.#clock();
    const counters = this.#rules.countersOf(sending);
    const rule = this.#rules.unansweredOf(sending);
    // Without any limit there is nothing to ask.
    if (counters.length === 0 && rule === undefined)
      return { outcome: 'allowed', release: () => Promise.resolve() };
    const counted = rule === undefined ? counters : [...counters, rule.sent];
    const compared = rule === undefined ? counted : [...counted, { ...rule.sent, key: rule.answeredKey }];
    const countedKeys = counted.map(({ key }) => this.#keyOf(key));
    const currentSteps = counted.map(({ periodMs }) => stepsOf(periodMs, now).current);
    const args = compared.flatMap(({ limit, periodMs }) => {
      const { current, oldest } = stepsOf(periodMs, now);
      return [limit, periodMs, current, oldest];
    });
    const more = rule === undefined ? [] : [this.#keyOf(rule.answeredKey), this.#keyOf(rule.knownKey)];
    let reply: unknown;
    try {
      const keys = [...countedKeys, ...more];
      reply = await this.#redis.run(reserveScript, keys, [counters.length, ...args]);
    } catch (error) {
      // Nothing will be sent. If the command was not executed either, a count may now be one too low, which lasts a step.
      this.#redis.undo(releaseScript, countedKeys, currentSteps);
      throw error;
    }
    if (reply === 0 || reply === -1) {
      let keys = reply === 0 ? countedKeys : countedKeys.slice(0, counters.length);
      const release = async (): Promise<void> => {
        if (keys.length > 0) await this.#redis.run(releaseScript, keys, currentSteps.slice(0, keys.length));
        keys = [];
      };
      return { outcome: 'allowed', release };
    }
    const full = typeof reply === 'number' ? counted[reply - 1] : undefined;
    if (full === undefined)
      throw new StoreUnavailable('STORE_VALUE_ILLEGAL', 'Redis returned an unexpected value for reserve');
    return { outcome: 'braked', by: full.by };
  }

  /** @throws StoreUnavailable */
  async answered(sending: Pick<PumpedSending, 'verifyType' | 'address'>): Promise<void> {
    const rule = this.#rules.unansweredOf(sending);
    if (rule === undefined) return;
    const { periodMs } = rule.sent;
    const keys = [this.#keyOf(rule.answeredKey), this.#keyOf(rule.knownKey)];
    await this.#redis.run(answeredScript, keys, [
      stepsOf(periodMs, this.#clock()).current,
      periodMs,
      knownForMs,
    ]);
  }

  labelOf(sending: Pick<PumpedSending, 'verifyType' | 'address'>): string {
    return this.#rules.labelOf(sending);
  }

  #keyOf(key: string): string {
    return this.#redis.key('pumping', this.#pseudonym(key));
  }
}
