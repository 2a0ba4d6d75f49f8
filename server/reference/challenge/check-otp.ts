import type { Listener } from '@sendotp-contract/server';
import { addressOf, type Directory } from '../directory/directory.js';
import { lookUpUser } from '../directory/user-lookup.js';
import type { MppEvent } from '../mpp-event.js';
import type { PumpingLimit } from '../pumping/pumping-limit.js';
import type { ChallengeStore } from './challenge-store.js';
import type { CheckOtpOutcome } from './check-otp-outcome.js';
import type { OtpHasher } from './otp.js';
import type { WrongCodeLimit } from './wrong-code-limit.js';

/** What a user typed, and for which OTP. */
export interface CheckOtpRequest {
  /** As returned with the OTP (RES-5). */
  readonly verifyRequestId: string;
  readonly accessToken: string;
  /** The caller that the user's token belongs to, where the MPP knows it. */
  readonly clientId?: string;
  readonly otpCode: string;
}

/** Checks a code. Rejects when the directory or the store fails; it is then not known whether a try was used. */
export type CheckOtp = (request: CheckOtpRequest) => Promise<CheckOtpOutcome>;

/** What checking an OTP needs. */
export interface CheckOtpParts {
  readonly directory: Directory;
  readonly challenges: ChallengeStore;
  readonly hasher: OtpHasher;
  readonly wrongCodes: WrongCodeLimit;
  readonly pumping: PumpingLimit;
  readonly clock: () => number;
  readonly events: Listener<MppEvent>;
}

/** Makes the function that the MPP's own verifyOTP calls. */
export function createCheckOtp(parts: CheckOtpParts): CheckOtp {
  return async (request) => {
    const { prefix, ...outcome } = await check(parts, request);
    parts.events.tell({
      kind: 'checked',
      outcome: outcome.outcome,
      ...(prefix === undefined ? {} : { prefix }),
    });
    return outcome;
  };
}

async function check(
  { directory, challenges, hasher, wrongCodes, pumping, clock, events }: CheckOtpParts,
  { verifyRequestId, accessToken, clientId, otpCode }: CheckOtpRequest,
): Promise<CheckOtpOutcome & { readonly prefix?: string }> {
  const lookup = await lookUpUser(directory, { clientId, accessToken }, clock());
  if (lookup.outcome === 'failed') return { outcome: 'unknown' };
  // The try is used up before the code is compared: parallel guesses get no more tries than sequential ones.
  const taken = await challenges.takeTry(verifyRequestId, lookup.user.id, clock());
  if (taken.state !== 'open') return { outcome: taken.state };
  const standing = await wrongCodes.count(lookup.user.id);
  if (standing === 'blocked') return { outcome: 'blocked' };
  if (!hasher.matches(verifyRequestId, otpCode, taken.codeHash)) {
    if (standing === 'last') events.tell({ kind: 'user-blocked' });
    return { outcome: 'wrong', triesLeft: taken.triesLeft };
  }
  await wrongCodes.reset(lookup.user.id);
  const state = await challenges.use(verifyRequestId, clock());
  if (state !== 'open') return { outcome: state };
  const { verifyType } = taken;
  const address = addressOf(lookup.user, verifyType);
  if (address === undefined) return { outcome: 'correct' };
  const answered = { verifyType, address };
  // The code was right, whether that is counted or not.
  await pumping.answered(answered).catch(() => undefined);
  return { outcome: 'correct', prefix: pumping.labelOf(answered) };
}
