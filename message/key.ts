import type { Half, KeySource, RsaKey } from './key-form.js';
import { importPlainKey } from './plain-key.js';
import { chooseEngine } from './engine.js';

/**
 * Imports the key that signs: PKCS#8, 2048 bits or more, in any of the forms (SIG-4, SIG-6). A CryptoKey is checked and
 * handed back.
 * @throws KeyError that says by name what the key is instead
 * @example await importPrivateKey(await readFile('mpp.private.pem'))
 */
export function importPrivateKey(key: KeySource): Promise<RsaKey> {
  return importKey(key, 'private');
}

/**
 * Imports a key that verifies: SubjectPublicKeyInfo, 2048 bits or more, in any of the forms (SIG-4, SIG-6). A CryptoKey is
 * checked and handed back.
 * @throws KeyError that says by name what the key is instead
 * @example await importPublicKey(process.env.MPP_PUBLIC_KEY)
 */
export function importPublicKey(key: KeySource): Promise<RsaKey> {
  return importKey(key, 'public');
}

/** What reads the rarer forms and says what is wrong is four times as large as the rest: a page loads it when needed. */
async function importKey(source: KeySource, half: Half): Promise<RsaKey> {
  const key: unknown = await source;
  await chooseEngine();
  const plain = await importPlainKey(key, half);
  if (plain !== undefined) return plain;
  const { importAnyKey } = await import('./any-key.js');
  return importAnyKey(key, half);
}
