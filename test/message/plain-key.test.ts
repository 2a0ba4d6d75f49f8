import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { importPlainKey } from '../../message/plain-key.js';
import { caller } from '../key-pairs.js';

const small = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey;
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey;
const keys = {
  private: createPrivateKey(caller.privateKey).export({ type: 'pkcs8', format: 'der' }),
  public: createPublicKey(caller.publicKey).export({ type: 'spki', format: 'der' }),
};
const pemOf = (der: Buffer, label: string): string =>
  `-----BEGIN ${label}-----\n${der.toString('base64').replaceAll(/.{64}/g, '$&\n')}\n-----END ${label}-----\n`;

describe.each([
  ['private', 'PRIVATE KEY', ['sign']],
  ['public', 'PUBLIC KEY', ['verify']],
] as const)('SIG-6: a plain %s key', (half, label, usages) => {
  const der = keys[half];
  const pem = pemOf(der, label);
  const other = half === 'private' ? 'public' : 'private';

  it.each([
    ['PEM', pem],
    ['PEM with white space around it', ` \r\n${pem.replaceAll('\n', '\r\n')}\n`],
    ['base64', der.toString('base64')],
    ['base64 in lines', der.toString('base64').replaceAll(/.{76}/g, '$&\r\n')],
  ])('is taken as %s without looking further', async (_, text) => {
    expect(await importPlainKey(text, half)).toMatchObject({
      type: half,
      extractable: half === 'public',
      usages,
      algorithm: { name: 'RSASSA-PKCS1-v1_5', hash: { name: 'SHA-256' }, modulusLength: 2048 },
    });
  });

  it.each<[string, unknown]>([
    ['bytes', der],
    ['no text', undefined],
    ['the other half', keys[other].toString('base64')],
    ['another label', pemOf(der, 'RSA PRIVATE KEY')],
    ['text before it', `Bag Attributes\n${pem}`],
    ['text behind it', `${pem}more`],
    ['no base64', 'no key'],
    ['bytes behind it', Buffer.concat([der, Buffer.alloc(1)]).toString('base64')],
    ['a byte that is missing', der.subarray(0, -1).toString('base64')],
    ['another tag', Buffer.concat([Buffer.from([0x31]), der.subarray(1)]).toString('base64')],
    ['1024 bits', small.export({ type: 'spki', format: 'der' }).toString('base64')],
    ['another algorithm', ec.export({ type: 'spki', format: 'der' }).toString('base64')],
    [
      'numbers that are none',
      Buffer.concat([der.subarray(0, 26), Buffer.alloc(der.length - 26)]).toString('base64'),
    ],
  ])('is looked at closely elsewhere: %s', async (_, key) => {
    expect(await importPlainKey(key, half)).toBeUndefined();
  });
});

describe('SIG-6: the code that reads other forms and says what is wrong', () => {
  afterEach(() => {
    vi.doUnmock('../../message/any-key.js');
    vi.resetModules();
  });

  it('is not loaded for plain keys: a page is spared it', async () => {
    vi.resetModules();
    const isLoaded = new Error('loaded');
    vi.doMock('../../message/any-key.js', () => {
      throw isLoaded;
    });
    const { importPrivateKey, importPublicKey } = await import('../../message/key.js');
    expect(await importPrivateKey(caller.privateKey)).toMatchObject({ type: 'private' });
    expect(await importPublicKey(caller.publicKey)).toMatchObject({ type: 'public' });
    await expect(importPublicKey(keys.public)).rejects.toMatchObject({ cause: isLoaded });
  });
});
