import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';

/** A key pair made for one run. */
export interface Party {
  readonly privateKey: KeyObject;
  readonly privatePem: string;
  readonly publicPem: string;
}

function makeParty(): Party {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    privateKey,
    privatePem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

export const caller = makeParty();
export const mpp = makeParty();
export const sandbox = makeParty();
export const older = makeParty();

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
