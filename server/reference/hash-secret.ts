import { createSecretKey, type KeyObject } from 'node:crypto';

/**
 * Takes the secret under which hashes are made.
 * @param secret 32 bytes or more (text: in UTF-8)
 * @throws RangeError if it is shorter
 */
export function importHashSecret(secret: string | Uint8Array): KeyObject {
  const bytes = typeof secret === 'string' ? Buffer.from(secret, 'utf8') : secret;
  if (bytes.byteLength < 32) {
    throw new RangeError(
      `hashSecret must have 32 bytes or more, not ${bytes.byteLength}: make one with openssl rand -hex 32`,
    );
  }
  return createSecretKey(bytes);
}
