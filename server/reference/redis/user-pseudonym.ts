import { createHmac } from 'node:crypto';
import { importHashSecret } from '../hash-secret.js';

/** What stands for a user id in a shared store. */
export type UserPseudonym = (userId: string) => string;

/**
 * Makes the function that hides user ids, which are phone numbers at some MPPs, from whoever sees the store: HMAC-SHA-256
 * under a secret, as a bare hash of something that has only ten digits is undone by trying them all. 128 bits of it are
 * kept, in base64url: no two users meet by chance.
 * @param secret 32 bytes or more; the same at every instance that shares the store
 * @throws RangeError if it is shorter
 */
export function userPseudonym(secret: string | Uint8Array): UserPseudonym {
  // A key of its own: the same secret hashes OTPs as well.
  const key = createHmac('sha256', importHashSecret(secret)).update('user pseudonym').digest();
  return (userId) => createHmac('sha256', key).update(userId).digest().subarray(0, 16).toString('base64url');
}
