import { decodeBase64 } from './base64.js';
import type { Half, RsaKey } from './key-form.js';
import { bitsOf, rsa256, smallestBits } from './rsa.js';

const pem = /^\s*-----BEGIN (PRIVATE|PUBLIC) KEY-----([^-]+)-----END \1 KEY-----\s*$/;

/** How the DER of an RSA key of 2048 bits or more goes on after its length: the version of PKCS#8, and the algorithm. */
const rsaEncryption = '300d06092a864886f70d0101010500';
const beginnings: Readonly<Record<Half, string>> = {
  private: `020100${rsaEncryption}`,
  public: rsaEncryption,
};

/**
 * Imports a key that is what most are: a text, PEM or base64 DER, with nothing wrong in it.
 * @returns undefined for every other form, and for everything that is wrong
 */
export async function importPlainKey(key: unknown, half: Half): Promise<RsaKey | undefined> {
  const der = typeof key === 'string' ? derOf(key) : undefined;
  if (der === undefined || !isOfRsa(der, half)) return undefined;
  const [format, use] = half === 'private' ? (['pkcs8', 'sign'] as const) : (['spki', 'verify'] as const);
  try {
    const imported = await crypto.subtle.importKey(format, der, rsa256, half === 'public', [use]);
    return bitsOf(imported.algorithm) >= smallestBits ? imported : undefined;
  } catch {
    // What is wrong is found out elsewhere.
    return undefined;
  }
}

function derOf(text: string): Uint8Array<ArrayBuffer> | undefined {
  return decodeBase64((pem.exec(text)?.[2] ?? text).replaceAll(/\s/g, ''));
}

function isOfRsa(der: Uint8Array, half: Half): boolean {
  const [, , high = 0, low = 0] = der;
  const head = Array.from(der.subarray(4, 22), (byte) => byte.toString(16).padStart(2, '0')).join('');
  // WebCrypto refuses what else is wrong, but not what stands behind the key.
  return high * 256 + low + 4 === der.length && head.startsWith(beginnings[half]);
}
