/** Base64 as the runtime's own code does it, much faster than any loop: Node's Buffer, or atob and btoa. */
interface Codec {
  encode(bytes: Uint8Array): string;
  /** Forgives; undefined for what it cannot read at all. */
  decode(text: string): Uint8Array<ArrayBuffer> | undefined;
}

interface NodeBuffer {
  readonly buffer: ArrayBuffer;
  readonly byteOffset: number;
  readonly byteLength: number;
  toString(encoding: 'base64'): string;
}

const { Buffer: nodeBuffer } = globalThis as {
  readonly Buffer?: {
    from(text: string, encoding: 'base64'): NodeBuffer;
    from(bytes: ArrayBufferLike, offset: number, length: number): NodeBuffer;
  };
};

const webCodec: Codec = {
  encode: (bytes) => btoa(String.fromCharCode(...bytes)),
  decode: (text) => {
    try {
      return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    } catch {
      return undefined;
    }
  },
};

function nodeCodec(buffer: NonNullable<typeof nodeBuffer>): Codec {
  return {
    encode: (bytes) => buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
    decode: (text) => {
      const bytes = buffer.from(text, 'base64');
      return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    },
  };
}

/** Every codec that this runtime has, the one that is used first. For tests: all mean the same. */
export const codecs: readonly [Codec, ...Codec[]] =
  nodeBuffer === undefined ? [webCodec] : [nodeCodec(nodeBuffer), webCodec];

/** Bytes to base64 with padding. */
export function encodeBase64(bytes: Uint8Array, [codec] = codecs): string {
  return codec.encode(bytes);
}

/**
 * Base64 or base64url to bytes; padding right or absent.
 * @returns undefined for anything else: another character, both alphabets at once, wrong padding, bits left over
 */
export function decodeBase64(text: string, [codec] = codecs): Uint8Array<ArrayBuffer> | undefined {
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
