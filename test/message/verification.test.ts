import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkContent,
  contentToBeSigned,
  describeRefusal,
  importPrivateKey,
  importPublicKeys,
  KeySet,
  readSignatureHeader,
  type SignedContent,
  signContent,
  verifyContent,
  writeSignatureHeader,
} from '@sendotp-contract/message';
import vendor from './signing.json' with { type: 'json' };

const key = { keyVersion: '1', privateKey: await importPrivateKey(vendor.privateKey) };
const keys = await importPublicKeys(vendor.publicKey);
const content: SignedContent = { path: '/p', clientId: 'C', time: '2026-11-23T00:00:00Z', body: '{"a":"b"}' };

/** Without a line feed or a dot at a seam: there, two contents can be the same bytes. */
const part = fc.string({ unit: 'grapheme', maxLength: 30 }).filter((text) => !/[.\n]/.test(text));
const anyContent = fc.record({
  path: part,
  clientId: part,
  time: part,
  body: fc.string({ unit: 'binary', maxLength: 200 }),
});

describe('sign and verify', () => {
  it('SIG-1: what is signed verifies, for any text', async () => {
    await fc.assert(
      fc.asyncProperty(anyContent, async (any) => {
        expect(await verifyContent(any, await signContent(any, key), keys)).toEqual({
          ok: true,
          keyVersion: '1',
        });
      }),
    );
  });

  it('SIG-3: a body as text and its UTF-8 bytes are the same content', () => {
    fc.assert(
      fc.property(anyContent, (any) => {
        expect(contentToBeSigned({ ...any, body: new TextEncoder().encode(any.body) })).toEqual(
          contentToBeSigned(any),
        );
      }),
    );
  });

  it('SIG-3: bytes that are not UTF-8 are signed as they are', () => {
    const bytes = contentToBeSigned({ ...content, body: new Uint8Array([0xff, 0xfe]) });
    expect([...bytes.slice(-2)]).toEqual([0xff, 0xfe]);
  });

  it('SIG-1: any single changed byte of the content breaks it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 1, maxLength: 100 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (body, place, change) => {
          const header = await signContent({ ...content, body }, key);
          const changed = Uint8Array.from(body);
          const index = place % body.length;
          changed[index] = (body[index] ?? 0) ^ change;
          expect(await verifyContent({ ...content, body: changed }, header, keys)).toMatchObject({
            ok: false,
            fault: 'mismatch',
          });
        },
      ),
    );
  });

  it('SIG-1: any single changed character of path, Client-Id or time breaks it', async () => {
    const header = await signContent(content, key);
    for (const field of ['path', 'clientId', 'time'] as const) {
      for (let index = 0; index < content[field].length; index += 1) {
        const changed = `${content[field].slice(0, index)}~${content[field].slice(index + 1)}`;
        expect(await verifyContent({ ...content, [field]: changed }, header, keys), changed).toMatchObject({
          fault: 'mismatch',
        });
      }
    }
  });

  it('SIG-4: any single changed byte of the signature breaks it', async () => {
    const reading = readSignatureHeader(await signContent(content, key));
    if (!reading.ok) throw new Error(reading.detail);
    const { signature } = reading.header;
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: signature.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (index, change) => {
          const changed = Uint8Array.from(signature);
          changed[index] = (changed[index] ?? 0) ^ change;
          expect(await verifyContent(content, writeSignatureHeader('1', changed), keys)).toMatchObject({
            ok: false,
            fault: 'mismatch',
          });
        },
      ),
    );
  });

  it('SIG-4: a signature of another length does not verify and does not throw', async () => {
    for (const length of [1, 255, 257, 5000]) {
      expect(
        await verifyContent(content, writeSignatureHeader('1', new Uint8Array(length)), keys),
      ).toMatchObject({ fault: 'mismatch' });
    }
  });
});

