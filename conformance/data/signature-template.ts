import type { WriteSignature } from '../exchange/message.js';
import { writeSignatureHeader } from '@sendotp-contract/message';

/** How the `Signature` header of a message is written, with places for the signature. */
export interface SignatureTemplate {
  /** Bytes that stand for the signature. */
  readonly standIn: Buffer;
  /** A text with a place wherever the stand-in is written in one of the known ways. */
  withPlaces(text: string): string;
  /** Whether a condition on signatures is that their base64 has both `+` and `/`. */
  needs(until: ((signature: Buffer) => boolean) | undefined): boolean;
}

/** Its base64 has every character that some encoding writes in another way. */
const standIn = Buffer.from(Array.from({ length: 256 }, (_, index) => (index * 89 + 251) % 256));
const another = Buffer.from(standIn.map((byte, index) => (byte + index * 7 + 3) % 256));
const withoutMarks = Buffer.alloc(256);

const encoded = (bytes: Buffer): string => encodeURIComponent(bytes.toString('base64'));

/** The ways in which a signature is written, by the name of their place. */
const writings: Readonly<Record<string, (bytes: Buffer) => string>> = {
  urlEncoded: encoded,
  urlEncodedLower: (bytes) => encoded(bytes).replaceAll(/%../g, (code) => code.toLowerCase()),
  urlEncodedOpenPadding: (bytes) => encoded(bytes).replaceAll('%3D', '='),
  twiceEncoded: (bytes) => encodeURIComponent(encoded(bytes)),
  base64: (bytes) => bytes.toString('base64'),
  base64WithoutPadding: (bytes) => bytes.toString('base64').replaceAll('=', ''),
  base64urlPadded: (bytes) => `${bytes.toString('base64url')}==`,
  base64url: (bytes) => bytes.toString('base64url'),
  hex: (bytes) => bytes.toString('hex'),
  HEX: (bytes) => bytes.toString('hex').toUpperCase(),
};

/** Every way, the longest first: one may be a part of another. */
const byLength = (bytes: Buffer): readonly (readonly [text: string, place: string])[] =>
  Object.entries(writings)
    .map(([name, write]) => [write(bytes), `«signature.${name}»`] as const)
    .toSorted(([one], [other]) => other.length - one.length);

/** A text with a place for each way in which the signature stands in it, or for its two halves with something in between. */
function replaced(text: string, bytes: Buffer): string {
  const whole = byLength(bytes).reduce((done, [value, place]) => done.replaceAll(value, place), text);
  return whole === text ? inTwo(text, encoded(bytes)) : whole;
}

function inTwo(text: string, value: string): string {
  for (let at = 1; at < value.length - 10; at += 1) {
    const tail = text.indexOf(value.slice(at));
    const head = tail === -1 ? -1 : text.lastIndexOf(value.slice(0, at), tail - at);
    if (head === -1) continue;
    const between = text.slice(head + at, tail);
    return `${text.slice(0, head)}«signature.urlEncoded:0:${at}»${between}«signature.urlEncoded:${at}:»${text.slice(tail + value.length - at)}`;
  }
  return text;
}

/**
 * The template of a function that writes the header.
 * @throws Error when it writes the signature in a way that is not known here
 */
export function signatureTemplateOf(
  write: WriteSignature | undefined,
  keyVersion: string,
): SignatureTemplate {
  const written: WriteSignature = write ?? ((bytes, version) => writeSignatureHeader(version, bytes));
  const template = replaced(written(standIn, keyVersion), standIn);
  if (template !== replaced(written(another, keyVersion), another))
    throw new Error(`the signature is written in a way that has no place: ${template.slice(0, 300)}`);
  return {
    standIn,
    withPlaces: (text) => replaced(text, standIn),
    needs: (until) => until !== undefined && until(standIn) && !until(withoutMarks),
  };
}
