import { constants, generateKeyPair, type KeyObject, sign } from 'node:crypto';
import { promisify } from 'node:util';

/** The contract's scheme (SIG-4), and others that a target must refuse. */
export type SigningScheme = 'RSA256' | 'RSA-SHA1' | 'RSA-SHA512' | 'PSS';

/** Signs bytes with a scheme, on this thread: to reach another thread takes longer than the signature. */
export function signBytes(content: Uint8Array, key: KeyObject, scheme: SigningScheme): Buffer {
  switch (scheme) {
    case 'RSA256':
      return sign('RSA-SHA256', content, key);
    case 'PSS':
      return sign('RSA-SHA256', content, { key, padding: constants.RSA_PKCS1_PSS_PADDING });
    default:
      return sign(scheme, content, key);
  }
}

let stranger: Promise<KeyObject> | undefined;

/** A private key that no target knows. Made once. */
export function strangersKey(): Promise<KeyObject> {
  stranger ??= promisify(generateKeyPair)('rsa', { modulusLength: 2048 }).then(
    ({ privateKey }) => privateKey,
  );
  return stranger;
}

/** Whether its base64 has both characters that URL encoding and base64url write in other ways. */
export const hasEveryCharacter = (signature: Buffer): boolean => {
  const text = signature.toString('base64');
  return text.includes('+') && text.includes('/');
};

/** A signature in base64, URL-encoded (SIG-4). */
export const urlEncoded = (signature: Buffer): string => encodeURIComponent(signature.toString('base64'));
