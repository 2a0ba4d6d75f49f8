import type { Outcome } from './outcome.js';

/**
 * Remembers the outcome of each signed message, so that the same message again gets the same outcome (SIG-9).
 *
 * Several servers keep SIG-9 together when their stores share one memory.
 */
export interface ReplayStore {
  /**
   * Runs `first` for the first call with this key and gives every other call, now or later, the first one's outcome, if
   * that is final (`isFinal`); one that is not is given to those who wait for it, and forgotten.
   * @param key the message's digest
   * @param expiresAt ms since the epoch; from then on the message is too old to be accepted anyway
   * @param first makes the outcome; it never rejects
   */
  once(key: string, expiresAt: number, first: () => Promise<Outcome>): Promise<Outcome>;
}
