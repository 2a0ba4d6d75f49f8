import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { operations } from '@sendotp-contract/spec';
import type { ProfileInput } from '../../conformance/profile/profile.js';
import { tokens, type World } from './variant-server.js';

export function newKeyPair(): { readonly privateKey: string; readonly publicKey: string } {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
}

// Made once for each test file: making keys takes longer than judging with them.
export const keys = { older: newKeyPair(), newest: newKeyPair(), mpp: newKeyPair() } as const;
const { older, newest, mpp } = keys;

/** What the variants know. */
export const world: World = {
  clientId: 'ALIPAY_PLUS',
  throttledClientId: 'ALIPAY_PLUS_BUSY',
  acquirerId: 'ACQUIRER',
  pspId: 'PSP',
  callerKeys: { '1': createPublicKey(older.publicKey), '2': createPublicKey(newest.publicKey) },
  privateKey: createPrivateKey(mpp.privateKey),
  keyVersion: '1',
  maxLengths: {
    acquirerId: operations.sendOTP.parameters.acquirerId.maxLength,
    pspId: operations.sendOTP.parameters.pspId.maxLength,
    accessToken: operations.sendOTP.parameters.accessToken.maxLength,
  },
};

/** A whole profile of a variant: every fixture is there. */
export function profileOf(baseUrl: string): ProfileInput {
  return {
    baseUrl,
    // All that the variants have, whatever the contract has besides.
    operations: ['sendOTP'],
    clientId: world.clientId,
    keyVersion: '2',
    privateKey: newest.privateKey,
    publicKeys: mpp.publicKey,
    acquirerId: world.acquirerId,
    pspId: world.pspId,
    accessTokens: tokens,
    olderKey: { keyVersion: '1', privateKey: older.privateKey },
    throttledClient: { clientId: world.throttledClientId },
  };
}
