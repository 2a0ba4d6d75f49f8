import { isResultCode, type ResultCodeOf, resultCodes } from '../../generated/result-codes.js';
import { validateSendOtpResponse } from '../../generated/validators.js';
import { responseBody } from './response-body.js';

/** The OTP is stored and handed to the channel (RES-2, RES-5, RES-10). */
export interface Sent {
  readonly resultStatus: 'S';
  readonly resultCode: ResultCodeOf<'S'>;
  readonly verifyRequestId: string;
}

/** No OTP was sent (RES-3). */
export interface Failed {
  readonly resultStatus: 'F';
  readonly resultCode: ResultCodeOf<'F'>;
}

/** Nobody knows whether an OTP was sent (RES-4). */
export interface Unknown {
  readonly resultStatus: 'U';
  readonly resultCode: ResultCodeOf<'U'>;
}

/** What a handler of sendOTP answers. Made by `sent`, `failed` and `unknown`. */
export type Outcome = Sent | Failed | Unknown;

/**
 * The OTP was sent.
 * @param verifyRequestId the id of this one OTP, 1 to 64 characters, never used before (RES-5)
 * @throws RangeError if the id has another length
 */
export function sent(verifyRequestId: string): Sent {
  const outcome: Sent = { resultStatus: 'S', resultCode: 'SUCCESS', verifyRequestId };
  if (!validateSendOtpResponse(responseBody(outcome))) {
    throw new RangeError('verifyRequestId must be a string of 1 to 64 characters (RES-5)');
  }
  return outcome;
}

/**
 * No OTP was sent, for this reason.
 * @example failed('USER_NOT_EXIST')
 */
export function failed(resultCode: ResultCodeOf<'F'>): Failed {
  return { resultStatus: 'F', resultCode };
}

/**
 * Whether an OTP was sent is not known, for this reason.
 * @example unknown('UNKNOWN_EXCEPTION')
 */
export function unknown(resultCode: ResultCodeOf<'U'>): Unknown {
  return { resultStatus: 'U', resultCode };
}

/**
 * Whether an outcome is the last word on its message. `REQUEST_TRAFFIC_EXCEED_LIMIT` is not: nothing was sent, and the
 * caller is advised to send the very same bytes again.
 */
export function isFinal({ resultCode }: Outcome): boolean {
  return resultCodes[resultCode].retry !== 'backoff';
}

/** Whether this is an outcome of the contract: checked at run time, for what comes from outside the type system. */
export function isOutcome(value: unknown): value is Outcome {
  if (typeof value !== 'object' || value === null || !('resultStatus' in value) || !('resultCode' in value))
    return false;
  const { resultStatus, resultCode } = value;
  if (typeof resultCode !== 'string' || !isResultCode(resultCode)) return false;
  if (resultCodes[resultCode].status !== resultStatus) return false;
  return validateSendOtpResponse(responseBody(value as Outcome));
}
