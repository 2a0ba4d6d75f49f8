import type { ClosedState } from './challenge-store.js';

/**
 * Whether a code is right.
 * - `correct`: returned to exactly one check of an OTP.
 * - `wrong`: with the number of tries left; 0 means that this was the last one.
 * - `expired`: the OTP belongs to this user, and its validity is over.
 * - `used`: it was answered correctly before, or all its tries are used up.
 * - `unknown`: this user has no such OTP. It never existed, expired long ago, belongs to another user or was replaced by a
 *   newer one; or no OTP may be sent to the user of this access token.
 * - `blocked`: too many wrong codes in a row, over all OTPs of this user; the code was not compared.
 */
export type CheckOtpOutcome =
  | { readonly outcome: 'correct' }
  | { readonly outcome: 'wrong'; readonly triesLeft: number }
  | { readonly outcome: ClosedState | 'blocked' };
