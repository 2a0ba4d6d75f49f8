import {
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  generateKeyPairSync,
  X509Certificate,
} from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  importPrivateKey,
  importPublicKey,
  importPublicKeys,
  KeyError,
  keyErrorCodes,
  type KeyUse,
} from '@sendotp-contract/message';
import { caller } from '../key-pairs.js';
import { SealedVault } from '../sealed-vault.js';

const { privateKey: privatePem, publicKey: publicPem } = caller;
const rsa = { privateKey: createPrivateKey(privatePem), publicKey: createPublicKey(publicPem) };
const small = generateKeyPairSync('rsa', { modulusLength: 1024 });
const pss = generateKeyPairSync('rsa-pss', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ed = generateKeyPairSync('ed25519');

const bare = (pem: string): string => pem.replaceAll(/-----[^-]+-----|\s/g, '');
const certificate = `-----BEGIN CERTIFICATE-----
MIIBdDCCARqgAwIBAgIUQ8sGz0n7X8yC5v1r1x7h0mJH8iIwCgYIKoZIzj0EAwIw
-----END CERTIFICATE-----`;

/** A public key with a modulus of so many bits, which nobody has the other half of; to make a pair takes a second. */
function publicKeyOf(bits: number): string {
  const modulus = Buffer.alloc(Math.ceil(bits / 8), 0xff);
  modulus[0] = 0xff >> (modulus.length * 8 - bits);
  const jwk = { kty: 'RSA', n: modulus.toString('base64url'), e: 'AQAB' };
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  return key.export({ type: 'spki', format: 'pem' }).toString();
}

/** A key with the byte at this place changed. */
function damaged(der: Buffer, place: number): string {
  const changed = Buffer.from(der);
  changed[place] = (changed[place] ?? 0) ^ 0xff;
  return changed.toString('base64');
}

async function refusal(importing: Promise<unknown>): Promise<KeyError> {
  const error: unknown = await importing.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof KeyError)) throw new Error(`expected a KeyError, not ${String(error)}`);
  expect(keyErrorCodes).toContain(error.code);
  return error;
}

describe('a runtime without WebCrypto', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it.each([
    ['old Node', undefined],
    ['a page in an insecure context', {}],
  ])('is named, and no good key is called damaged: %s', async (_, crypto) => {
    vi.stubGlobal('crypto', crypto);
    for (const importing of [
      importPrivateKey(privatePem),
      importPublicKey(publicPem),
      importPublicKey(rsa.publicKey.export({ format: 'jwk' })),
      importPublicKeys({ '1': publicPem, '2': publicPem }),
    ])
      await expect(importing).rejects.toThrow(/^this runtime has no WebCrypto \(crypto\.subtle\)/);
  });
});

describe('keys that are taken', () => {
  it.each([
    ['PEM', privatePem],
    ['PEM with CRLF', privatePem.replaceAll('\n', '\r\n')],
    ['PEM with a comment in front', `Bag Attributes\n${privatePem}`],
    ['PEM with a byte order mark', `\uFEFF${privatePem}`],
    ['bare base64', bare(privatePem)],
    ['bare base64 in lines', privatePem.split('\n').slice(1, -2).join('\n')],
  ])('SIG-6: a private key as %s', async (_, text) => {
    const key = await importPrivateKey(text);
    expect(key).toMatchObject({ type: 'private', extractable: false, usages: ['sign'] });
  });

  it.each([
    ['PEM', publicPem],
    ['bare base64', bare(publicPem)],
    ['bare base64 with a line end', `${bare(publicPem)}\n`],
  ])('SIG-6: a public key as %s', async (_, text) => {
    expect(await importPublicKey(text)).toMatchObject({
      type: 'public',
      extractable: true,
      usages: ['verify'],
    });
  });

  it('SIG-6: a CryptoKey is handed back', async () => {
    const key = await importPublicKey(publicPem);
    expect(await importPublicKey(key)).toBe(key);
  });

  it.each([2048, 3072, 4096])('SIG-4: %i bits', async (bits) => {
    const key = await importPublicKey(publicKeyOf(bits));
    expect(key.algorithm).toMatchObject({ modulusLength: bits });
  });
});

