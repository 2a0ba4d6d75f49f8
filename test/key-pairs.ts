import { generateKeyPairSync } from 'node:crypto';

/** A pair of keys in PEM: PKCS #8 and SPKI. */
export interface KeyPair {
  readonly privateKey: string;
  readonly publicKey: string;
}

/** Whose keys tests need: `older` and `newer` are keys that a party has besides its usual ones. */
export type KeyOwner = 'caller' | 'mpp' | 'older' | 'newer' | 'stranger';

const made = new Map<KeyOwner, KeyPair>();

/**
 * The RSA keys of this owner, 2048 bits, made when somebody first asks for them. To make them takes a fifth of a second, longer
 * than most tests: all files of a worker have the same.
 */
export function keyPair(owner: KeyOwner): KeyPair {
  const known = made.get(owner);
  if (known !== undefined) return known;
  const pair = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  made.set(owner, pair);
  return pair;
}

export const caller = keyPair('caller');
export const mpp = keyPair('mpp');
