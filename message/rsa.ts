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
