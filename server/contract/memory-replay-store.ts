import { isFinal, type Outcome } from './outcome.js';
import type { ReplayStore } from './replay-store.js';

interface Entry {
  readonly outcome: Promise<Outcome> | Outcome;
  readonly expiresAt: number;
}

export interface MemoryReplayStoreOptions {
  /**
   * How many messages are remembered at most; beyond that the oldest is forgotten. Default 100,000: over 160 requests
   * a second for the 10 minutes that a message can be replayed in, in about 30 MB.
   */
  readonly maxEntries?: number;
  /** ms since the epoch. Default `Date.now`. */
  readonly now?: () => number;
}

/** A replay store for one server process. */
export class MemoryReplayStore implements ReplayStore {
  readonly #entries = new Map<string, Entry>();
  readonly #maxEntries: number;
  readonly #now: () => number;

  constructor({ maxEntries = 100_000, now = Date.now }: MemoryReplayStoreOptions = {}) {
    if (!Number.isInteger(maxEntries) || maxEntries < 1) {
      throw new RangeError(`maxEntries must be a whole number of 1 or more, not ${maxEntries}`);
    }
    this.#maxEntries = maxEntries;
    this.#now = now;
  }

  /** How many messages are remembered. */
  get size(): number {
    return this.#entries.size;
  }

  async once(key: string, expiresAt: number, first: () => Promise<Outcome>): Promise<Outcome> {
    const known = this.#entries.get(key);
    if (known !== undefined && known.expiresAt > this.#now()) return known.outcome;
    this.#entries.delete(key);
    this.#forget();
    const pending = first();
    this.#entries.set(key, { outcome: pending, expiresAt });
    const outcome = await pending;
    if (this.#entries.get(key)?.outcome !== pending) return outcome;
    // The outcome itself: a promise for each of 100,000 entries is memory for nothing.
    if (isFinal(outcome)) this.#entries.set(key, { outcome, expiresAt });
    else this.#entries.delete(key);
    return outcome;
  }

  /** Drops what has expired, from the oldest on, and what is over the limit. */
  #forget(): void {
    const now = this.#now();
    for (const [key, { expiresAt }] of this.#entries) {
      if (expiresAt > now && this.#entries.size < this.#maxEntries) return;
      this.#entries.delete(key);
    }
  }
}
