import type { RsaKey } from './key-form.js';

/** RSA256 (SIG-4). */
export const rsa256 = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const;

/** SIG-4. */
export const smallestBits = 2048;

/** The length of a key's modulus, or NaN. */
export function bitsOf(algorithm: RsaKey['algorithm']): number {
  return Number(Reflect.get(algorithm, 'modulusLength'));
}

/** The two operations of RSA256, on whatever the runtime has for them. Keys are of the right kind already. */
export interface Rsa {
  sign(privateKey: RsaKey, content: Uint8Array<ArrayBuffer>): Promise<Uint8Array>;
  verify(
    publicKey: RsaKey,
    signature: Uint8Array<ArrayBuffer>,
    content: Uint8Array<ArrayBuffer>,
  ): Promise<boolean>;
}

/** By WebCrypto, which every runtime has. */
export const webRsa: Rsa = {
  sign: async (privateKey, content) =>
    new Uint8Array(await crypto.subtle.sign(rsa256.name, privateKey, content)),
  verify: (publicKey, signature, content) => crypto.subtle.verify(rsa256.name, publicKey, signature, content),
};

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

interface NodeProcess {
  readonly versions?: { readonly node?: string; readonly bun?: string; readonly deno?: string };
  getBuiltinModule?(name: string): NodeCrypto | undefined;
}

/**
 * By `node:crypto`, in Node alone: the same operations on the same thread pool, but handing one over costs the main thread
 * a third less (verify 3 µs for 12, sign 16 for 22: `npm run bench`, Node 20).
 */
export function nodeRsa(): Rsa | undefined {
  const { process } = globalThis as { readonly process?: NodeProcess };
  const { node, bun, deno } = process?.versions ?? {};
  if (node === undefined || bun !== undefined || deno !== undefined) return undefined;
  const crypto = process?.getBuiltinModule?.('node:crypto');
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

/** The faster one that this runtime has. */
export const rsa: Rsa = nodeRsa() ?? webRsa;
