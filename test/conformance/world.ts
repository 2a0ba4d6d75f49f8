import { createPrivateKey, createPublicKey } from 'node:crypto';
import { operations } from '@sendotp-contract/spec';
import type { ProfileInput } from '../../conformance/profile/profile.js';
import { caller, keyPair, mpp } from '../key-pairs.js';
import { tokens, type World } from './variant-server.js';

export const keys = { older: keyPair('older'), newest: caller, mpp } as const;
const { older, newest } = keys;

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
