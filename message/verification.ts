import type { Bytes } from './bytes.js';
import { contentToBeSigned, type SignedContent } from './content-to-be-signed.js';
import type { KeySet } from './key-set.js';
import type { RefusedSignature } from './refused-signature.js';
import { checkSignature } from './signature-check.js';
import { describeRefusal } from './signature-words.js';

/** Why a signature is not accepted: the first of these that holds. */
export type SignatureFault = RefusedSignature['fault'];

/** Whether a signature fits, and if not, why. */
export type Verification =
  | { readonly ok: true; readonly keyVersion: string }
  | { readonly ok: false; readonly fault: SignatureFault; readonly detail: string };

/**
 * Checks the signature of a request or a response: reads the header, finds the key, verifies over the very bytes given
 * (SIG-3). Never rejects over what a stranger sent.
 */
export function verifyContent(
  content: SignedContent,
  signatureHeader: string | null | undefined,
  keys: KeySet,
): Promise<Verification> {
  return verifySignature(contentToBeSigned(content), signatureHeader, keys);
}

/** The same over content to be signed that is there already. */
export async function verifySignature(
  content: Bytes,
  signatureHeader: string | null | undefined,
  keys: KeySet,
): Promise<Verification> {
  const check = await checkSignature(content, signatureHeader, keys);
  return check.fault === undefined
    ? { ok: true, keyVersion: check.keyVersion }
    : { ok: false, fault: check.fault, detail: describeRefusal(check, keys) };
}
