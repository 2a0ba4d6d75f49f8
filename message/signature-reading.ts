import { parseSignatureHeader, type SignatureHeader, type SignatureHeaderFault } from './signature-header.js';
import { describeUnreadable } from './signature-words.js';

/** A `Signature` header that could be read, or why it could not. */
export type SignatureHeaderReading =
  | { readonly ok: true; readonly header: SignatureHeader }
  | { readonly ok: false; readonly fault: SignatureHeaderFault; readonly detail: string };

/**
 * Reads a `Signature` header (HDR-3, SIG-4): pairs in any order, blanks or tabs around commas, a value that contains `=`; the
 * signature as base64, URL-encoded or not, or as base64url. Nothing else is forgiven. Never throws.
 */
export function readSignatureHeader(value: string | null | undefined): SignatureHeaderReading {
  const header = parseSignatureHeader(value);
  return 'fault' in header
    ? { ok: false, fault: header.fault, detail: describeUnreadable(header) }
    : { ok: true, header };
}
