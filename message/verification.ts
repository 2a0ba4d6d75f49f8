import type { Bytes } from './bytes.js';
import { contentToBeSigned, type SignedContent } from './content-to-be-signed.js';
import type { KeySet } from './key-set.js';
import { rsa } from './rsa.js';
import { readSignatureHeader, type SignatureHeaderFault } from './signature-header.js';

/** Why a signature is not accepted: the first of these that holds. */
export type SignatureFault = SignatureHeaderFault | 'key-not-found' | 'mismatch';

/** Whether a signature fits, and if not, why. */
export type Verification =
  | { readonly ok: true; readonly keyVersion: string }
  | { readonly ok: false; readonly fault: SignatureFault; readonly detail: string };

const usualCauses =
  'the signature does not fit the content: usually the body was parsed and written again, the path or its prefix differs, a header has another value than was signed, or the key is not the one that signed';

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
export function verifySignature(
  content: Bytes,
  signatureHeader: string | null | undefined,
  keys: KeySet,
): Promise<Verification> {
  const reading = readSignatureHeader(signatureHeader);
  if (!reading.ok) return Promise.resolve(reading);
  const { keyVersion, signature } = reading.header;
  const found = keys.find(keyVersion);
  if (found === undefined) {
    return Promise.resolve({
      ok: false,
      fault: 'key-not-found',
      detail: `keyVersion names none of the versions there are: ${keys.versions.join(', ')}`,
    });
  }
  return rsa
    .verify(found.key, signature, content)
    .then((verified) =>
      verified
        ? { ok: true, keyVersion: found.version }
        : { ok: false, fault: 'mismatch', detail: usualCauses },
    );
}
