import type { Challenge } from './challenge.js';

/**
 * Why a challenge cannot be answered: its time is over; it was answered rightly once or all its tries are taken; or the
 * store holds none such for this user (it never was, is long past, or a newer one took its place).
 */
export type ClosedState = 'expired' | 'used' | 'unknown';

/** One try, taken; or why none can be. */
export type Try =
  | { readonly state: 'open'; readonly codeHash: string; readonly triesLeft: number }
  | { readonly state: ClosedState };

/**
 * Keeps challenges until they are answered. Every operation is one atomic step: two servers that share a store see it
 * as one of them first, then the other. Times come from the caller, so that store and server never disagree on them.
 */
export interface ChallengeStore {
  /**
   * Keeps a challenge and, in the same step, drops the older one of the same user and verifyType.
   * Rejects if it is not kept for certain, so also if there is no room or its verifyRequestId is taken (RES-5).
   * @param now ms since the epoch
   */
  put(challenge: Challenge, now: number): Promise<void>;
  /**
   * Takes one of the challenge's tries, if it is this user's and open. Another user's call changes nothing.
   * @param now ms since the epoch
   */
  takeTry(verifyRequestId: string, userId: string, now: number): Promise<Try>;
  /**
   * Closes the challenge for good and says what it was until then: `open` to exactly one call.
   * Tries that others have taken meanwhile do not matter: the caller comes with one of its own.
   * @param now ms since the epoch
   */
  use(verifyRequestId: string, now: number): Promise<'open' | ClosedState>;
  /** Forgets a challenge whose OTP was not sent. One that is not there is no error. */
  discard(verifyRequestId: string): Promise<void>;
}

/** The verifyRequestId of a new challenge is that of one the store holds (RES-5). */
export class VerifyRequestIdTaken extends Error {
  override readonly name = 'VerifyRequestIdTaken';
  readonly code = 'VERIFY_REQUEST_ID_TAKEN';

  constructor() {
    super('this verifyRequestId belongs to another OTP (RES-5)');
  }
}
