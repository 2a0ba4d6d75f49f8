import { createSign } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { createSendOtpClient } from '@sendotp-contract/client';
import { describeFault, sent, SignatureQueue } from '@sendotp-contract/server';
import { caller, mpp } from '../../key-pairs.js';
import { type Shell, startShell } from '../shell.js';

const request = { acquirerId: 'A', pspId: 'P', accessToken: 'token-of-a-user' };

const down = (): Promise<Uint8Array> =>
  Promise.reject(
    Object.assign(new Error('kms.internal refused: key of +6591234567'), { code: 'ECONNREFUSED' }),
  );

const noSignature = { name: 'SigningTimeout', message: 'no signature after 100 ms' };

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
  ['never answers', () => new Promise<Uint8Array>(() => undefined), noSignature],
  ['returns what is no signature', () => new Uint8Array(3), { name: 'TypeError' }],
] as const;

describe('a sign function that', () => {
  let shell: Shell | undefined;
  afterEach(() => shell?.server.close({ graceMs: 100 }));

  it.each(troubles)('SIG-7: %s makes an unsigned UNKNOWN_EXCEPTION of an S', async (_, sign, error) => {
    let handled = 0;
    const signatures = new SignatureQueue();
    shell = await startShell({
      signatures,
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
    // RC-16: it waits for a signature no longer.
    expect(signatures.count).toBe(0);
  });

  it('never answers is not waited for either when it comes with a key that a function gives', async () => {
    const sign = () => new Promise<Uint8Array>(() => undefined);
    shell = await startShell({ handlerTimeoutMs: 100, privateKey: () => ({ keyVersion: '1', sign }) });
    const client = await createSendOtpClient({
      baseUrl: shell.url,
      clientId: 'CALLER',
      privateKey: caller.privateKey,
      publicKeys: mpp.publicKey,
      timeoutMs: 5_000,
      retry: false,
    });
    expect(await client.sendOtp(request)).toMatchObject({ resultCode: 'UNKNOWN_EXCEPTION', signed: false });
    expect(shell.faults).toMatchObject([{ stage: 'response', error: noSignature }]);
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
