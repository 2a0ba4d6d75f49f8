import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSignatureHeader, writeSignatureHeader } from '@sendotp-contract/message';

const value = 'AQID/+8=';
const bytes = new Uint8Array([1, 2, 3, 255, 239]);

describe('reading a Signature header', () => {
  it.each([
    [`algorithm=RSA256, keyVersion=1, signature=${value}`, '1'],
    [`algorithm=RSA256,keyVersion=1,signature=${value}`, '1'],
    [`algorithm=RSA256, \t keyVersion=1,  signature=${value}`, '1'],
    [`signature=${value}, keyVersion=1, algorithm=RSA256`, '1'],
    [`algorithm=RSA256 ,keyVersion=1 , signature=${value}`, '1'],
    [`algorithm=RSA256\t,\tkeyVersion=1 \t , signature=${value} `, '1'],
    [`algorithm=rSa256, keyVersion=1, signature=${value}`, '1'],
    [`keyVersion=1, signature=${value}`, '1'],
    [`algorithm=RSA256, signature=${value}`, undefined],
    [`signature=${value}`, undefined],
    [`keyVersion=a=b, signature=${value}`, 'a=b'],
    [`keyVersion=__proto__, signature=${value}`, '__proto__'],
  ])('HDR-3: "%s" is read', (text, keyVersion) => {
    expect(readSignatureHeader(text)).toEqual({
      ok: true,
      header: { algorithm: 'RSA256', keyVersion, signature: bytes },
    });
  });

  it.each([
    ['URL-encoded', 'AQID%2F%2B8%3D'],
    ['URL-encoded in small letters', 'AQID%2f%2b8%3d'],
    ['URL-encoded in part', 'AQID%2F+8='],
    ['plain base64', 'AQID/+8='],
    ['plain base64 without padding', 'AQID/+8'],
    ['base64url', 'AQID_-8'],
    ['base64url with padding', 'AQID_-8='],
  ])('SIG-4: a signature in %s is read', (_, text) => {
    expect(readSignatureHeader(`signature=${text}`)).toMatchObject({
      ok: true,
      header: { signature: bytes },
    });
  });

  it.each([undefined, null, '', '   ', '\t'])('HDR-3: %j is no header at all', (text) => {
    expect(readSignatureHeader(text)).toMatchObject({ ok: false, fault: 'missing' });
  });

  it.each([
    ['no pair', value],
    ['a pair without =', `algorithm, signature=${value}`],
    ['an unknown key', `alg=RSA256, signature=${value}`],
    ['a key in another case', `Signature=${value}`],
    ['no signature', 'algorithm=RSA256, keyVersion=1'],
    ['an empty signature', 'algorithm=RSA256, signature='],
    ['an empty keyVersion', `keyVersion=, signature=${value}`],
    ['an empty algorithm', `algorithm=, signature=${value}`],
    ['a key twice', `signature=${value}, signature=${value}`],
    ['a comma at the end', `signature=${value},`],
    ['a comma at the beginning', `,signature=${value}`],
    ['two commas', `keyVersion=1,, signature=${value}`],
    ['a blank before =', `keyVersion =1, signature=${value}`],
    ['a blank after =', `keyVersion= 1, signature=${value}`],
    ['semicolons', `keyVersion=1; signature=${value}`],
    ['a blank in the signature', 'signature=AQID /+8='],
    ['both alphabets', 'signature=AQID_+8='],
    ['bits left over', 'signature=AQID/+9='],
    ['too much padding', 'signature=AQID/+8=='],
    ['padding in the middle', 'signature=AQ==AQ=='],
    ['padding alone', 'signature===='],
    ['one character', 'signature=A'],
    ['five characters', 'signature=AQIDA'],
    ['something outside the alphabet', 'signature=AQID*+8='],
    ['something outside ASCII', 'signature=AQIDé+8='],
    ['a broken percent sequence', 'signature=AQID%2'],
    ['a percent sequence that is no UTF-8', 'signature=AQID%FF'],
    ['quotes', `signature="${value}"`],
    ['another algorithm and no signature', 'algorithm=RSA512'],
    ['another algorithm and a signature that is no base64', 'algorithm=RSA512, signature=AQID*'],
  ])('HDR-3: %s is malformed', (_, text) => {
    expect(readSignatureHeader(text)).toMatchObject({ ok: false, fault: 'malformed' });
  });

  it.each(['RSA512', 'none', 'HS256', 'RSA256;', 'RSA-256'])(
    'HDR-3: algorithm %s is another algorithm',
    (algorithm) => {
      expect(readSignatureHeader(`algorithm=${algorithm}, signature=${value}`)).toMatchObject({
        ok: false,
        fault: 'algorithm',
      });
    },
  );

  it('never throws, and says why in few characters that are fit for a log', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.string().map((text) => `signature=${text}`),
          fc.array(fc.string()).map((pairs) => pairs.join(',')),
        ),
        (text) => {
          const reading = readSignatureHeader(text);
          if (reading.ok) return;
          expect(reading.detail.length).toBeLessThan(200);
          expect(reading.detail).toMatch(/^[ -~…]*$/);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('does not repeat the value of a signature', () => {
    const reading = readSignatureHeader('signature=SECRET*SECRET');
    expect(JSON.stringify(reading)).not.toContain('SECRET');
  });
});

describe('writing a Signature header', () => {
  it('SIG-4: is base64, URL-encoded, and read back as the same bytes', () => {
    expect(writeSignatureHeader('1', bytes)).toBe('algorithm=RSA256, keyVersion=1, signature=AQID%2F%2B8%3D');
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 600 }), (signature) => {
        expect(readSignatureHeader(writeSignatureHeader('7', signature))).toEqual({
          ok: true,
          header: { algorithm: 'RSA256', keyVersion: '7', signature: new Uint8Array(signature) },
        });
      }),
    );
  });

  it('agrees with Node about base64 and base64url', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 100 }),
        fc.constantFrom('base64', 'base64url'),
        (signature, form) => {
          const text = Buffer.from(signature).toString(form);
          expect(readSignatureHeader(`signature=${text}`)).toMatchObject({
            ok: true,
            header: { signature: new Uint8Array(signature) },
          });
        },
      ),
    );
  });
});
