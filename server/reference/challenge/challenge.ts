import type { VerifyType } from '../channel/channel.js';
import type { RandomInt } from './otp.js';

/** What is stored of one OTP until it is checked, without the code itself. Plain values, so that any store can keep it. */
export interface Challenge {
  /** RES-5: unique to this OTP. */
  readonly verifyRequestId: string;
  /** The user it belongs to: no other user's access token can answer it. */
  readonly userId: string;
  readonly verifyType: VerifyType;
  /** Made by `OtpHasher.hash`. */
  readonly codeHash: string;
  /** ms since the epoch; the OTP is expired from then on. */
  readonly expiresAt: number;
  /** How many times a code may be tried. */
  readonly tries: number;
}

/** How OTPs are made and how long they are valid. */
export interface OtpOptions {
  /** Digits, 4 to 10. Default 6. */
  readonly length?: number;
  /** How long an OTP is valid, in ms. Default 300,000. */
  readonly ttlMs?: number;
  /** How many codes may be tried. Default 5. */
  readonly tries?: number;
  /** Source of the digits. Default: `node:crypto`. */
  readonly random?: RandomInt;
}

/** The options with every default in place. */
export interface OtpSettings {
  readonly length: number;
  readonly ttlMs: number;
  readonly tries: number;
  readonly random: RandomInt | undefined;
}

/**
 * Checks the options and fills in the defaults.
 * @throws RangeError for an option that is out of range
 */
export function otpSettings({ length = 6, ttlMs = 300_000, tries = 5, random }: OtpOptions): OtpSettings {
  if (!Number.isInteger(length) || length < 4 || length > 10) {
    throw new RangeError(`otp.length must be a whole number from 4 to 10, not ${length}`);
  }
  if (!Number.isFinite(ttlMs) || ttlMs <= 0) {
    throw new RangeError(`otp.ttlMs must be a number of ms above 0, not ${ttlMs}`);
  }
  if (!Number.isInteger(tries) || tries < 1) {
    throw new RangeError(`otp.tries must be a whole number of 1 or more, not ${tries}`);
  }
  return { length, ttlMs, tries, random };
}
