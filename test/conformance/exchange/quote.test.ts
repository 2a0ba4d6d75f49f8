import { describe, expect, it } from 'vitest';
import { quote } from '../../../conformance/exchange/quote.js';

describe('a value in a finding', () => {
  it('is JSON, of at most 120 characters', () => {
    expect(quote('a"b')).toBe('"a\\"b"');
    expect(quote(null)).toBe('null');
    expect(quote('x'.repeat(118))).toBe(`"${'x'.repeat(118)}"`);
    expect(quote('x'.repeat(119))).toBe(`"${'x'.repeat(119)}…`);
  });

  it('is not shown when it is nested too deep for that', () => {
    let deep: unknown = 0;
    for (let n = 0; n < 100_000; n += 1) deep = [deep];
    expect(quote(deep)).toBe('something nested too deep to be shown');
  });
});
