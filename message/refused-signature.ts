import type { UnreadableHeader } from './signature-header.js';

/** Why a signature is not accepted, not yet in words: see `describeRefusal`. */
export type RefusedSignature = UnreadableHeader | { readonly fault: 'key-not-found' | 'mismatch' };
