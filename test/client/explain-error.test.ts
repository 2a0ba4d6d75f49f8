import { describe, expect, it } from 'vitest';
import { explainError } from '@sendotp-contract/client/explain';
import { KeyError } from '@sendotp-contract/message';
import { failureAfter } from './failure-after.js';
import { keyPair, mpp } from '../key-pairs.js';
import { failureOf, play, request, signed, silence, success, unsigned } from './played-mpp.js';

const pretty = JSON.stringify(success, null, 2);

describe('why the signature of a response does not verify', () => {
  it('SIG-3: which mistake the MPP made', async () => {
    const error = await failureAfter(signed(success, { signedBody: pretty }));
    const explanation = await explainError(error, mpp.publicKey);
    expect(explanation?.mistakes.map(({ id }) => id)).toEqual(['body-pretty']);
  });

  it('SIG-5: of several keys, that an older one signed', async () => {
    const newer = keyPair('newer');
    const keys = { '1': mpp.publicKey, '2': newer.publicKey };
    const header = { headers: { Signature: undefined } };
    const error = await failureAfter(signed(success, { privateKey: mpp.privateKey, signedBody: pretty }), {
      publicKeys: keys,
    });
    expect((await explainError(error, keys))?.mistakes.map(({ id }) => id)).toEqual([
      'key-older-version',
      'body-pretty',
    ]);
    expect(await explainError(await failureAfter(signed(success, header)), keys)).toBeUndefined();
  });

  it('says so when no known mistake explains it', async () => {
    const error = await failureAfter(signed(success, { signedBody: '{"quite":"another"}' }));
    const { mistakes, facts } = (await explainError(error, mpp.publicKey)) ?? {};
    expect(mistakes).toEqual([]);
    expect(facts?.join()).toContain('none of the');
  });

  it('there is nothing to explain without a response, or in one that nobody signed', async () => {
    const { failure } = await play([silence], { retry: false, timeoutMs: 1 });
    expect(await explainError(await failure(), mpp.publicKey)).toBeUndefined();
    const nobody = await failureAfter(unsigned(success));
    expect(await explainError(nobody, mpp.publicKey)).toBeUndefined();
    const { client } = await play([]);
    const notSent = await failureOf(client.sendOtp({ ...request, pspId: '' }));
    expect(await explainError(notSent, mpp.publicKey)).toBeUndefined();
  });

  it('SIG-6: a key that cannot be used is refused', async () => {
    const error = await failureAfter(signed(success, { signedBody: pretty }));
    await expect(explainError(error, 'no key')).rejects.toBeInstanceOf(KeyError);
  });
});
