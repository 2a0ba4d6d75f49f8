import { describe, expect, it } from 'vitest';
import { similarValues } from '../../../conformance/cases/similar.js';

const most = 4;
const written = (own: string) =>
  Object.fromEntries(Object.entries(similarValues(most)).map(([label, write]) => [label, write(own)]));

describe('values that a lenient lookup takes for a known one', () => {
  it.each([
    ['abc', ['abcX', 'ab', ' abc', 'abc ', 'ABC', 'ab%']],
    // At the limit the last character makes room.
    ['abcd', ['abcX', 'abc', ' abc', 'abc ', 'ABCD', 'abc%']],
    // REQ-11 counts characters, of which each of these is one.
    ['🔑🔑🔑', ['🔑🔑🔑X', '🔑🔑', ' 🔑🔑🔑', '🔑🔑🔑 ', '🔑🔑🔑X', '🔑🔑%']],
    ['a', ['aX', 'X', ' a', 'a ', 'A', '%']],
  ])('of %s are %j', (own, [more, less, before, after, otherCase, pattern]) => {
    expect(written(own)).toEqual({
      'one more character': more,
      'one character less': less,
      'a blank before it': before,
      'a blank after it': after,
      'another case': otherCase,
      'a pattern of SQL': pattern,
    });
  });

  it.each(['X', 'abcX', 'abc%', '%', '1234', '🔑🔑🔑🔑'])('are legal, and never %j itself', (own) => {
    for (const value of Object.values(written(own))) {
      expect(value).not.toBe(own);
      const { length } = Array.from(value);
      expect(length).toBeGreaterThan(0);
      expect(length).toBeLessThanOrEqual(most);
    }
  });
});
