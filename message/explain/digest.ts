import type { Bytes } from '../bytes.js';

/** The hash functions that a wrong signature may have been made with, and the right one. */
export const hashes = ['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'] as const;

export type HashName = (typeof hashes)[number];

interface NodeHash {
  update(content: Uint8Array): NodeHash;
  digest(): Uint8Array;
}

interface NodeProcess {
  getBuiltinModule?(name: string): { createHash(algorithm: string): NodeHash } | undefined;
}

const { process: nodeProcess } = globalThis as { readonly process?: NodeProcess };
const nodeCrypto = nodeProcess?.getBuiltinModule?.('node:crypto');

/** The hash of a content. At once where the runtime has a function for it: thousands of contents are tried. */
export const digest: (hash: HashName, content: Bytes) => Bytes | Promise<Bytes> =
  nodeCrypto === undefined
    ? async (hash, content) => new Uint8Array(await crypto.subtle.digest(hash, content))
    : (hash, content) =>
        new Uint8Array(nodeCrypto.createHash(hash.replace('-', '').toLowerCase()).update(content).digest());
