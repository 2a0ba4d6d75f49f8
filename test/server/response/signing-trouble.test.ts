import { createSign } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { createSendOtpClient } from '@sendotp-contract/client';
import { describeFault, sent } from '@sendotp-contract/server';
import { caller, mpp } from '../../key-pairs.js';
import { type Shell, startShell } from '../shell.js';

const request = { acquirerId: 'A', pspId: 'P', accessToken: 'token-of-a-user' };

const down = (): Promise<Uint8Array> =>
  Promise.reject(
    Object.assign(new Error('kms.internal refused: key of +6591234567'), { code: 'ECONNREFUSED' }),
  );

/** What `sign` does while the KMS is in trouble. */
const troubles = [
  ['rejects', down, { name: 'Error', code: 'ECONNREFUSED' }],
  [
    'throws',
    () => {
      throw new RangeError('no session');
    },
    { name: 'RangeError' },
  ],
  ['never answers', () => new Promise<Uint8Array>(() => undefined), { name: 'SigningTimeout' }],
  ['returns what is no signature', () => new Uint8Array(3), { name: 'TypeError' }],
] as const;

describe('a sign function that', () => {
  let shell: Shell | undefined;
  afterEach(() => shell?.server.close({ graceMs: 100 }));

  it.each(troubles)('SIG-7: %s makes an unsigned UNKNOWN_EXCEPTION of an S', async (_, sign, error) => {
    let handled = 0;
    shell = await startShell({
      sign,
      handlerTimeoutMs: 100,
      handlers: {
        sendOTP: () => {
          handled += 1;
          return Promise.resolve(sent('id-1'));
        },
      },
    });
    const client = await createSendOtpClient({
      baseUrl: shell.url,
      clientId: 'CALLER',
      privateKey: caller.privateKey,
      publicKeys: mpp.publicKey,
      retry: false,
    });
    expect(await client.sendOtp(request)).toMatchObject({
      resultStatus: 'U',
      resultCode: 'UNKNOWN_EXCEPTION',
      signed: false,
    });
    expect(handled).toBe(1);
    // Told once, and nothing of what the error says: it may name a person.
    expect(shell.faults).toMatchObject([{ stage: 'response', error }]);
    expect(shell.faults.map(describeFault).join()).not.toMatch(/6591234567|kms\.internal/);
    expect(shell.observations).toMatchObject([{ resultCode: 'UNKNOWN_EXCEPTION' }]);
  });

  it('SIG-9: works again signs the outcome of the first time, and nothing is done twice', async () => {
    let isDown = true;
    shell = await startShell({
      sign: (content) => (isDown ? down() : createSign('RSA-SHA256').update(content).sign(mpp.privateKey)),
    });
    const client = await createSendOtpClient({
      baseUrl: shell.url,
      clientId: 'CALLER',
      privateKey: caller.privateKey,
      publicKeys: mpp.publicKey,
      retry: { resendUnknown: true, attempts: 2, baseDelayMs: 0 },
      onAttempt: () => {
        isDown = false;
      },
    });
    expect(await client.sendOtp(request)).toMatchObject({ resultStatus: 'S', verifyRequestId: 'id-1' });
  });
});
