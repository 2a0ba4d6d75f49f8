import type { NamedMistake } from './mistake.js';
import type { SignedDigest } from './signed-digest.js';

/** What a key is to the exchange. */
export const keyRoles = ['expected', 'other-party', 'own', 'sandbox', 'older', 'other'] as const;

export type KeyRole = (typeof keyRoles)[number];

const give =
  'give the other side the public half of the key that signs, or sign with the private half of the key that it has (SIG-5).';

const byRole: Readonly<Record<Exclude<KeyRole, 'expected' | 'own'>, NamedMistake>> = {
  'other-party': {
    area: 'key',
    id: 'key-other-party',
    title: "the signature was made with the other party's key",
    fix: `A request is signed with the caller's private key, a response with that of the MPP: ${give}`,
  },
  sandbox: {
    area: 'key',
    id: 'key-sandbox',
    title: 'the signature was made with the sandbox key, not with the production key',
    fix: 'Sandbox and production have keys of their own: configure the key of the environment that is called (SIG-5).',
  },
  older: {
    area: 'key',
    id: 'key-older-version',
    title: 'the signature was made with another version of the key',
    fix: 'Write the version of the key that signs into keyVersion, and keep older versions until no caller uses them (SIG-5).',
  },
  other: {
    area: 'key',
    id: 'key-other',
    title: 'the signature was made with another of the keys that were given',
    fix: `The pair does not belong together: ${give}`,
  },
};

const own: NamedMistake = {
  area: 'key',
  id: 'key-own',
  title: "the key used to verify is the reader's own public key",
  fix: 'Verify with the public key of the party that signed: the caller for a request, the MPP for a response (SIG-5).',
};

/** The mistake of having signed with a key of this role. */
export function keyMistake(role: KeyRole, expectedIsOwn: boolean): NamedMistake | undefined {
  if (role === 'expected') return undefined;
  if (expectedIsOwn) return own;
  return role === 'own' ? byRole['other-party'] : byRole[role];
}

const sha256In = {
  JavaScript: "Use `createSign('RSA-SHA256')`, or WebCrypto's RSASSA-PKCS1-v1_5 with hash SHA-256.",
  Java: 'Use `Signature.getInstance("SHA256withRSA")`.',
  Python: 'Use `key.sign(content, padding.PKCS1v15(), hashes.SHA256())`.',
  PHP: 'Use `openssl_sign($content, $signature, $key, OPENSSL_ALGO_SHA256)`; the default of openssl_sign is SHA-1.',
  Go: 'Use `rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA256, sum[:])`.',
  'C#': 'Use `rsa.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)`.',
  shell: 'Use `openssl dgst -sha256 -sign key.pem`.',
} as const;

function otherHash(hash: string): NamedMistake {
  return {
    area: 'hash',
    id: `hash-${hash.toLowerCase()}`,
    title: `the signature was made with ${hash}, not with SHA-256`,
    fix: 'RSA256 is SHA256withRSA: sign with SHA-256 (SIG-4).',
    fixIn: sha256In,
  };
}

const pss: NamedMistake = {
  area: 'hash',
  id: 'padding-pss',
  title: 'the signature has PSS padding, not PKCS#1 v1.5',
  fix: 'RSA256 is RSASSA-PKCS1-v1_5: choose that padding (SIG-4).',
  fixIn: sha256In,
};
const bare: NamedMistake = {
  area: 'hash',
  id: 'padding-bare-hash',
  title: 'the signature holds the bare hash, without the name of the hash function (DigestInfo)',
  fix: 'Sign with SHA256withRSA, and do not encrypt a hash with the private key (SIG-4).',
  fixIn: sha256In,
};
const otherHashes = ['SHA-1', 'SHA-384', 'SHA-512', 'MD5', 'SHA-224'].map(otherHash);

/** The mistakes that a signature shows once the public key is applied to it. */
export function digestMistakes(signed: SignedDigest): readonly NamedMistake[] {
  const hash = otherHashes.find(({ id }) => id === `hash-${signed.hash.toLowerCase()}`);
  return [
    ...(signed.padding === 'pss' ? [pss] : signed.padding === 'bare' ? [bare] : []),
    ...(hash === undefined ? [] : [hash]),
  ];
}

/** All that can be wrong with the key and with the algorithm. */
export const keyMistakes: readonly NamedMistake[] = [
  ...Object.values(byRole),
  own,
  ...otherHashes,
  pss,
  bare,
];
