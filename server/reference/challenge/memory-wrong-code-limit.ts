import { checkWrongCodeLimit, mostWrongCodes, standingOf, type WrongCodeLimit } from './wrong-code-limit.js';

export interface MemoryWrongCodeLimitOptions {
  /** From 1 to 100. Default 100. */
  readonly limit?: number;
}

/** Counts wrong codes in one server process: they are forgotten when it ends. */
export class MemoryWrongCodeLimit implements WrongCodeLimit {
  readonly #limit: number;
  /** Only users of the directory with a wrong code since their last right one: it cannot grow beyond the directory. */
  readonly #counts = new Map<string, number>();

  /** @throws RangeError for a limit that is out of range */
  constructor({ limit = mostWrongCodes }: MemoryWrongCodeLimitOptions = {}) {
    this.#limit = checkWrongCodeLimit(limit);
  }

  count(userId: string): Promise<'allowed' | 'last' | 'blocked'> {
    const count = (this.#counts.get(userId) ?? 0) + 1;
    this.#counts.set(userId, count);
    return Promise.resolve(standingOf(count, this.#limit));
  }

  isBlocked(userId: string): Promise<boolean> {
    return Promise.resolve((this.#counts.get(userId) ?? 0) >= this.#limit);
  }

  reset(userId: string): Promise<void> {
    this.#counts.delete(userId);
    return Promise.resolve();
  }
}
