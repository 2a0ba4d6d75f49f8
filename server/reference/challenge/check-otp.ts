import type { ChallengeStore, ClosedState } from './challenge-store.js';
import type { Directory } from '../directory/directory.js';
import type { MppEvent } from '../mpp-event.js';
import type { OtpHasher } from './otp.js';
import { lookUpUser } from '../directory/user-lookup.js';

/** What a user typed, and for which OTP. */
export interface CheckOtpRequest {
  /** From the answer to sendOTP (RES-5). */
  readonly verifyRequestId: string;
  readonly accessToken: string;
  readonly otpCode: string;
}

/**
 * Whether the code is right.
 * - `correct`: to exactly one check of an OTP.
 * - `wrong`: with the tries that are left; 0 means that this was the last.
 * - `expired`: the OTP was this user's, and its time is over.
 * - `used`: it has been answered rightly once, or all its tries are taken.
 * - `unknown`: this user has no such OTP. It never was, is long past, is another user's, or a newer one took its place;
 *   or the token stands for no user who may be sent one.
 */
export type CheckOtpOutcome =
  | { readonly outcome: 'correct' }
  | { readonly outcome: 'wrong'; readonly triesLeft: number }
  | { readonly outcome: ClosedState };

/** Checks a code. Rejects when the directory or the store fails: whether a try was taken is then not known. */
export type CheckOtp = (request: CheckOtpRequest) => Promise<CheckOtpOutcome>;

/** What the check of an OTP stands on. */
export interface CheckOtpParts {
  readonly directory: Directory;
  readonly challenges: ChallengeStore;
  readonly hasher: OtpHasher;
  readonly clock: () => number;
  readonly report: (event: MppEvent) => void;
}

/** Makes the function that a verifyOTP of the MPP calls. */
export function createCheckOtp(parts: CheckOtpParts): CheckOtp {
  return async (request) => {
    const outcome = await check(parts, request);
    parts.report({ kind: 'checked', outcome: outcome.outcome });
    return outcome;
  };
}

async function check(
  { directory, challenges, hasher, clock }: CheckOtpParts,
  { verifyRequestId, accessToken, otpCode }: CheckOtpRequest,
): Promise<CheckOtpOutcome> {
  const lookup = await lookUpUser(directory, accessToken, clock());
  if (lookup.outcome === 'failed') return { outcome: 'unknown' };
  // The try is taken before the code is compared: whoever guesses many at once gets no more than whoever waits.
  const taken = await challenges.takeTry(verifyRequestId, lookup.user.id, clock());
  if (taken.state !== 'open') return { outcome: taken.state };
  if (!hasher.matches(verifyRequestId, otpCode, taken.codeHash)) {
    return { outcome: 'wrong', triesLeft: taken.triesLeft };
  }
  const state = await challenges.use(verifyRequestId, clock());
  return { outcome: state === 'open' ? 'correct' : state };
}
