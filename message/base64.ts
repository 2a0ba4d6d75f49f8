/** Base64 as a runtime's own code does it, much faster than any loop. */
export interface Codec {
  encode(bytes: Uint8Array): string;
  /** Forgives; undefined for what it cannot read at all. */
  decode(text: string): Uint8Array<ArrayBuffer> | undefined;
}

/** By atob and btoa, which every runtime has. */
export const webCodec: Codec = {
  encode: (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')),
  decode: (text) => {
    try {
      return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    } catch {
      return undefined;
    }
  },
};

let used = webCodec;

/** Takes another codec, that means the same and is faster. */
export function useCodec(codec: Codec): void {
  used = codec;
}

/** Bytes to base64 with padding. */
export function encodeBase64(bytes: Uint8Array, codec = used): string {
  return codec.encode(bytes);
}

/**
 * Base64 or base64url to bytes; padding right or absent.
 * @returns undefined for anything else: another character, both alphabets at once, wrong padding, bits left over
 */
export function decodeBase64(text: string, codec = used): Uint8Array<ArrayBuffer> | undefined {
  const plain = inPlainAlphabet(text);
  if (plain === undefined) return undefined;
  const padded = plain.endsWith('=') ? plain : plain.padEnd(Math.ceil(plain.length / 4) * 4, '=');
  const bytes = codec.decode(padded);
  // Several texts would mean the same bytes: only the one that is written for them is taken.
  return bytes !== undefined && codec.encode(bytes) === padded ? bytes : undefined;
}

function inPlainAlphabet(text: string): string | undefined {
  const isUrl = text.includes('-') || text.includes('_');
  if (!isUrl) return text;
  if (text.includes('+') || text.includes('/')) return undefined;
  return text.replaceAll('-', '+').replaceAll('_', '/');
}
