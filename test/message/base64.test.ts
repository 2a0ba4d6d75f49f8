import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codecs, decodeBase64, encodeBase64 } from '../../message/base64.js';

describe.each(codecs.map((codec, index) => [index === 0 ? 'of Node' : 'of the web', codec] as const))(
  'base64 by the code %s',
  (_, codec) => {
    const only = [codec] as const;

    it('SIG-4: what is written is read back, in every spelling', () => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
          const text = encodeBase64(bytes, only);
          expect(text).toBe(Buffer.from(bytes).toString('base64'));
          const url = text.replaceAll('+', '-').replaceAll('/', '_');
          for (const spelling of [text, text.replace(/=+$/, ''), url, url.replace(/=+$/, '')])
            expect(decodeBase64(spelling, only)).toEqual(new Uint8Array(bytes));
        }),
      );
    });

    it('SIG-4: no two texts of one alphabet mean the same bytes, but for their padding', () => {
      fc.assert(
        fc.property(
          fc.string({ maxLength: 24, unit: fc.constantFrom(...Array.from('AQZaz09+/=-_ \n%é')) }),
          (text) => {
            const bytes = decodeBase64(text, only);
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
      expect(decodeBase64(text, only)).toBeUndefined();
    });
  },
);
