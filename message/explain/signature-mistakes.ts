import { decodeBase64 } from '../base64.js';
import type { Bytes } from '../bytes.js';
import { readSignatureHeader } from '../signature-reading.js';
import type { NamedMistake } from './mistake.js';

/** A way to read the value of a `Signature` header. */
export interface SignatureReading {
  readonly bytes: Bytes;
  /** Undefined: the header is right. */
  readonly mistake: NamedMistake | undefined;
}

const area = 'signature';
const right = 'Write `Signature: algorithm=RSA256, keyVersion=1, signature=<value>`';
const fix = `${right}, the value in base64 and then URL-encoded, once (SIG-4).`;

const form: NamedMistake = {
  area,
  id: 'signature-header-form',
  title: 'the Signature header does not have its form, though the signature in it can be read',
  fix: `${right}: pairs with commas between them, no quotation marks, the names spelled so (HDR-3).`,
};
const algorithm: NamedMistake = {
  area,
  id: 'signature-algorithm-name',
  title: 'the algorithm in the Signature header has another name than RSA256',
  fix: 'Write `algorithm=RSA256`, whatever the library calls it (HDR-3).',
};
const hexadecimal: NamedMistake = {
  area,
  id: 'signature-hex',
  title: 'the signature is written in hexadecimal, not in base64',
  fix,
  fixIn: {
    JavaScript: "Use `sign(key, 'base64')`, then `encodeURIComponent`; not 'hex'.",
    Python: 'Use `quote(base64.b64encode(signature), safe="")`, not `signature.hex()`.',
    Java: 'Use `Base64.getEncoder().encodeToString(signature)`, then `URLEncoder.encode`.',
    PHP: 'Use `rawurlencode(base64_encode($signature))`, not `bin2hex`.',
    Go: 'Use `url.QueryEscape(base64.StdEncoding.EncodeToString(signature))`, not `hex`.',
    'C#': 'Use `Uri.EscapeDataString(Convert.ToBase64String(signature))`, not `Convert.ToHexString`.',
    shell: 'Use `openssl base64 -A`, not `xxd -p`.',
  },
};
const plus: NamedMistake = {
  area,
  id: 'signature-plus-to-blank',
  title: "the '+' of the signature's base64 became a blank: URL-decoded without having been URL-encoded",
  fix: `${fix} Whoever decodes the header must not decode twice.`,
  fixIn: {
    JavaScript:
      'Encode with `encodeURIComponent(signature)`, and decode once with `decodeURIComponent`, which leaves a plus alone.',
    Java: 'Encode with `URLEncoder.encode(signature, UTF_8)`; do not run `URLDecoder` over plain base64.',
    PHP: 'Encode with `rawurlencode`; do not run `urldecode` over plain base64.',
    Python: 'Encode with `quote(signature, safe="")`; `unquote_plus` turns a plus into a blank.',
  },
};
const encodedTwice: NamedMistake = {
  area,
  id: 'signature-url-encoded-twice',
  title: 'the signature is URL-encoded twice',
  fix: `${fix} A library that signs may have encoded it already.`,
};
const base64Twice: NamedMistake = {
  area,
  id: 'signature-base64-twice',
  title: 'the signature is encoded in base64 twice',
  fix: `${fix} A library that signs may return base64 already.`,
};
const hexInBase64: NamedMistake = {
  area,
  id: 'signature-hex-in-base64',
  title: 'the signature was written in hexadecimal and that in base64',
  fix,
};
const lineBreaks: NamedMistake = {
  area,
  id: 'signature-line-breaks',
  title: 'the base64 of the signature has line breaks in it',
  fix,
  fixIn: {
    shell: 'Use `openssl base64 -A` or `base64 -w0`.',
    Java: 'Use `Base64.getEncoder()`, not `getMimeEncoder()` or `sun.misc.BASE64Encoder`.',
    Python: 'Use `base64.b64encode`, not `encodebytes`.',
    PHP: 'Do not use `chunk_split`.',
  },
};
const reversed: NamedMistake = {
  area,
  id: 'signature-reversed',
  title: 'the bytes of the signature are in reverse order (little-endian, as CryptoAPI makes it)',
  fix: 'Reverse the bytes before base64, or sign with a library that writes them as RFC 8017 does.',
  language: 'C#',
};

/** All that can be wrong with how a signature is written. */
export const signatureMistakes: readonly NamedMistake[] = [
  form,
  algorithm,
  hexadecimal,
  plus,
  encodedTwice,
  base64Twice,
  hexInBase64,
  lineBreaks,
  reversed,
];

/** The value of `signature` wherever it stands, without quotation marks. */
const lenient = /signature["']?\s*[=:]\s*["']?([^,;"']+)/i;

/** The same with the blanks before it, which a plus may have become. */
const unquoted = /signature=([^,;"']+)/i;

/** Every way to read a `Signature` header, the right one first. */
export function readSignature(header: string): readonly SignatureReading[] {
  const reading = readSignatureHeader(header);
  const readings: SignatureReading[] = [];
  const add = (bytes: Bytes | undefined, mistake?: NamedMistake): void => {
    if (bytes !== undefined && bytes.length > 0) readings.push({ bytes, mistake });
  };
  if (reading.ok) {
    add(reading.header.signature);
    add(reading.header.signature.toReversed(), reversed);
  }
  const value = (lenient.exec(header)?.[1] ?? header).trim();
  const once = decoded(value);
  if (!reading.ok) add(decodeBase64(once), reading.fault === 'algorithm' ? algorithm : form);
  add(fromHex(value), hexadecimal);
  add(decodeBase64(once.replaceAll(' ', '+')), plus);
  add(decodeBase64((unquoted.exec(header)?.[1] ?? '').trimEnd().replaceAll(' ', '+')), plus);
  add(decodeBase64(decoded(decoded(once))), encodedTwice);
  add(decodeBase64(once.replaceAll(/\s|\\r|\\n/g, '')), lineBreaks);
  const inner = textIn(decodeBase64(once));
  if (inner !== undefined) {
    add(decodeBase64(decoded(inner).trim()), base64Twice);
    add(fromHex(inner), hexInBase64);
  }
  return readings;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function fromHex(text: string): Bytes | undefined {
  const digits = text.replaceAll(/[\s:]/g, '');
  if (!/^([0-9a-f]{2})+$/i.test(digits)) return undefined;
  return Uint8Array.from({ length: digits.length / 2 }, (_, index) =>
    Number.parseInt(digits.slice(index * 2, index * 2 + 2), 16),
  );
}

function textIn(bytes: Bytes | undefined): string | undefined {
  if (bytes?.every((byte) => byte > 31 && byte < 127) !== true) return undefined;
  return new TextDecoder().decode(bytes);
}
