import type { AnyOutcome } from '@sendotp-contract/spec';
import { isFinal } from '../operation/outcome.js';
import type { ReplayKey, ReplayStore } from './replay-store.js';

interface Entry {
  readonly digest: string;
  readonly expiresAt: number;
  /** The outcome itself once it is there: a promise for each of 100,000 entries is memory for nothing. */
  outcome: Promise<AnyOutcome> | AnyOutcome;
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
  /** Walks the entries from the oldest on. One iterator for good: a new one would walk every deleted slot again. */
  #walk: MapIterator<Entry>;
  /** The entry that the walk has come to and that stays for now. */
  #oldest: Entry | undefined;

  constructor({ maxEntries = 100_000, now = Date.now }: MemoryReplayStoreOptions = {}) {
    if (!Number.isInteger(maxEntries) || maxEntries < 1) {
      throw new RangeError(`maxEntries must be a whole number of 1 or more, not ${maxEntries}`);
    }
    this.#maxEntries = maxEntries;
    this.#now = now;
    this.#walk = this.#entries.values();
  }

  /** How many messages are remembered. */
  get size(): number {
    return this.#entries.size;
  }

  once({ operation, digest, expiresAt }: ReplayKey, first: () => Promise<AnyOutcome>): Promise<AnyOutcome> {
    const now = this.#now();
    const known = this.#entries.get(digest);
    if (known !== undefined && known.expiresAt > now) return Promise.resolve(known.outcome);
    // Set again, it is the newest.
    this.#entries.delete(digest);
    this.#forget(now);
    const pending = first();
    const entry: Entry = { digest, expiresAt, outcome: pending };
    this.#entries.set(digest, entry);
    return pending.then((outcome) => {
      if (isFinal(operation, outcome)) entry.outcome = outcome;
      else if (this.#entries.get(digest) === entry) this.#entries.delete(digest);
      return outcome;
    });
  }

  /** Drops what has expired, from the oldest on, and what is over the limit. */
  #forget(now: number): void {
    for (;;) {
      const entry = (this.#oldest ??= this.#advance());
      if (entry === undefined) return;
      if (entry.expiresAt > now && this.#entries.size < this.#maxEntries) return;
      // It may be gone, and its message have come again.
      if (this.#entries.get(entry.digest) === entry) this.#entries.delete(entry.digest);
      this.#oldest = undefined;
    }
  }

  #advance(): Entry | undefined {
    const next = this.#walk.next();
    if (next.done !== true) return next.value;
    // A walk that has come to its end sees nothing of what is added later.
    this.#walk = this.#entries.values();
    return this.#walk.next().value;
  }
}
