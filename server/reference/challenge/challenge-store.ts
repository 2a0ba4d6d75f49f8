import type { VerifyType } from '../channel/channel.js';
import type { Challenge } from './challenge.js';

/**
 * Why a challenge cannot be answered: it has expired; it was answered correctly or all its tries are used up; or the store
 * has no such challenge for this user (it never existed, expired long ago, or was replaced by a newer one).
 */
export type ClosedState = 'expired' | 'used' | 'unknown';

/** One try, used up; or why none is available. */
export type Try =
  | {
      readonly state: 'open';
      readonly codeHash: string;
      readonly triesLeft: number;
      readonly verifyType: VerifyType;
    }
  | { readonly state: ClosedState };

/**
 * Keeps challenges until they are answered. Every operation is one atomic step, also for servers that share a store. Times
 * are passed by the caller, so that store and server never disagree on them.
 */
export interface ChallengeStore {
  /**
   * Stores a challenge and, in the same step, removes the older one of the same user and verifyType.
   * Rejects unless it is certainly stored, for example if there is no room or its verifyRequestId is in use (RES-5).
   * @param now ms since the epoch
   */
  put(challenge: Challenge, now: number): Promise<void>;
  /**
   * Uses up one try of the challenge, if it belongs to this user and is open. Another user's call changes nothing.
   * @param now ms since the epoch
   */
  takeTry(verifyRequestId: string, userId: string, now: number): Promise<Try>;
  /**
   * Closes the challenge permanently and returns its state until then: `open` to exactly one call.
   * Tries that other calls have used up meanwhile do not matter: the caller has used one of its own.
   * @param now ms since the epoch
   */
  use(verifyRequestId: string, now: number): Promise<'open' | ClosedState>;
  /** Removes a challenge whose OTP was not sent. A missing one is not an error. */
  discard(verifyRequestId: string): Promise<void>;
}

/** The verifyRequestId of a new challenge is already in use (RES-5). */
export class VerifyRequestIdTaken extends Error {
  override readonly name = 'VerifyRequestIdTaken';
  readonly code = 'VERIFY_REQUEST_ID_TAKEN';

  constructor() {
    super('this verifyRequestId belongs to another OTP (RES-5)');
  }
}