describe('keys that are refused, each by its name', () => {
  const pem = (key: { export(options: object): string | Buffer }, type: string): string =>
    key.export({ type, format: 'pem' }).toString();

  const cases: [string, string, 'private' | 'public', (typeof keyErrorCodes)[number], RegExp][] = [
    ['a private key for a public one', privatePem, 'public', 'KEY_IS_PRIVATE', /this is a private key/],
    ['a public key for a private one', publicPem, 'private', 'KEY_IS_PUBLIC', /this is a public key/],
    [
      'a bare private key for a public one',
      bare(privatePem),
      'public',
      'KEY_IS_PRIVATE',
      /keep this one secret/,
    ],
    ['an EC private key', pem(ec.privateKey, 'pkcs8'), 'private', 'KEY_NOT_RSA', /for EC/],
    ['an EC private key in SEC1 form', pem(ec.privateKey, 'sec1'), 'private', 'KEY_NOT_RSA', /for EC/],
    [
      'an EC private key in SEC1 form for a public one',
      pem(ec.privateKey, 'sec1'),
      'public',
      'KEY_IS_PRIVATE',
      /this is a private key/,
    ],
    ['an EC public key', bare(pem(ec.publicKey, 'spki')), 'public', 'KEY_NOT_RSA', /for EC/],
    ['an Ed25519 key', pem(ed.publicKey, 'spki'), 'public', 'KEY_NOT_RSA', /Ed25519/],
    ['an RSA-PSS key', pem(pss.publicKey, 'spki'), 'public', 'KEY_NOT_RSA', /RSASSA-PSS/],
    ['an RSA key of 2047 bits', publicKeyOf(2047), 'public', 'KEY_TOO_SMALL', /2047 bits/],
    ['an RSA key of 1024 bits', pem(small.publicKey, 'spki'), 'public', 'KEY_TOO_SMALL', /1024 bits/],
    [
      'a private RSA key of 1024 bits',
      pem(small.privateKey, 'pkcs8'),
      'private',
      'KEY_TOO_SMALL',
      /1024 bits/,
    ],
    [
      'a private key in PKCS#1 form',
      pem(rsa.privateKey, 'pkcs1'),
      'private',
      'KEY_FORMAT',
      /openssl pkcs8 -topk8/,
    ],
    [
      'a private key in PKCS#1 form for a public one',
      pem(rsa.privateKey, 'pkcs1'),
      'public',
      'KEY_IS_PRIVATE',
      /this is a private key/,
    ],
    [
      'a public key in PKCS#1 form for a private one',
      pem(rsa.publicKey, 'pkcs1'),
      'private',
      'KEY_IS_PUBLIC',
      /this is a public key/,
    ],
    ['a public key in PKCS#1 form', pem(rsa.publicKey, 'pkcs1'), 'public', 'KEY_FORMAT', /RSAPublicKey_in/],
    [
      'an encrypted key',
      rsa.privateKey
        .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' })
        .toString(),
      'private',
      'KEY_IS_ENCRYPTED',
      /openssl pkcs8 -in/,
    ],
    [
      'an encrypted key in the old form',
      rsa.privateKey
        .export({ type: 'pkcs1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' })
        .toString(),
      'private',
      'KEY_IS_ENCRYPTED',
      /openssl pkcs8 -in/,
    ],
    ['two keys in one file', publicPem + publicPem, 'public', 'KEY_FORMAT', /2 PEM blocks/],
    [
      'an OpenSSH key',
      '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaA==\n-----END OPENSSH PRIVATE KEY-----',
      'private',
      'KEY_FORMAT',
      /OpenSSH/,
    ],
    ['nothing', '', 'public', 'KEY_NOT_READABLE', /empty/],
    ['a path', './keys/mpp.public.pem', 'public', 'KEY_NOT_READABLE', /looks like the path of a file/],
    [
      'a path that could be base64',
      'keys/public.pem',
      'public',
      'KEY_NOT_READABLE',
      /looks like the path of a file/,
    ],
    ['something else', 'hello, world!', 'public', 'KEY_NOT_READABLE', /neither PEM nor base64/],
    ['base64 of something else', 'aGVsbG8gd29ybGQ=', 'public', 'KEY_NOT_READABLE', /no DER structure/],
    [
      'a key that is cut off',
      bare(publicPem).slice(0, 200),
      'public',
      'KEY_NOT_READABLE',
      /no DER structure/,
    ],
    [
      'a key with bytes behind it',
      Buffer.concat([rsa.publicKey.export({ type: 'spki', format: 'der' }), Buffer.alloc(3)]).toString(
        'base64',
      ),
      'public',
      'KEY_NOT_READABLE',
      /no DER structure/,
    ],
    [
      'a private key with bytes behind it',
      Buffer.concat([rsa.privateKey.export({ type: 'pkcs8', format: 'der' }), Buffer.alloc(3)]).toString(
        'base64',
      ),
      'private',
      'KEY_NOT_READABLE',
      /no DER structure/,
    ],
    [
      'a key of an unknown algorithm',
      damaged(rsa.publicKey.export({ type: 'spki', format: 'der' }), 16),
      'public',
      'KEY_NOT_RSA',
      /of an algorithm not known here/,
    ],
  ];
  it.each(cases)('SIG-6: %s', async (_, text, half, code, message) => {
    const error = await refusal(half === 'public' ? importPublicKey(text) : importPrivateKey(text));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain(bare(text).slice(10, 40) || 'nothing');
  });

  it('SIG-6: a key whose numbers are damaged, with the reason', async () => {
    const publicDer = damaged(rsa.publicKey.export({ type: 'spki', format: 'der' }), 24);
    const privateDer = damaged(rsa.privateKey.export({ type: 'pkcs8', format: 'der' }), 26);
    const { e } = rsa.publicKey.export({ format: 'jwk' });
    const jwk = { kty: 'RSA', e };
    for (const importing of [
      importPublicKey(publicDer),
      importPrivateKey(privateDer),
      importPublicKey(jwk),
    ]) {
      const error = await refusal(importing);
      expect(error.code).toBe('KEY_NOT_READABLE');
      expect(error.message).toMatch(/^the key is damaged/);
      expect(error.cause).toBeInstanceOf(Error);
    }
  });

  it('SIG-6: a KeyObject that is a secret, which is no half of a pair', async () => {
    const secret = createSecretKey(Buffer.alloc(32));
    for (const importing of [importPublicKey(secret), importPrivateKey(secret)]) {
      const error = await refusal(importing);
      expect(error.code).toBe('KEY_NOT_RSA');
      expect(error.message).toContain('the key is for a secret');
    }
  });

  it('SIG-6: a certificate', async () => {
    expect(() => new X509Certificate(certificate)).toThrow();
    // Enough of one for its structure to be seen: three parts, of which the first two are sequences.
    const der = Buffer.from([
      0x30, 0x0d, 0x30, 0x03, 0x02, 0x01, 0x01, 0x30, 0x02, 0x05, 0x00, 0x03, 0x02, 0x00, 0x01,
    ]);
    expect((await refusal(importPublicKey(der.toString('base64')))).code).toBe('KEY_IS_CERTIFICATE');
  });

  describe('SIG-6: a CryptoKey', () => {
    const spki = rsa.publicKey.export({ type: 'spki', format: 'der' });
    const pkcs8 = rsa.privateKey.export({ type: 'pkcs8', format: 'der' });
    const rsa256 = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
    const imported = (
      algorithm: { readonly name: string; readonly hash: string },
      uses: KeyUse[] = ['verify'],
    ) => crypto.subtle.importKey('spki', spki, algorithm, true, uses);

    it('of the wrong half', async () => {
      const privateKey = await crypto.subtle.importKey('pkcs8', pkcs8, rsa256, true, ['sign']);
      expect((await refusal(importPublicKey(privateKey))).code).toBe('KEY_IS_PRIVATE');
      expect((await refusal(importPrivateKey(await imported(rsa256)))).code).toBe('KEY_IS_PUBLIC');
    });

    it('of another algorithm', async () => {
      const key = await imported({ name: 'RSA-PSS', hash: 'SHA-256' });
      const error = await refusal(importPublicKey(key));
      expect(error.code).toBe('KEY_NOT_RSA');
      expect(error.message).toContain('for RSA-PSS');
    });

    it('of another hash', async () => {
      const key = await imported({ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-512' });
      const error = await refusal(importPublicKey(key));
      expect(error.code).toBe('KEY_FORMAT');
      expect(error.message).toContain('SHA-512');
    });

    it('of another usage', async () => {
      const error = await refusal(importPublicKey(await imported(rsa256, [])));
      expect(error.code).toBe('KEY_FORMAT');
      expect(error.message).toContain('may not verify');
    });

    /** A key of a runtime that shows it in its own way. */
    const shown = (
      algorithm: object,
      type: 'private' | 'public' = 'public',
      usages: KeyUse[] = ['verify'],
    ) => ({
      type,
      extractable: true,
      algorithm: { name: 'RSASSA-PKCS1-v1_5', modulusLength: 2048, ...algorithm },
      usages,
    });

    it('that shows its hash as a text, too, is taken', async () => {
      for (const hash of ['SHA-256', { name: 'SHA-256' }])
        expect(await importPublicKey(shown({ hash }))).toMatchObject({ algorithm: { hash } });
    });

    it.each([
      ['no hash', shown({}), 'the CryptoKey is for undefined'],
      ['null as its hash', shown({ hash: null }), 'the CryptoKey is for null'],
      ['a hash without a name', shown({ hash: {} }), 'the CryptoKey is for [object Object]'],
      ['no modulus', shown({ hash: 'SHA-256', modulusLength: undefined }), 'the key has NaN bits'],
      ['2047 bits', shown({ hash: 'SHA-256', modulusLength: 2047 }), 'the key has 2047 bits'],
    ])('that shows %s is refused', async (_, key, message) => {
      expect((await refusal(importPublicKey(key))).message).toContain(message);
    });

    it('that may verify only does not sign', async () => {
      const key = shown({ hash: 'SHA-256' }, 'private');
      expect((await refusal(importPrivateKey(key))).message).toContain('may not sign');
      const fit = shown({ hash: 'SHA-256' }, 'private', ['sign']);
      expect(await importPrivateKey(fit)).toBe(fit);
    });
  });

  it('SIG-6: of several versions the message says which', async () => {
    const error = await refusal(importPublicKeys({ '1': publicPem, '7': privatePem }));
    expect(error.message).toContain('public key version 7: this is a private key');
    expect(error.cause).toMatchObject({ code: error.code });
  });

  it('what a promise of one of several keys rejects with is told at once, as it is', async () => {
    const vault = new SealedVault();
    const keys = { '1': vault.waiting(), '2': vault.key() };
    await expect(importPublicKeys(keys)).rejects.toBe(vault.error);
  });
});
