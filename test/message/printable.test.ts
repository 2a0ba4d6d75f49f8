import fc from 'fast-check';
import { printable } from '@sendotp-contract/message';
import { describe, expect, it } from 'vitest';

describe('text of a stranger', () => {
  it.each([
    ['an escape sequence', 'a\u001B[2Jb', 'a\\u001b[2Jb'],
    ['a C1 control', 'a\u009Bb', 'a\\u009bb'],
    ['a carriage return', 'a\rb', 'a\\u000db'],
    ['a direction override', 'a\u202Eb\u2066', 'a\\u202eb\\u2066'],
    ['a line separator', 'a\u2028b\u2029', 'a\\u2028b\\u2029'],
    ['a zero-width character', 'a\u200Bb\uFEFF', 'a\\u200bb\\ufeff'],
    ['a tag character beyond the basic plane', 'a\u{E0041}b', 'a\\udb40\\udc41b'],
    ['a lone surrogate', 'a\uD800b', 'a\\ud800b'],
    ['a NUL', '\0', '\\u0000'],
  ])('%s is written out', (_, text, expected) => {
    expect(printable(text)).toBe(expected);
  });

  it.each(['plain ASCII: "quotes" \\ and %', 'é支🔑', 'two\nlines\tand a tab'])(
    '%j stays as it is',
    (text) => {
      expect(printable(text)).toBe(text);
    },
  );

  it('a JSON text means the same afterwards', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const json = JSON.stringify({ text });
        expect(JSON.parse(printable(json))).toEqual({ text });
      }),
    );
  });
});
