import type { Challenge } from './challenge.js';
import { type ChallengeStore, type ClosedState, type Try, VerifyRequestIdTaken } from './challenge-store.js';

interface Entry {
  readonly challenge: Challenge;
  triesLeft: number;
  used: boolean;
}

export interface MemoryChallengeStoreOptions {
  /**
   * How many challenges are kept at most. Default 100,000: over 300 new users a second for the 5 minutes that an OTP is
   * valid, in about 45 MB.
   */
  readonly maxChallenges?: number;
  /** How long an expired challenge can be distinguished from an unknown one, in ms, while there is room. Default 300,000. */
  readonly rememberExpiredMs?: number;
}

/** The memory store contains as many open challenges as it may. */
export class ChallengeStoreFull extends Error {
  override readonly name = 'ChallengeStoreFull';
  readonly code = 'CHALLENGE_STORE_FULL';
}

/** A challenge store for one server process. Each operation is synchronous and therefore atomic. */
export class MemoryChallengeStore implements ChallengeStore {
  /** In the order of insertion, which is the order of expiry. */
  readonly #entries = new Map<string, Entry>();
  /** User and verifyType → the verifyRequestId of the one challenge they have. */
  readonly #slots = new Map<string, string>();
  readonly #maxChallenges: number;
  readonly #rememberExpiredMs: number;

  constructor({ maxChallenges = 100_000, rememberExpiredMs = 300_000 }: MemoryChallengeStoreOptions = {}) {
    if (!Number.isInteger(maxChallenges) || maxChallenges < 1) {
      throw new RangeError(`maxChallenges must be a whole number of 1 or more, not ${maxChallenges}`);
    }
    if (!Number.isFinite(rememberExpiredMs) || rememberExpiredMs < 0) {
      throw new RangeError(`rememberExpiredMs must be a number of ms of 0 or more, not ${rememberExpiredMs}`);
    }
    this.#maxChallenges = maxChallenges;
    this.#rememberExpiredMs = rememberExpiredMs;
  }

  /** How many challenges are kept. */
  get size(): number {
    return this.#entries.size;
  }

  put(challenge: Challenge, now: number): Promise<void> {
    const { verifyRequestId, tries } = challenge;
    if (this.#get(verifyRequestId, now) !== undefined) return Promise.reject(new VerifyRequestIdTaken());
    const slot = slotOf(challenge);
    const older = this.#slots.get(slot);
    this.#forget(now, older === undefined ? 1 : 0);
    // Refused rather than removing the oldest: an OTP that was reported as sent must stay checkable.
    if (older === undefined && this.#entries.size >= this.#maxChallenges) {
      return Promise.reject(new ChallengeStoreFull(`${this.#maxChallenges} challenges are open`));
    }
    if (older !== undefined) this.#delete(older);
    this.#entries.set(verifyRequestId, { challenge, triesLeft: tries, used: false });
    this.#slots.set(slot, verifyRequestId);
    return Promise.resolve();
  }

  takeTry(verifyRequestId: string, userId: string, now: number): Promise<Try> {
    this.#forget(now, 0);
    const entry = this.#get(verifyRequestId, now);
    if (entry?.challenge.userId !== userId) return Promise.resolve({ state: 'unknown' });
    const closed = closedState(entry, now) ?? (entry.triesLeft === 0 ? 'used' : undefined);
    if (closed !== undefined) return Promise.resolve({ state: closed });
    entry.triesLeft -= 1;
    return Promise.resolve({
      state: 'open',
      codeHash: entry.challenge.codeHash,
      triesLeft: entry.triesLeft,
      verifyType: entry.challenge.verifyType,
    });
  }

  use(verifyRequestId: string, now: number): Promise<'open' | ClosedState> {
    const entry = this.#get(verifyRequestId, now);
    if (entry === undefined) return Promise.resolve('unknown');
    const closed = closedState(entry, now);
    if (closed !== undefined) return Promise.resolve(closed);
    entry.used = true;
    return Promise.resolve('open');
  }

  discard(verifyRequestId: string): Promise<void> {
    this.#delete(verifyRequestId);
    return Promise.resolve();
  }

  /** The entry, unless it expired long ago. */
  #get(verifyRequestId: string, now: number): Entry | undefined {
    const entry = this.#entries.get(verifyRequestId);
    if (entry === undefined || now < entry.challenge.expiresAt + this.#rememberExpiredMs) return entry;
    this.#delete(verifyRequestId);
    return undefined;
  }

  #delete(verifyRequestId: string): void {
    const entry = this.#entries.get(verifyRequestId);
    if (entry === undefined) return;
    this.#entries.delete(verifyRequestId);
    this.#slots.delete(slotOf(entry.challenge));
  }

  /** Removes, from the oldest on, entries that expired long ago, and closed ones where room is needed. */
  #forget(now: number, room: number): void {
    for (const [verifyRequestId, entry] of this.#entries) {
      const longExpired = now >= entry.challenge.expiresAt + this.#rememberExpiredMs;
      const roomNeeded = this.#entries.size + room > this.#maxChallenges;
      if (!longExpired && !(roomNeeded && closedState(entry, now) !== undefined)) return;
      this.#delete(verifyRequestId);
    }
  }
}

function closedState({ used, challenge }: Entry, now: number): ClosedState | undefined {
  if (used) return 'used';
  return now >= challenge.expiresAt ? 'expired' : undefined;
}

function slotOf({ userId, verifyType }: Challenge): string {
  return `${verifyType}:${userId}`;
}
