import { describe, expect, it } from 'vitest';
import { signingInTime } from '../../../server/contract/response/signing-in-time.js';
import { importPrivateKey } from '@sendotp-contract/message';
import { mpp } from '../../key-pairs.js';

const content = new Uint8Array([1, 2, 3]);

describe('a key that signs in time', () => {
  it('signs the content that it is given, as its version', async () => {
    const sign = (bytes: Uint8Array) => Promise.resolve(bytes.map((byte) => byte + 1));
    const key = signingInTime({ keyVersion: '7', sign }, 1_000);
    expect(key.keyVersion).toBe('7');
    expect(await key.sign?.(content)).toEqual(new Uint8Array([2, 3, 4]));
  });

  it('fails as its function does, and when that is late', async () => {
    const failing = signingInTime(
      { keyVersion: '1', sign: () => Promise.reject(new RangeError('no')) },
      1_000,
    );
    await expect(failing.sign?.(content)).rejects.toThrow(RangeError);
    const hanging = signingInTime({ keyVersion: '1', sign: () => new Promise(() => undefined) }, 20);
    await expect(hanging.sign?.(content)).rejects.toThrow('no signature after 20 ms');
  });

  it('is the key itself when it is one of this process', async () => {
    const key = { keyVersion: '1', privateKey: await importPrivateKey(mpp.privateKey) };
    expect(signingInTime(key, 1_000)).toBe(key);
  });
});
