import type { KeySet } from './key-set.js';
import type { RefusedSignature } from './refused-signature.js';
import type { HeaderMistake, SignatureHeader, UnreadableHeader } from './signature-header.js';

const names: Readonly<Record<keyof SignatureHeader, true>> = {
  algorithm: true,
  keyVersion: true,
  signature: true,
};

const usualCauses =
  'the signature does not fit the content: usually the body was parsed and written again, the path or its prefix differs, a header has another value than was signed, or the key is not the one that signed';

/** Says why a signature is not accepted, in few characters that are fit for a log. */
export function describeRefusal(refused: RefusedSignature, keys: KeySet): string {
  switch (refused.fault) {
    case 'mismatch':
      return usualCauses;
    case 'key-not-found':
      return `keyVersion names none of the versions there are: ${keys.versions.join(', ')}`;
    default:
      return describeUnreadable(refused);
  }
}

/** Says what is wrong with a header. It quotes no signature. */
export function describeUnreadable({ fault, mistake, text }: UnreadableHeader): string {
  const what = mistakes[mistake](text);
  return fault === 'malformed'
    ? `${what}; expected algorithm=RSA256, keyVersion=1, signature=<URL-encoded base64>`
    : what;
}

const mistakes: Readonly<Record<HeaderMistake, (text: string) => string>> = {
  missing: () => 'there is no Signature header, or it is empty',
  'no pair': (pair) => `${quoted(pair)} is no key=value pair`,
  'unknown name': (name) => `${quoted(name)} is none of the keys ${Object.keys(names).join(', ')}`,
  twice: (name) => `${name} stands there twice`,
  'no value': (name) => `${name} has no value`,
  blank: (name) => `the value of ${name} has a blank in it`,
  'no signature': () => 'the key signature is not there',
  'not base64': () => 'the value of signature is not base64, URL-encoded or not, and not base64url',
  'other algorithm': (algorithm) => `algorithm is ${quoted(algorithm)}; the only one is RSA256`,
};

/** Says what a `sign` function returned instead of a signature, and nothing of it. */
export function describeNoSignature(returned: unknown, shortest: number): string {
  const what =
    returned instanceof Uint8Array ? `${returned.length} bytes` : `no Uint8Array but ${typeof returned}`;
  return `sign returned ${what}; expected the bytes of an RSA signature, ${shortest} or more`;
}

/** At most 40 characters of what a stranger sent, fit for a log. */
function quoted(text: string): string {
  const shown = text.slice(0, 40).replaceAll(/[^ -~]/g, '?');
  return `"${shown}${text.length > 40 ? '…' : ''}"`;
}
