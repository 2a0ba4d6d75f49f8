import { stepsOf } from './pumping-rules.js';

/** Counts by key and step of a period, in memory. The key that was counted longest ago is forgotten when there are too many. */
export class StepCounter {
  /** Key → step → count, in the order of the last counting. */
  readonly #counts = new Map<string, Map<number, number>>();
  readonly #maxKeys: number;

  constructor(maxKeys: number) {
    this.#maxKeys = maxKeys;
  }

  get size(): number {
    return this.#counts.size;
  }

  /** How many steps are kept of all keys. */
  get steps(): number {
    return [...this.#counts.values()].reduce((sum, counts) => sum + counts.size, 0);
  }

  /** How many count now. */
  sum(key: string, periodMs: number, now: number): number {
    const { oldest } = stepsOf(periodMs, now);
    let sum = 0;
    for (const [step, count] of this.#counts.get(key) ?? []) if (step >= oldest) sum += count;
    return sum;
  }

  /** @returns takes it back */
  add(key: string, periodMs: number, now: number): () => void {
    const { current, oldest } = stepsOf(periodMs, now);
    const counts = this.#counts.get(key) ?? new Map<number, number>();
    for (const step of counts.keys()) if (step < oldest) counts.delete(step);
    counts.set(current, (counts.get(current) ?? 0) + 1);
    this.#counts.delete(key);
    if (this.#counts.size >= this.#maxKeys) {
      const [first] = this.#counts.keys();
      if (first !== undefined) this.#counts.delete(first);
    }
    this.#counts.set(key, counts);
    return () => {
      const count = counts.get(current);
      if (count !== undefined) counts.set(current, count - 1);
    };
  }
}
