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

/** A `Signature` header that could be read, or why it could not. */
export type SignatureHeaderReading =
  | { readonly ok: true; readonly header: SignatureHeader }
  | { readonly ok: false; readonly fault: SignatureHeaderFault; readonly detail: string };

const names = ['algorithm', 'keyVersion', 'signature'] as const;
type Name = (typeof names)[number];
const isName = (text: string): text is Name =>
  text === 'algorithm' || text === 'keyVersion' || text === 'signature';

/**
 * Reads a `Signature` header (HDR-3, SIG-4): pairs in any order, blanks or tabs around commas, a value that contains `=`; the
 * signature as base64, URL-encoded or not, or as base64url. Nothing else is forgiven. Never throws.
 */
export function readSignatureHeader(value: string | null | undefined): SignatureHeaderReading {
  if (value === undefined || value === null || value.trim() === '') {
    return failure('missing', 'there is no Signature header, or it is empty');
  }
  const pairs: Record<Name, string | undefined> = {
    algorithm: undefined,
    keyVersion: undefined,
    signature: undefined,
  };
  for (const part of value.split(',')) {
    const pair = withoutBlanks(part);
    const equals = pair.indexOf('=');
    if (equals === -1) return malformed(`${quoted(pair)} is no key=value pair`);
    const name = pair.slice(0, equals);
    const text = pair.slice(equals + 1);
    if (!isName(name)) return malformed(`${quoted(name)} is none of the keys ${names.join(', ')}`);
    if (pairs[name] !== undefined) return malformed(`${name} stands there twice`);
    if (text === '') return malformed(`${name} has no value`);
    if (name !== 'signature' && /\s/.test(text)) return malformed(`the value of ${name} has a blank in it`);
    pairs[name] = text;
  }
  const encoded = pairs.signature;
  if (encoded === undefined) return malformed('the key signature is not there');
  const signature = decodeSignature(encoded);
  if (signature === undefined)
    return malformed('the value of signature is not base64, URL-encoded or not, and not base64url');
  const algorithm = pairs.algorithm ?? 'RSA256';
  if (algorithm.toUpperCase() !== 'RSA256') {
    return failure('algorithm', `algorithm is ${quoted(algorithm)}; the only one is RSA256`);
  }
  return { ok: true, header: { algorithm: 'RSA256', keyVersion: pairs.keyVersion, signature } };
}

/** Writes a `Signature` header: the signature in base64, URL-encoded (HDR-3, SIG-4). */
export function writeSignatureHeader(keyVersion: string, signature: Uint8Array): string {
  return `algorithm=RSA256, keyVersion=${keyVersion}, signature=${encodeURIComponent(encodeBase64(signature))}`;
}

/** RFC 9110 §5.6.1: blanks and tabs on both sides of a comma. By hand: an expression for the end looks at every character. */
function withoutBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text.charCodeAt(start))) start += 1;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
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

function malformed(detail: string): SignatureHeaderReading {
  return failure(
    'malformed',
    `${detail}; expected algorithm=RSA256, keyVersion=1, signature=<URL-encoded base64>`,
  );
}

function failure(fault: SignatureHeaderFault, detail: string): SignatureHeaderReading {
  return { ok: false, fault, detail };
}

/** At most 40 characters of what a stranger sent, fit for a log. */
function quoted(text: string): string {
  const shown = text.slice(0, 40).replaceAll(/[^ -~]/g, '?');
  return `"${shown}${text.length > 40 ? '…' : ''}"`;
}
