import { generateKeyPairSync } from 'node:crypto';

/** A pair of keys in PEM: PKCS #8 and SPKI. */
export interface KeyPair {
  readonly privateKey: string;
  readonly publicKey: string;
}

/** Whose keys tests need: `older` and `newer` are keys that a party has besides its usual ones. */
export type KeyOwner = 'caller' | 'mpp' | 'older' | 'newer' | 'sandbox' | 'stranger';

const made = new Map<KeyOwner, KeyPair>();

/**
 * The RSA keys of this owner, 2048 bits, made at the first call for it. To make them takes a fifth of a second, longer than most
 * tests: the files of a worker share them, until a file resets the modules and the next one that imports this one makes new ones.
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

/** The keys that most tests need are made with the module. */
export const caller = keyPair('caller');
export const mpp = keyPair('mpp');
