import { contentToBeSigned, type SignedContent } from './content-to-be-signed.js';
import type { RsaKey } from './key-form.js';
import { pooled, rsa } from './engine.js';
import { writeSignatureHeader } from './signature-header.js';

/**
 * Signs with a key that cannot be exported: in a KMS, an HSM or a PKCS#11 token.
 * @param content the content to be signed, not yet hashed
 * @returns the signature as RSASSA-PKCS1-v1_5 with SHA-256 makes it (SIG-4), with no encoding
 */
export type Sign = (content: Uint8Array) => Uint8Array | PromiseLike<Uint8Array>;

/** The key that signs, or a function that signs with it; and what the other side calls its public half. */
export type SigningKey =
  | { readonly keyVersion: string; readonly privateKey: RsaKey; readonly sign?: undefined }
  | { readonly keyVersion: string; readonly sign: Sign; readonly privateKey?: undefined };

/** An RSA signature is as long as the modulus of its key, and keys have 2048 bits or more (SIG-4). */
const shortest = 256;

/**
 * Signs a request or a response (SIG-1, SIG-2, SIG-4).
 * @returns the value of its `Signature` header
 * @throws TypeError when a `sign` function returns what cannot be a signature; and what that function throws
 */
export function signContent(content: SignedContent, key: SigningKey): Promise<string> {
  const { keyVersion, privateKey, sign } = key;
  if (sign !== undefined) return signBy(sign, keyVersion, contentToBeSigned(content));
  return rsa
    .sign(privateKey, contentToBeSigned(content, pooled))
    .then((signature) => writeSignatureHeader(keyVersion, signature));
}

async function signBy(sign: Sign, keyVersion: string, content: Uint8Array): Promise<string> {
  const signature: unknown = await sign(content);
  if (!(signature instanceof Uint8Array) || signature.length < shortest) {
    const { describeNoSignature } = await import('./signature-words.js');
    throw new TypeError(describeNoSignature(signature, shortest));
  }
  return writeSignatureHeader(keyVersion, signature);
}
