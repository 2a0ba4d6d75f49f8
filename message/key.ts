import { classifyDer, type DerKind } from './der.js';
import { KeyError } from './key-error.js';
import { derFromText, encrypted } from './key-text.js';

/** RSA256 (SIG-4). */
export const rsa256 = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const;
const smallest = 2048;

type Half = 'private' | 'public';
const expected: Readonly<Record<Half, string>> = {
  private: 'a private RSA key in PKCS#8 form (PEM or base64 DER)',
  public: 'a public RSA key in SubjectPublicKeyInfo form (PEM or base64 DER)',
};

/**
 * Imports the key that signs: PKCS#8, as PEM or bare base64 DER, 2048 bits or more (SIG-4, SIG-6). A CryptoKey is checked
 * and handed back.
 * @throws KeyError that says by name what the key is instead
 */
export function importPrivateKey(key: string | CryptoKey): Promise<CryptoKey> {
  return importKey(key, 'private');
}

/**
 * Imports a key that verifies: SubjectPublicKeyInfo, as PEM or bare base64 DER, 2048 bits or more (SIG-4, SIG-6). A
 * CryptoKey is checked and handed back.
 * @throws KeyError that says by name what the key is instead
 */
export function importPublicKey(key: string | CryptoKey): Promise<CryptoKey> {
  return importKey(key, 'public');
}

async function importKey(key: string | CryptoKey, half: Half): Promise<CryptoKey> {
  if (typeof key !== 'string') {
    checkCryptoKey(key, half);
    return key;
  }
  const der = derFromText(key);
  checkKind(classifyDer(der), half);
  const format = half === 'private' ? 'pkcs8' : 'spki';
  let imported: CryptoKey;
  try {
    imported = await crypto.subtle.importKey(format, der, rsa256, half === 'public', [
      half === 'private' ? 'sign' : 'verify',
    ]);
  } catch (cause) {
    throw new KeyError('KEY_NOT_READABLE', `the key is damaged; expected ${expected[half]}`, { cause });
  }
  checkSize(imported);
  return imported;
}

function checkKind(der: DerKind, half: Half): void {
  switch (der.kind) {
    case 'private':
    case 'public':
      if (der.kind !== half) throw otherHalf(half);
      if (der.algorithm !== 'RSA') throw notRsa(der.algorithm, half);
      return;
    case 'pkcs1-private':
      if (half === 'public') throw otherHalf(half);
      throw new KeyError(
        'KEY_FORMAT',
        `the key is in PKCS#1 form ("RSA PRIVATE KEY"); expected ${expected[half]}. Convert it: openssl pkcs8 -topk8 -nocrypt -in <file> -out key.pem`,
      );
    case 'pkcs1-public':
      if (half === 'private') throw otherHalf(half);
      throw new KeyError(
        'KEY_FORMAT',
        `the key is in PKCS#1 form ("RSA PUBLIC KEY"); expected ${expected[half]}. Convert it: openssl rsa -RSAPublicKey_in -in <file> -pubout -out key.pem`,
      );
    case 'ec-private':
      if (half === 'public') throw otherHalf(half);
      throw notRsa('EC', half);
    case 'certificate':
      throw new KeyError(
        'KEY_IS_CERTIFICATE',
        `this is a certificate; expected ${expected[half]}. Take the key out of it: openssl x509 -in <file> -pubkey -noout`,
      );
    case 'encrypted':
      throw encrypted();
    case 'unknown':
      throw new KeyError(
        'KEY_NOT_READABLE',
        `the key is no DER structure known here; expected ${expected[half]}`,
      );
  }
}

function checkCryptoKey(key: CryptoKey, half: Half): void {
  if (key.type !== half) throw otherHalf(half);
  if (key.algorithm.name !== rsa256.name) throw notRsa(key.algorithm.name, half);
  const { hash } = key.algorithm as RsaHashedKeyAlgorithm;
  if (hash.name !== rsa256.hash) {
    throw new KeyError('KEY_FORMAT', `the CryptoKey is for ${hash.name}; import it for ${rsa256.hash}`);
  }
  const usage = half === 'private' ? 'sign' : 'verify';
  if (!key.usages.includes(usage))
    throw new KeyError('KEY_FORMAT', `the CryptoKey may not ${usage}; import it with that usage`);
  checkSize(key);
}

function checkSize(key: CryptoKey): void {
  const { modulusLength } = key.algorithm as RsaHashedKeyAlgorithm;
  if (modulusLength < smallest) {
    throw new KeyError(
      'KEY_TOO_SMALL',
      `the key has ${modulusLength} bits; expected ${smallest} or more. Make a new pair`,
    );
  }
}

function otherHalf(half: Half): KeyError {
  return half === 'public'
    ? new KeyError(
        'KEY_IS_PRIVATE',
        `this is a private key; expected ${expected.public}. Give the other half, and keep this one secret`,
      )
    : new KeyError('KEY_IS_PUBLIC', `this is a public key; expected ${expected.private}`);
}

function notRsa(algorithm: string, half: Half): KeyError {
  const what = algorithm === 'unknown' ? 'of an algorithm not known here' : `for ${algorithm}`;
  return new KeyError('KEY_NOT_RSA', `the key is ${what}; expected ${expected[half]}`);
}
