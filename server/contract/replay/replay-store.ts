import type { AnyOutcome, Operation } from '@sendotp-contract/spec';

/** A signed message as a replay store knows it. */
export interface ReplayKey {
  readonly operation: Operation;
  /** Digest of the signed content: equal for the same message, whatever way its signature is written (SIG-9). */
  readonly digest: string;
  /** ms since the epoch; from then on the message is too old to be accepted anyway. */
  readonly expiresAt: number;
}

/**
 * Remembers the outcome of each signed message, so that the same message again gets the same outcome (SIG-9).
 *
 * Several servers keep SIG-9 together when their stores share one memory.
 */
export interface ReplayStore {
  /**
   * Runs `first` for the first call with this message and gives every other call, now or later, the first one's outcome, if
   * that is final (`isFinal`); one that is not is given to those who wait for it, and forgotten.
   * @param first makes the outcome; it never rejects
   */
  once(message: ReplayKey, first: () => Promise<AnyOutcome>): Promise<AnyOutcome>;
}
