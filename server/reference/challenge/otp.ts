import { createHmac, type KeyObject, randomInt, timingSafeEqual } from 'node:crypto';
import { importHashSecret } from '../hash-secret.js';

/** Returns a whole number from 0 to below `limit`, uniformly distributed. */
export type RandomInt = (limit: number) => number;

/**
 * Makes an OTP of decimal digits, including leading zeros.
 * @param length 4 to 10 digits
 * @param random source of randomness; the default is cryptographic and without modulo bias
 */
export function makeOtp(length: number, random: RandomInt = (limit) => randomInt(limit)): string {
  return String(random(10 ** length)).padStart(length, '0');
}

/**
 * Hashes OTPs for storage: HMAC-SHA-256 with a secret, because a plain hash of a million possible codes is easy to reverse;
 * bound to the verifyRequestId, so that the hash of one OTP cannot be used for another.
 */
export class OtpHasher {
  readonly #key: KeyObject;

  /**
   * @param secret 32 bytes or more (text: in UTF-8); the same at every instance that shares a store
   * @throws RangeError if it is shorter
   */
  constructor(secret: string | Uint8Array) {
    this.#key = importHashSecret(secret);
  }

  /** The hash to store for this OTP, in base64url. */
  hash(verifyRequestId: string, code: string): string {
    return this.#mac(verifyRequestId, code).toString('base64url');
  }

  /** Whether the code is the one that was hashed. Compares in constant time. */
  matches(verifyRequestId: string, code: string, codeHash: string): boolean {
    const expected = Buffer.from(codeHash, 'base64url');
    const actual = this.#mac(verifyRequestId, code);
    return expected.byteLength === actual.byteLength && timingSafeEqual(expected, actual);
  }

  #mac(verifyRequestId: string, code: string): Buffer {
    return createHmac('sha256', this.#key).update(verifyRequestId).update('\0').update(code).digest();
  }
}
