import { operations, type Outcome } from '@sendotp-contract/spec';
import { succeeded } from './outcome.js';

/**
 * The OTP is stored and handed to the channel (RES-2, RES-10).
 * @param verifyRequestId the id of this one OTP, never used before (RES-5)
 * @throws RangeError if the id has a length that the contract does not allow
 */
export function sent(verifyRequestId: string): Extract<Outcome<'sendOTP'>, { resultStatus: 'S' }> {
  const { minLength, maxLength } = operations.sendOTP.successFields.verifyRequestId;
  // REQ-11: code points. The outcome as a whole is checked once, when a handler has returned it.
  const length = Array.from(verifyRequestId).length;
  if (length < minLength || length > maxLength) {
    throw new RangeError(
      `verifyRequestId must be a string of ${minLength} to ${maxLength} characters (RES-5)`,
    );
  }
  return succeeded({ verifyRequestId });
}
