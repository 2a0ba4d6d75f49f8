import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase64, encodeBase64, webCodec } from '../../message/base64.js';
import { nodeCodec } from '../../message/node-engine.js';

describe.each([
  ['of Node', nodeCodec() ?? webCodec],
  ['of the web', webCodec],
] as const)('base64 by the code %s', (_, codec) => {
  it('takes bytes of any length', () => {
    const bytes = Buffer.alloc(1_000_000, 0xfb);
    expect(bytes.equals(decodeBase64(encodeBase64(bytes, codec), codec) ?? Buffer.alloc(0))).toBe(true);
  });

  it('SIG-4: what is written is read back, in every spelling', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const text = encodeBase64(bytes, codec);
        expect(text).toBe(Buffer.from(bytes).toString('base64'));
        const url = text.replaceAll('+', '-').replaceAll('/', '_');
        for (const spelling of [text, text.replace(/=+$/, ''), url, url.replace(/=+$/, '')])
          expect(decodeBase64(spelling, codec)).toEqual(new Uint8Array(bytes));
      }),
    );
  });

  it('SIG-4: no two texts of one alphabet mean the same bytes, but for their padding', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 24, unit: fc.constantFrom(...Array.from('AQZaz09+/=-_ \n%é')) }),
        (text) => {
          const bytes = decodeBase64(text, codec);
          if (bytes === undefined) return;
          const written = Buffer.from(bytes).toString('base64');
          const plain = text.replaceAll('-', '+').replaceAll('_', '/');
          expect([written, written.replace(/=+$/, '')]).toContain(plain);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it.each([
    'A',
    'AQIDA',
    'AQ=',
    'AQ===',
    'A=Q=',
    'AQ==AQ==',
    'AQIDA===',
    'AR==',
    'AQ ==',
    'AQ\n==',
    'AQ-/',
    'é===',
  ])('SIG-4: %j is refused', (text) => {
    expect(decodeBase64(text, codec)).toBeUndefined();
  });
});
