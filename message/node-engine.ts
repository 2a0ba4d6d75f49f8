import type { Codec } from './base64.js';
import type { Memory } from './content-to-be-signed.js';
import type { RsaKey } from './key-form.js';
import type { Rsa } from './rsa.js';

/** As much of `node:crypto` as is used here. */
interface NodeCrypto {
  readonly KeyObject: { from(key: RsaKey): object };
  sign(
    algorithm: string,
    content: Uint8Array,
    key: object,
    done: (error: Error | null, signature: Uint8Array) => void,
  ): void;
  verify(
    algorithm: string,
    content: Uint8Array,
    key: object,
    signature: Uint8Array,
    done: (error: Error | null, verified: boolean) => void,
  ): void;
}

interface NodeBuffer {
  readonly buffer: ArrayBuffer;
  readonly byteOffset: number;
  readonly byteLength: number;
  toString(encoding: 'base64'): string;
}

interface Runtime {
  readonly process?: { getBuiltinModule?(name: string): NodeCrypto | undefined };
  readonly Buffer?: {
    from(text: string, encoding: 'base64'): NodeBuffer;
    from(bytes: ArrayBufferLike, offset: number, length: number): NodeBuffer;
    allocUnsafe(length: number): Uint8Array<ArrayBuffer>;
  };
}

/** Base64 by Node's Buffer. */
export function nodeCodec(): Codec | undefined {
  const { Buffer: buffer } = globalThis as Runtime;
  if (buffer === undefined) return undefined;
  return {
    encode: (bytes) => buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
    decode: (text) => {
      const bytes = buffer.from(text, 'base64');
      return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    },
  };
}

/** Parts of larger pieces. */
export function nodeMemory(): Memory | undefined {
  const { Buffer: buffer } = globalThis as Runtime;
  return buffer && ((length) => buffer.allocUnsafe(length));
}

/**
 * By `node:crypto`, in Node alone: the same operations on the same thread pool, but handing one over costs the main thread
 * a third less (verify 3 µs for 12, sign 16 for 22: `npm run bench`, Node 20).
 * @returns undefined where there is none
 */
export function nodeRsa(): Rsa | undefined {
  const crypto = (globalThis as Runtime).process?.getBuiltinModule?.('node:crypto');
  if (crypto === undefined) return undefined;
  const keys = new WeakMap<RsaKey, object>();
  const keyObject = (key: RsaKey): object => {
    const known = keys.get(key);
    if (known !== undefined) return known;
    const made = crypto.KeyObject.from(key);
    keys.set(key, made);
    return made;
  };
  return {
    sign: (privateKey, content) =>
      new Promise((resolve, reject) => {
        crypto.sign('RSA-SHA256', content, keyObject(privateKey), (error, signature) => {
          if (error === null) resolve(signature);
          else reject(error);
        });
      }),
    verify: (publicKey, signature, content) =>
      new Promise((resolve, reject) => {
        crypto.verify('RSA-SHA256', content, keyObject(publicKey), signature, (error, verified) => {
          if (error === null) resolve(verified);
          else reject(error);
        });
      }),
  };
}
