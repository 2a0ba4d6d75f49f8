import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  importPrivateKey,
  importPublicKey,
  importPublicKeys,
  KeyError,
  type KeySource,
  signContent,
  verifyContent,
} from '@sendotp-contract/message';
import { isKeyForm } from '../../message/key-form.js';
import { caller } from '../key-pairs.js';

const privateKey = createPrivateKey(caller.privateKey);
const publicKey = createPublicKey(caller.publicKey);
const pss = generateKeyPairSync('rsa-pss', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** Every form of one key. */
function formsOf(key: KeyObject, type: 'pkcs8' | 'spki'): readonly [string, KeySource][] {
  const pem = key.export({ type, format: 'pem' }).toString();
  const der = key.export({ type, format: 'der' });
  return [
    ['a KeyObject', key],
    ['a JsonWebKey', key.export({ format: 'jwk' })],
    [
      'a JsonWebKey with other uses',
      { ...key.export({ format: 'jwk' }), alg: 'PS512', use: 'enc' } as KeySource,
    ],
    ['a Buffer of PEM', Buffer.from(pem)],
    ['a Buffer of DER', der],
    ['a Uint8Array of DER', new Uint8Array(der)],
    ['a part of a larger buffer', Buffer.concat([Buffer.from('xx'), der]).subarray(2)],
    ['PEM with \\n written out', pem.replaceAll('\n', '\\n')],
    ['PEM with \\r\\n written out, in quotes', `"${pem.replaceAll('\n', '\\r\\n')}"`],
    ['base64 of a PEM', Buffer.from(pem).toString('base64')],
    ['base64 of a PEM in lines', Buffer.from(pem).toString('base64').replaceAll(/.{76}/g, '$&\n')],
    ['bytes of base64 of DER', Buffer.from(der.toString('base64'))],
    ['a promise of a PEM', Promise.resolve(pem)],
    ['a promise of a KeyObject', Promise.resolve(key)],
  ];
}

describe('SIG-6: a key in every form', () => {
  const content = { path: '/p', clientId: 'C', time: '2026-11-25T00:00:00Z', body: '{}' };

  it.each(formsOf(privateKey, 'pkcs8'))('signs as %s', async (_, source) => {
    const signingKey = { keyVersion: '1', privateKey: await importPrivateKey(source) };
    const keys = await importPublicKeys(publicKey);
    expect(await verifyContent(content, await signContent(content, signingKey), keys)).toMatchObject({
      ok: true,
    });
  });

  it.each(formsOf(publicKey, 'spki'))('verifies as %s, alone and by version', async (_, source) => {
    const header = await signContent(content, {
      keyVersion: '1',
      privateKey: await importPrivateKey(privateKey),
    });
    for (const keys of [source, { '1': source }])
      expect(await verifyContent(content, header, await importPublicKeys(keys))).toMatchObject({ ok: true });
  });

  it.each([...formsOf(privateKey, 'pkcs8'), ...formsOf(publicKey, 'spki')])(
    'is known for a key and not for several: %s',
    async (_, source) => {
      expect(isKeyForm(await source)).toBe(true);
    },
  );

  it.each([[undefined], [null], [5], [{ '1': 'a' }], [['a']], [{ export: 'spki', type: 'public' }]])(
    'is none: %j',
    (value) => {
      expect(isKeyForm(value)).toBe(false);
    },
  );

  it('keeps a private key inside, and a public one not', async () => {
    for (const [, source] of formsOf(privateKey, 'pkcs8'))
      expect(await importPrivateKey(source)).toMatchObject({ extractable: false, usages: ['sign'] });
    for (const [, source] of formsOf(publicKey, 'spki'))
      expect(await importPublicKey(source)).toMatchObject({ extractable: true, usages: ['verify'] });
  });

  it('is a promise of several by version, too', async () => {
    const keys = await importPublicKeys(Promise.resolve(publicKey));
    expect(keys.versions).toEqual(['1']);
  });
});

describe('SIG-6: what is no such key', () => {
  const untyped = (value: unknown) => value as KeySource;
  it.each<[string, KeySource, 'private' | 'public', RegExp]>([
    ['undefined', untyped(undefined), 'private', /the key is undefined: is the variable/],
    ['null', untyped(null), 'private', /the key is null/],
    ['a number', untyped(5), 'private', /the key is a number/],
    ['a boolean', untyped(true), 'public', /the key is a boolean/],
    ['an empty object', untyped({}), 'private', /an object that is no key/],
    ['a promise of undefined', untyped(Promise.resolve()), 'private', /the key is undefined/],
    ['a path with an extension', './keys/mpp.pem', 'private', /path of a file/],
    ['a path without an extension', '/etc/keys/mpp', 'private', /path of a file/],
    ['a path below the home', '~/keys/mpp', 'private', /path of a file/],
    ['a URL of a file', 'file:///etc/keys/mpp', 'private', /path of a file/],
    ['an empty Buffer', Buffer.alloc(0), 'private', /empty/],
    [
      'a secret KeyObject',
      untyped({ type: 'secret', export: () => undefined }),
      'private',
      /expected a private RSA key/,
    ],
    ['a public KeyObject to sign with', publicKey, 'private', /this is a public key/],
    ['a private KeyObject to verify with', privateKey, 'public', /this is a private key/],
    [
      'a public JsonWebKey to sign with',
      publicKey.export({ format: 'jwk' }),
      'private',
      /this is a public key/,
    ],
    [
      'a private JsonWebKey to verify with',
      privateKey.export({ format: 'jwk' }),
      'public',
      /this is a private key/,
    ],
    [
      'a private KeyObject that gives no bytes',
      untyped({ type: 'private', export: () => undefined }),
      'private',
      /an object that is no key/,
    ],
    ['a record in place of a key', untyped({ '1': 'a' }), 'public', /an object that is no key/],
    [
      'a JsonWebKey without a kind',
      untyped({ kty: 5, n: 'x', e: 'AQAB' }),
      'public',
      /an object that is no key/,
    ],
    ['an octet JsonWebKey', untyped({ kty: 'oct', k: 'x' }), 'private', /for oct/],
    ['an EC JsonWebKey', ec.privateKey.export({ format: 'jwk' }), 'private', /for EC/],
    ['an EC KeyObject', ec.publicKey, 'public', /for EC/],
    ['an RSA-PSS KeyObject', pss.publicKey, 'public', /RSASSA-PSS/],
    ['a damaged JsonWebKey', { kty: 'RSA', n: 'x', e: 'AQAB' }, 'public', /./],
  ])('%s', async (_, source, half, message) => {
    const importing = half === 'private' ? importPrivateKey(source) : importPublicKey(source);
    const error: unknown = await importing.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(KeyError);
    expect(String(error)).toMatch(message);
  });

  it.each([
    [undefined, 'the key is undefined: is the variable that holds it set?'],
    [null, 'the key is null: is the variable that holds it set?'],
    [5, 'the key is a number'],
  ])('%s in place of keys by version', async (keys, message) => {
    const importing = importPublicKeys(untyped(keys));
    await expect(importing).rejects.toThrow(KeyError);
    await expect(importing).rejects.toThrow(message);
  });
});

describe('SIG-4: a function that signs', () => {
  const content = { path: '/p', clientId: 'C', time: '2026-11-25T00:00:00Z', body: '{}' };

  it('gets the content to be signed and gives the signature', async () => {
    const { sign } = await import('node:crypto');
    const header = await signContent(content, {
      keyVersion: '7',
      sign: (bytes) => Promise.resolve(sign('RSA-SHA256', bytes, privateKey)),
    });
    expect(header).toContain('keyVersion=7');
    expect(await verifyContent(content, header, await importPublicKeys({ '7': publicKey }))).toMatchObject({
      ok: true,
    });
  });

  it.each<[string, unknown, RegExp]>([
    ['a text', 'c2lnbmF0dXJl', /no Uint8Array but string/],
    ['nothing', undefined, /no Uint8Array but undefined/],
    ['a digest', new Uint8Array(32), /32 bytes/],
  ])('that returns %s is a TypeError', async (_, returned, message) => {
    const sign = () => returned as Uint8Array;
    await expect(signContent(content, { keyVersion: '1', sign })).rejects.toThrow(message);
  });
});
