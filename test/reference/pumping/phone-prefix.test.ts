import { describe, expect, it } from 'vitest';
import {
  callingCode,
  isPrefix,
  longestPrefix,
  numberBlock,
} from '../../../server/reference/pumping/phone-prefix.js';

describe('the prefix of a phone number', () => {
  it.each([
    ['+12025550142', '+1'],
    ['+77011234567', '+7'],
    ['+447700900123', '+44'],
    ['+8613812345678', '+86'],
    ['+85251234567', '+852'],
    ['+6591234567', '+65'],
    ['+355672123456', '+355'],
    ['+8835100123456', '+883'],
  ])('%s has the calling code %s', (phone, code) => {
    expect(callingCode(phone)).toBe(code);
  });

  it('is one of fewer than 400 calling codes, whatever the number is', () => {
    const codes = new Set(Array.from({ length: 900 }, (_, n) => callingCode(`+${100 + n}5550142`)));
    expect(codes.size).toBeLessThan(400);
  });

  it('the longest prefix counts, however they are ordered', () => {
    const prefixes = ['+1', '+1868', '+186'];
    expect(longestPrefix('+18685550142', prefixes)).toBe('+1868');
    expect(longestPrefix('+18685550142', prefixes.toReversed())).toBe('+1868');
    expect(longestPrefix('+18675550142', prefixes)).toBe('+186');
    expect(longestPrefix('+12025550142', prefixes)).toBe('+1');
    expect(longestPrefix('+442025550142', prefixes)).toBeUndefined();
  });

  it('a block has 10,000 numbers', () => {
    expect(numberBlock('+12025550142')).toBe('+1202555');
  });

  it.each(['+1', '+12345678'])('%s may be set', (text) => {
    expect(isPrefix(text)).toBe(true);
  });

  it.each(['', '+', '1', '+0', '+123456789', '+12a', '+12025550142'])('%j may not', (text) => {
    expect(isPrefix(text)).toBe(false);
  });
});
