import { decodeBase64, encodeBase64 } from './base64.js';
import type { Bytes } from './bytes.js';

/** What can be wrong with a `Signature` header before any key is looked at. */
export type SignatureHeaderFault = 'missing' | 'malformed' | 'algorithm';

/** What a `Signature` header says (HDR-3). */
export interface SignatureHeader {
  readonly algorithm: 'RSA256';
  /** Undefined when left out: the newest key is meant (HDR-3). */
  readonly keyVersion: string | undefined;
  readonly signature: Bytes;
}

/** Why a header could not be read, not yet in words. Loaded with every page, unlike the words. */
export interface UnreadableHeader {
  readonly fault: SignatureHeaderFault;
  readonly mistake: HeaderMistake;
  /** The part of the header that is meant, as it was sent. */
  readonly text: string;
}

/** What can be wrong with a header, in finer grain than its fault. */
export type HeaderMistake =
  | 'missing'
  | 'no pair'
  | 'unknown name'
  | 'twice'
  | 'no value'
  | 'blank'
  | 'no signature'
  | 'not base64'
  | 'other algorithm';

type Name = keyof SignatureHeader;
const isName = (text: string): text is Name =>
  text === 'algorithm' || text === 'keyVersion' || text === 'signature';

/**
 * Reads a `Signature` header (HDR-3, SIG-4): pairs in any order, blanks or tabs around commas, a value that contains `=`; the
 * signature as base64, URL-encoded or not, or as base64url. Nothing else is forgiven. Never throws.
 */
export function parseSignatureHeader(value: string | null | undefined): SignatureHeader | UnreadableHeader {
  if (value === undefined || value === null || value.trim() === '') return unreadable('missing');
  const pairs: { [name in Name]?: string } = {};
  for (const part of value.split(',')) {
    const pair = withoutBlanks(part);
    const equals = pair.indexOf('=');
    if (equals === -1) return unreadable('no pair', pair);
    const name = pair.slice(0, equals);
    const text = pair.slice(equals + 1);
    if (!isName(name)) return unreadable('unknown name', name);
    if (pairs[name] !== undefined) return unreadable('twice', name);
    if (text === '') return unreadable('no value', name);
    if (name !== 'signature' && /\s/.test(text)) return unreadable('blank', name);
    pairs[name] = text;
  }
  const { algorithm = 'RSA256', keyVersion, signature: encoded } = pairs;
  if (encoded === undefined) return unreadable('no signature');
  const signature = decodeSignature(encoded);
  if (signature === undefined) return unreadable('not base64');
  if (algorithm.toUpperCase() !== 'RSA256') return unreadable('other algorithm', algorithm);
  return { algorithm: 'RSA256', keyVersion, signature };
}

/** Writes a `Signature` header: the signature in base64, URL-encoded (HDR-3, SIG-4). */
export function writeSignatureHeader(keyVersion: string, signature: Uint8Array): string {
  return `algorithm=RSA256, keyVersion=${keyVersion}, signature=${encodeURIComponent(encodeBase64(signature))}`;
}

/** RFC 9110 §5.6.1: blanks and tabs on both sides of a comma. By hand: an expression for the end looks at every character. */
function withoutBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  // Both stop at the ends of the text: what is beyond has the code NaN, which is no blank.
  while (isBlank(text.charCodeAt(start))) start += 1;
  while (isBlank(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

const isBlank = (code: number): boolean => code === 0x20 || code === 0x09;

function decodeSignature(text: string): Bytes | undefined {
  if (!text.includes('%')) return decodeBase64(text);
  try {
    return decodeBase64(decodeURIComponent(text));
  } catch {
    return undefined;
  }
}

function unreadable(mistake: HeaderMistake, text = ''): UnreadableHeader {
  const fault = mistake === 'missing' ? 'missing' : mistake === 'other algorithm' ? 'algorithm' : 'malformed';
  return { fault, mistake, text };
}
