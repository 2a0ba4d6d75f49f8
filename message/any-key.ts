import { classifyDer, type DerKind } from './der.js';
import { KeyError } from './key-error.js';
import { type Half, isJwk, isNodeKey, isWebKey, type RsaJwk, type RsaKey } from './key-form.js';
import { derFromBytes, derFromText, encrypted } from './key-text.js';
import { bitsOf, rsa256, smallestBits } from './rsa.js';

const expected: Readonly<Record<Half, string>> = {
  private: 'a private RSA key in PKCS#8 form (PEM or DER, as a text, bytes, CryptoKey, KeyObject or JWK)',
  public:
    'a public RSA key in SubjectPublicKeyInfo form (PEM or DER, as a text, bytes, CryptoKey, KeyObject or JWK)',
};

/**
 * Imports a key of any form, or says what it is instead.
 * @throws KeyError; Error where WebCrypto is missing, which is no fault of the key
 */
export async function importAnyKey(key: unknown, half: Half): Promise<RsaKey> {
  requireWebCrypto();
  if (isWebKey(key)) {
    checkCryptoKey(key, half);
    return key;
  }
  const imported = isJwk(key) ? await importJwk(key, half) : await importDer(derOf(key, half), half);
  checkSize(imported);
  return imported;
}

/** Old Node has none, and neither has a page that came over http: from another machine. */
function requireWebCrypto(): void {
  const { crypto } = globalThis as { readonly crypto?: { readonly subtle?: object } };
  if (crypto?.subtle === undefined)
    throw new Error(
      'this runtime has no WebCrypto (crypto.subtle), without which no key can be used; expected Node 20.19 or newer, or a page in a secure context (https: or localhost)',
    );
}

/** The bytes of a key that is no CryptoKey and no JSON Web Key. */
function derOf(key: unknown, half: Half): Uint8Array<ArrayBuffer> {
  if (typeof key === 'string') return derFromText(key);
  if (ArrayBuffer.isView(key))
    return derFromBytes(new Uint8Array(key.buffer, key.byteOffset, key.byteLength));
  if (!isNodeKey(key)) throw noKey(key, half);
  if (key.type !== half) throw key.type === 'secret' ? notRsa('a secret', half) : otherHalf(half);
  const der = key.export({ type: half === 'private' ? 'pkcs8' : 'spki', format: 'der' });
  if (!ArrayBuffer.isView(der)) throw noKey(key, half);
  return new Uint8Array(new Uint8Array(der.buffer, der.byteOffset, der.byteLength));
}

async function importDer(der: Uint8Array<ArrayBuffer>, half: Half): Promise<RsaKey> {
  checkKind(classifyDer(der), half);
  const [format, use] = half === 'private' ? (['pkcs8', 'sign'] as const) : (['spki', 'verify'] as const);
  try {
    return await crypto.subtle.importKey(format, der, rsa256, half === 'public', [use]);
  } catch (cause) {
    throw damaged(half, cause);
  }
}

async function importJwk(key: RsaJwk, half: Half): Promise<RsaKey> {
  if (key.kty !== 'RSA') throw notRsa(key.kty ?? 'unknown', half);
  if ((key.d === undefined ? 'public' : 'private') !== half) throw otherHalf(half);
  // Only what makes the key: `alg`, `use`, `key_ops` and `ext` of others may contradict what it is used for here.
  const { kty, n, e, d, p, q, dp, dq, qi } = key;
  const parts: Readonly<Record<string, string | undefined>> = { kty, n, e, d, p, q, dp, dq, qi };
  const use = half === 'private' ? 'sign' : 'verify';
  try {
    return await crypto.subtle.importKey('jwk', parts, rsa256, half === 'public', [use]);
  } catch (cause) {
    throw damaged(half, cause);
  }
}

function damaged(half: Half, cause: unknown): KeyError {
  return new KeyError('KEY_NOT_READABLE', `the key is damaged; expected ${expected[half]}`, { cause });
}

/** What is no key at all, by its type: a value may be half a secret. */
function noKey(value: unknown, half: Half): KeyError {
  const what =
    value === undefined || value === null
      ? `${String(value)}: is the variable that holds it set?`
      : typeof value === 'object'
        ? 'an object that is no key'
        : `a ${typeof value}`;
  return new KeyError('KEY_NOT_READABLE', `the key is ${what}; expected ${expected[half]}`);
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

function checkCryptoKey(key: RsaKey, half: Half): void {
  if (key.type !== half) throw otherHalf(half);
  if (key.algorithm.name !== rsa256.name) throw notRsa(key.algorithm.name, half);
  const hash = nameOf(Reflect.get(key.algorithm, 'hash'));
  if (hash !== rsa256.hash) {
    throw new KeyError('KEY_FORMAT', `the CryptoKey is for ${hash}; import it for ${rsa256.hash}`);
  }
  const usage = half === 'private' ? 'sign' : 'verify';
  if (!key.usages.includes(usage))
    throw new KeyError('KEY_FORMAT', `the CryptoKey may not ${usage}; import it with that usage`);
  checkSize(key);
}

function nameOf(hash: unknown): string {
  return typeof hash === 'object' && hash !== null && 'name' in hash ? String(hash.name) : String(hash);
}

function checkSize({ algorithm }: RsaKey): void {
  const bits = bitsOf(algorithm);
  if (!(bits >= smallestBits)) {
    throw new KeyError(
      'KEY_TOO_SMALL',
      `the key has ${bits} bits; expected ${smallestBits} or more. Make a new pair`,
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
