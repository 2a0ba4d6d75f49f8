import type { PumpedSending, PumpingLimit, PumpingReservation } from './pumping-limit.js';
import { knownForMs, type PumpingOptions, PumpingRules, type UnansweredRule } from './pumping-rules.js';
import { StepCounter } from './step-counter.js';

export interface MemoryPumpingLimitOptions extends PumpingOptions {
  /** How many counts are kept at most; of more, those of the longest ago are forgotten. Default 200,000. */
  readonly maxCounts?: number;
  /** ms since the epoch. Default `Date.now`. */
  readonly clock?: () => number;
}

/** Limits against SMS pumping for one server process: what it has counted is forgotten when it ends. */
export class MemoryPumpingLimit implements PumpingLimit {
  readonly #rules: PumpingRules;
  readonly #counts: StepCounter;
  /** Number → until when it counts as one that answers. */
  readonly #known = new Map<string, number>();
  readonly #maxCounts: number;
  readonly #clock: () => number;

  /** @throws RangeError for an option that is out of range */
  constructor({ maxCounts = 200_000, clock = Date.now, ...options }: MemoryPumpingLimitOptions = {}) {
    if (!Number.isInteger(maxCounts) || maxCounts < 1)
      throw new RangeError(`maxCounts must be a whole number of 1 or more, not ${maxCounts}`);
    this.#rules = new PumpingRules(options);
    this.#counts = new StepCounter(maxCounts);
    this.#maxCounts = maxCounts;
    this.#clock = clock;
  }

  /** How many counts are kept. */
  get size(): number {
    return this.#counts.size;
  }

  reserve(sending: PumpedSending): Promise<PumpingReservation> {
    if (this.#rules.isBarred(sending)) return Promise.resolve({ outcome: 'barred' });
    const now = this.#clock();
    const counters = this.#rules.countersOf(sending);
    const full = counters.find(({ key, periodMs, limit }) => this.#counts.sum(key, periodMs, now) >= limit);
    if (full !== undefined) return Promise.resolve({ outcome: 'braked', by: full.by });
    const rule = this.#ruleForStrangers(sending, now);
    if (rule !== undefined) {
      const { sent, answeredKey } = rule;
      const answered = this.#counts.sum(answeredKey, sent.periodMs, now);
      const unanswered = this.#counts.sum(sent.key, sent.periodMs, now) - answered;
      if (unanswered >= sent.limit + answered)
        return Promise.resolve({ outcome: 'braked', by: 'unanswered' });
    }
    const all = rule === undefined ? counters : [...counters, rule.sent];
    let undo = all.map(({ key, periodMs }) => this.#counts.add(key, periodMs, now));
    const release = (): Promise<void> => {
      for (const step of undo) step();
      undo = [];
      return Promise.resolve();
    };
    return Promise.resolve({ outcome: 'allowed', release });
  }

  answered(sending: Pick<PumpedSending, 'verifyType' | 'address'>): Promise<void> {
    const rule = this.#rules.unansweredOf(sending);
    if (rule === undefined) return Promise.resolve();
    const now = this.#clock();
    if (this.#ruleForStrangers(sending, now) !== undefined)
      this.#counts.add(rule.answeredKey, rule.sent.periodMs, now);
    this.#known.delete(rule.knownKey);
    const [first] = this.#known.keys();
    if (this.#known.size >= this.#maxCounts && first !== undefined) this.#known.delete(first);
    this.#known.set(rule.knownKey, now + knownForMs);
    return Promise.resolve();
  }

  /** Undefined for a number that has answered before. */
  #ruleForStrangers(
    sending: Pick<PumpedSending, 'verifyType' | 'address'>,
    now: number,
  ): UnansweredRule | undefined {
    const rule = this.#rules.unansweredOf(sending);
    return rule === undefined || (this.#known.get(rule.knownKey) ?? 0) > now ? undefined : rule;
  }

  labelOf(sending: Pick<PumpedSending, 'verifyType' | 'address'>): string {
    return this.#rules.labelOf(sending);
  }
}
