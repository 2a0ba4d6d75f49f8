import { createHmac, createSecretKey } from 'node:crypto';
import { importHashSecret } from '../hash-secret.js';

/** Replaces a user id in a shared store. */
export type UserPseudonym = (userId: string) => string;

/**
 * Makes the function that hides user ids, which are phone numbers at some MPPs, from anybody who can read the store:
 * HMAC-SHA-256 with a secret, because a plain hash of ten digits can be reversed by trying all of them. Truncated to 128 bits,
 * in base64url, which is long enough to avoid collisions.
 * @param secret 32 bytes or more; the same at every instance that shares the store
 * @throws RangeError if it is shorter
 */
export function userPseudonym(secret: string | Uint8Array): UserPseudonym {
  // A derived key, because the same secret also hashes OTPs.
  const derived = createHmac('sha256', importHashSecret(secret)).update('user pseudonym').digest();
  const key = createSecretKey(derived);
  return (userId) => createHmac('sha256', key).update(userId).digest().subarray(0, 16).toString('base64url');
}
