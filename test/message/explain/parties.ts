import { createPrivateKey, createSign, type KeyObject } from 'node:crypto';
import { keyPair, type KeyOwner } from '../../key-pairs.js';

/** A key pair, as code and as text. */
export interface Party {
  readonly privateKey: KeyObject;
  readonly privatePem: string;
  readonly publicPem: string;
}

function party(owner: KeyOwner): Party {
  const { privateKey, publicKey } = keyPair(owner);
  return { privateKey: createPrivateKey(privateKey), privatePem: privateKey, publicPem: publicKey };
}

export const caller = party('caller');
export const mpp = party('mpp');
export const sandbox = party('sandbox');
export const older = party('older');

export const path = '/aps/api/v1/users/sendOTP';
export const clientId = 'SANDBOX_5YC47N2ZQHJ004124';
export const time = '2026-11-25T08:51:49.120Z';

/** SHA256withRSA over a content, by node:crypto and not by the code under test; in base64. */
export function sign(
  content: string | Uint8Array,
  { privateKey } = caller,
  algorithm = 'RSA-SHA256',
): string {
  return createSign(algorithm).update(content).sign(privateKey, 'base64');
}

export function header(signature: string): string {
  return `algorithm=RSA256, keyVersion=1, signature=${encodeURIComponent(signature)}`;
}