describe('what a failure says', () => {
  it('SIG-5: a keyVersion that nobody has: which there are', async () => {
    const verification = await verifyContent(content, 'keyVersion=9, signature=AAAA', keys);
    expect(verification).toEqual({
      ok: false,
      fault: 'key-not-found',
      detail: 'keyVersion names none of the versions there are: 1',
    });
  });

  it.each([
    [undefined, 'missing'],
    ['nonsense', 'malformed'],
    ['algorithm=RSA512, signature=AAAA', 'algorithm'],
    ['algorithm=RSA512, keyVersion=9, signature=AAAA', 'algorithm'],
    ['keyVersion=9, signature=AAAA', 'key-not-found'],
    ['keyVersion=1, signature=AAAA', 'mismatch'],
  ])('%s is told apart as %s', async (header, fault) => {
    expect(await verifyContent(content, header, keys)).toMatchObject({ ok: false, fault });
  });
});

describe('a check without words', () => {
  it('SIG-1: names the version of the key that fits', async () => {
    expect(await checkContent(content, await signContent(content, key), keys)).toEqual({ keyVersion: '1' });
  });

  it.each([
    [undefined, { fault: 'missing', mistake: 'missing', text: '' }],
    ['keyVersion=1, AAAA', { fault: 'malformed', mistake: 'no pair', text: 'AAAA' }],
    ['keyVersion=1, \t', { fault: 'malformed', mistake: 'no pair', text: '' }],
    ['key=1, signature=AAAA', { fault: 'malformed', mistake: 'unknown name', text: 'key' }],
    ['keyVersion=1, keyVersion=2', { fault: 'malformed', mistake: 'twice', text: 'keyVersion' }],
    ['keyVersion=, signature=AAAA', { fault: 'malformed', mistake: 'no value', text: 'keyVersion' }],
    ['keyVersion=1 2, signature=AAAA', { fault: 'malformed', mistake: 'blank', text: 'keyVersion' }],
    ['algorithm=\tRSA256, signature=AAAA', { fault: 'malformed', mistake: 'blank', text: 'algorithm' }],
    ['keyVersion=1', { fault: 'malformed', mistake: 'no signature', text: '' }],
    // A blank in it is most often a plus that was URL-decoded: that it is no base64 says more.
    ['signature=AA AA', { fault: 'malformed', mistake: 'not base64', text: '' }],
    ['algorithm=RSA512, signature=AAAA', { fault: 'algorithm', mistake: 'other algorithm', text: 'RSA512' }],
    ['keyVersion=9, signature=AAAA', { fault: 'key-not-found' }],
    ['signature=AAAA', { fault: 'mismatch' }],
  ])('HDR-3, SIG-5: %s is refused, and in the words of the check with words', async (header, refused) => {
    const check = await checkContent(content, header, keys);
    expect(check).toEqual(refused);
    if (check.fault === undefined) return;
    expect(await verifyContent(content, header, keys)).toEqual({
      ok: false,
      fault: check.fault,
      detail: await describeRefusal(check, keys),
    });
  });
});

describe('key sets', () => {
  it('SIG-5: several versions live side by side, and without a keyVersion the newest is meant', async () => {
    const { publicKey } = await crypto.subtle.generateKey(
      {
        name: 'RSASSA-PKCS1-v1_5',
        modulusLength: 2048,
        publicExponent: new Uint8Array([1, 0, 1]),
        hash: 'SHA-256',
      },
      false,
      ['sign', 'verify'],
    );
    const both = await importPublicKeys({ '2': vendor.publicKey, '1': publicKey });
    expect(both.versions).toEqual(['1', '2']);
    expect(both.newest.version).toBe('2');
    const header = await signContent(content, key);
    expect(await verifyContent(content, header, both)).toMatchObject({ fault: 'mismatch' });
    expect(await verifyContent(content, header.replace('keyVersion=1, ', ''), both)).toEqual({
      ok: true,
      keyVersion: '2',
    });
    expect(await verifyContent(content, header.replace('keyVersion=1', 'keyVersion=2'), both)).toEqual({
      ok: true,
      keyVersion: '2',
    });
  });

  it('SIG-5: versions that are no numbers keep the order they were written in', async () => {
    const set = await importPublicKeys({ b: vendor.publicKey, a: vendor.publicKey });
    expect(set.newest.version).toBe('a');
  });

  it('an empty set is refused', async () => {
    await expect(importPublicKeys({})).rejects.toThrow('there is no key');
    expect(() => KeySet.of([])).toThrow('there is no key');
  });

  it.each(['__proto__', 'constructor', 'toString'])('the version %s names no key', (version) => {
    expect(keys.find(version)).toBeUndefined();
  });
});
