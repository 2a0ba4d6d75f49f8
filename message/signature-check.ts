import { contentToBeSigned, type SignedContent } from './content-to-be-signed.js';
import type { Bytes } from './bytes.js';
import type { KeySet } from './key-set.js';
import { rsa } from './engine.js';
import type { RefusedSignature } from './refused-signature.js';
import { parseSignatureHeader } from './signature-header.js';

/** A signature that fits, and the version of the key that made it; or the first reason why it is not accepted. */
export type SignatureCheck = { readonly keyVersion: string; readonly fault?: undefined } | RefusedSignature;

/**
 * Checks the signature of a request or a response: reads the header, finds the key, verifies over the very bytes given
 * (SIG-3). Never rejects over what a stranger sent. `verifyContent` is the same with words for what is wrong.
 */
export function checkContent(
  content: SignedContent,
  signatureHeader: string | null | undefined,
  keys: KeySet,
): Promise<SignatureCheck> {
  return checkSignature(contentToBeSigned(content), signatureHeader, keys);
}

/**
 * Says why a signature was refused. The words for it are loaded when somebody needs them.
 * @returns the `detail` of `verifyContent`
 */
export async function describeRefusal(refused: RefusedSignature, keys: KeySet): Promise<string> {
  const words = await import('./signature-words.js');
  return words.describeRefusal(refused, keys);
}

/** The same over content to be signed that is there already. */
export async function checkSignature(
  content: Bytes,
  signatureHeader: string | null | undefined,
  keys: KeySet,
): Promise<SignatureCheck> {
  const header = parseSignatureHeader(signatureHeader);
  if ('fault' in header) return header;
  const found = keys.find(header.keyVersion);
  if (found === undefined) return { fault: 'key-not-found' };
  const verified = await rsa.verify(found.key, header.signature, content);
  return verified ? { keyVersion: found.version } : { fault: 'mismatch' };
}
