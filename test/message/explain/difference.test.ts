import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstDifference, visible } from '../../../message/explain/difference.js';

const letters = 'abcdefghijklmnopqrstuvwxyz';

describe('the first difference', () => {
  it('is none between the same contents', () => {
    expect(firstDifference('', '')).toBeUndefined();
    expect(firstDifference('abc', 'abc')).toBeUndefined();
  });

  it('of what is no text, as a caller without types may give, comes to an end', () => {
    const bytes = (): never => new TextEncoder().encode('abc') as never;
    expect(firstDifference(bytes(), bytes())).toMatchObject({ offset: 3 });
  });

  it.each([
    ['a character', 'abc', 'axc', 1],
    ['the first character', 'abc', 'xbc', 0],
    ['one more at the end', 'abc', 'abcd', 3],
    ['one less at the end', 'abc', 'ab', 2],
    ['everything', 'abc', '', 0],
    ['nothing', '', 'abc', 0],
  ])('is %s', (_, expected, signed, offset) => {
    expect(firstDifference(expected, signed)).toEqual({ offset, expected, signed });
  });

  it('is shown with 24 characters before it and 60 from it on', () => {
    const before = letters.slice(0, 24);
    expect(firstDifference(`${before}1`, `${before}2`)).toEqual({
      offset: 24,
      expected: `${before}1`,
      signed: `${before}2`,
    });
    expect(firstDifference(`x${before}1`, `x${before}2`)).toEqual({
      offset: 25,
      expected: `…${before}1`,
      signed: `…${before}2`,
    });
    expect(firstDifference(`1${'x'.repeat(59)}`, `2${'x'.repeat(60)}`)).toEqual({
      offset: 0,
      expected: `1${'x'.repeat(59)}`,
      signed: `2${'x'.repeat(59)}…`,
    });
  });

  it('stands where the contents part', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (same, one, other) => {
        const difference = firstDifference(same + one, same + other);
        expect(difference === undefined).toBe(one === other);
        if (difference === undefined) return;
        const { offset } = difference;
        expect(offset).toBeGreaterThanOrEqual(same.length);
        expect((same + one).slice(0, offset)).toBe((same + other).slice(0, offset));
        expect((same + one)[offset]).not.toBe((same + other)[offset]);
      }),
    );
  });
});

describe('what is invisible', () => {
  it.each([
    ['a blank', 'a b', 'a·b'],
    ['a line feed', 'a\nb', 'a␊b'],
    ['a carriage return', 'a\rb', 'a␍b'],
    ['a tab', 'a\tb', 'a␉b'],
    ['a NUL', 'a\0b', 'a␀b'],
    ['a byte order mark', '\uFEFFa', '⟨U+FEFF⟩a'],
    ['a no-break space', 'a\u00A0b', 'a⟨U+00A0⟩b'],
    ['a combining accent', 'e\u0301', 'e⟨U+0301⟩'],
    ['a zero-width space', 'a\u200Bb', 'a⟨U+200B⟩b'],
    ['a line separator', 'a\u2028b', 'a⟨U+2028⟩b'],
    ['a tag beyond the basic plane', '\u{E0041}', '⟨U+E0041⟩'],
    ['a lone surrogate', '\uD800', '⟨U+D800⟩'],
  ])('is made visible: %s', (_, text, expected) => {
    expect(visible(text)).toBe(expected);
  });

  it('is not what has a glyph', () => {
    expect(visible('{"a":"é支🔑"}')).toBe('{"a":"é支🔑"}');
  });
});
