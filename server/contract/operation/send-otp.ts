import { operations, type Outcome } from '@sendotp-contract/spec';
import { isOutcome, succeeded } from './outcome.js';

/**
 * The OTP is stored and handed to the channel (RES-2, RES-10).
 * @param verifyRequestId the id of this one OTP, never used before (RES-5)
 * @throws RangeError if the id has a length that the contract does not allow
 */
export function sent(verifyRequestId: string): Extract<Outcome<'sendOTP'>, { resultStatus: 'S' }> {
  const outcome = succeeded({ verifyRequestId });
  if (!isOutcome(operations.sendOTP, outcome)) {
    const { minLength, maxLength } = operations.sendOTP.successFields.verifyRequestId;
    throw new RangeError(
      `verifyRequestId must be a string of ${minLength} to ${maxLength} characters (RES-5)`,
    );
  }
  return outcome;
}
