import { describe, expect, it } from 'vitest';
import { readSignature } from '../../../message/explain/signature-mistakes.js';

const bytes = Buffer.from('fbefbeff0102030405060708090a0b0c0d0e0f10', 'hex');
const base64 = bytes.toString('base64');
const hex = bytes.toString('hex');
const right = 'algorithm=RSA256, keyVersion=1, signature=';
const base64Of = (text: string): string => Buffer.from(text).toString('base64');

/** The ids of the mistakes that come first for each bytes that a header may mean. */
function readingsOf(header: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const reading of readSignature(header))
    found[Buffer.from(reading.bytes).toString('hex')] ??= reading.mistake?.id ?? 'right';
  return found;
}

describe('SIG-4, HDR-3: a Signature header', () => {
  it('has a plus and a slash in its base64 here', () => {
    expect(base64).toMatch(/\+.*\/.*=$/);
  });

  it.each([
    ['right', right + encodeURIComponent(base64)],
    ['right', right + base64],
    ['right', `signature=${base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')}`],
    ['signature-hex', right + hex],
    ['signature-hex', right + hex.toUpperCase()],
    ['signature-hex', right + hex.replaceAll(/..(?!$)/g, '$&:')],
    ['signature-hex', right + hex.replaceAll(/.{8}/g, '$& ')],
    ['signature-hex', hex],
    ['signature-plus-to-blank', right + base64.replaceAll('+', ' ')],
    ['signature-plus-to-blank', right + encodeURIComponent(base64.replaceAll('+', ' '))],
    ['signature-url-encoded-twice', right + encodeURIComponent(encodeURIComponent(base64))],
    [
      'signature-url-encoded-twice',
      right + encodeURIComponent(encodeURIComponent(encodeURIComponent(base64))),
    ],
    ['signature-base64-twice', right + base64Of(base64)],
    ['signature-base64-twice', right + base64Of(encodeURIComponent(base64))],
    ['signature-base64-twice', right + base64Of(encodeURIComponent(`${base64} `))],
    ['signature-hex-in-base64', right + base64Of(hex)],
    ['signature-line-breaks', right + encodeURIComponent(base64.replace(/.{12}/, '$&\n'))],
    ['signature-line-breaks', right + encodeURIComponent(base64.replace(/.{12}/, '$&\r\n'))],
    ['signature-line-breaks', right + base64.replace(/.{12}/, '$&\\n')],
    ['signature-line-breaks', right + base64.replace(/.{12}/, '$&\\r\\n')],
    ['signature-algorithm-name', `algorithm=SHA256withRSA, signature=${base64}`],
    ['signature-algorithm-name', `algorithm=RS256, keyVersion=1, signature=${encodeURIComponent(base64)}`],
    ['signature-header-form', base64],
    ['signature-header-form', ` ${base64} `],
    ['signature-header-form', encodeURIComponent(base64)],
    ['signature-header-form', `alg=RSA256; signature=${base64}; keyVersion=1`],
    ['signature-header-form', `algorithm="RSA256", signature="${base64}"`],
    ['signature-header-form', `algorithm='RSA256', signature='${base64}'`],
    ['signature-header-form', `Signature: ${base64}`],
    ['signature-header-form', `SIGNATURE = ${base64},`],
    ['signature-header-form', JSON.stringify({ keyVersion: '1', signature: base64 })],
    ['signature-reversed', right + encodeURIComponent(Buffer.from(bytes).reverse().toString('base64'))],
  ])('is read as %s: %s', (id, header) => {
    expect(readingsOf(header)).toMatchObject({ [hex]: id });
  });

  it('is read in no other way than those that can be', () => {
    expect(readingsOf(right + base64)).toEqual({
      [hex]: 'right',
      [Buffer.from(bytes).reverse().toString('hex')]: 'signature-reversed',
    });
  });

  it.each(['', ' ', '****', right, `${right}*`, 'signature=', 'signature=%', `${right}abcde`])(
    'holds nothing that could be read: %j',
    (header) => {
      expect(readSignature(header)).toEqual([]);
    },
  );

  it('has an even number of digits in hexadecimal', () => {
    const readings = readingsOf(`${right}${hex}0`);
    expect(Object.values(readings)).not.toContain('signature-hex');
    expect(Object.values(readingsOf(`${right}${hex}g0`))).not.toContain('signature-hex');
  });

  it('holds no base64 of base64 where the inner one is no text', () => {
    for (const inner of [`${base64}\u001f`, `${base64}\u007f`, `${base64}\u00A0`, `${hex}\n`])
      expect(Object.values(readingsOf(right + base64Of(inner)))).toEqual(['right', 'signature-reversed']);
  });
});
