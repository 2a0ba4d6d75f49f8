import { describe, expect, it } from 'vitest';
import { oneOf, parsedBy, text, url, whole, WrongValue } from '../../../server/reference/service/setting.js';
import { parseWindows, sendingLimits } from '../../../server/reference/service/sending-limits.js';

/** The value, or what is expected in its place. */
function read(parse: (value: string) => unknown, value: string): unknown {
  try {
    return parse(value);
  } catch (error) {
    if (error instanceof WrongValue) return error.message;
    throw error;
  }
}

describe('the value of a setting', () => {
  it.each<readonly [value: string, expected: string | number]>([
    ['3', 3],
    ['12', 12],
    ['007', 7],
    ['000000000012', 12],
    ...['2', '13', '', ' 3', '3 ', '+3', '-3', '3.5', '1e1', '0x9', '0000000000003', '３'].map(
      (value) => [value, 'a whole number from 3 to 12'] as const,
    ),
  ])('%j as a whole number is %j', (value, expected) => {
    expect(read(whole(3, 12), value)).toBe(expected);
  });

  it('is a text, unless it is empty', () => {
    expect([read(text(), ' '), read(text(), '')]).toEqual([' ', 'a string that is not empty']);
  });

  it('is one of some words, as they are written', () => {
    const parse = oneOf(['POST', 'GET']);
    expect(['POST', 'GET', 'get', ''].map((value) => read(parse, value))).toEqual([
      ...['POST', 'GET', 'one of POST, GET', 'one of POST, GET'],
    ]);
  });

  it.each([
    ['smtp://x', true],
    ['SMTPS://x', true],
    ['http://x', false],
    ['smtp', false],
    ['smtpx://x', false],
    ['', false],
  ])('%j as a URL of a mail server: %s', (value, isOne) => {
    const expected = 'a URL that begins with smtp:// or smtps://';
    expect(read(url('smtp', 'smtps'), value)).toBe(isOne ? value : expected);
  });

  it('is what a function makes of it, which says by throwing that it cannot', () => {
    const parse = parsedBy((value) => JSON.parse(value) as unknown, 'JSON');
    expect([read(parse, '[1]'), read(parse, '[')]).toEqual([[1], 'JSON']);
  });
});

describe('windows of sendings', () => {
  const form = 'sendings/period, such as 1/1m,5/1h,10/1d';

  it.each([
    ['1/1s', [{ sendings: 1, periodMs: 1_000 }]],
    ['10/2m', [{ sendings: 10, periodMs: 120_000 }]],
    ['3/1h', [{ sendings: 3, periodMs: 3_600_000 }]],
    ['999999/999999d', [{ sendings: 999_999, periodMs: 86_400_000 * 999_999 }]],
    [
      ' 1/1m , 5/1h ',
      [
        { sendings: 1, periodMs: 60_000 },
        { sendings: 5, periodMs: 3_600_000 },
      ],
    ],
  ])('%s', (value, windows) => {
    expect(parseWindows(value)).toEqual(windows);
  });

  it.each([
    '',
    '1',
    '1/m',
    '/1m',
    '0/1m',
    '1/0m',
    '1/1',
    '1/1w',
    '1/1M',
    '01/1m',
    '1000000/1m',
    '1/1m,',
    '1/1m;5/1h',
    'x1/1m',
    '1/1mx',
    '1.5/1m',
  ])('%j are none', (value) => {
    expect(() => parseWindows(value)).toThrow(RangeError);
    expect(read(sendingLimits, value)).toBe(form);
  });

  it('RC-11: of a user allow 3 a day or more, and 1000 at once at most', () => {
    expect(read(sendingLimits, '3/1d')).toEqual([{ sendings: 3, periodMs: 86_400_000 }]);
    expect(read(sendingLimits, '1/1m,2/1d')).toBe(
      'windows that each allow 3 OTPs a day or more (RC-11), such as 1/1m,5/1h,10/1d',
    );
    expect(read(sendingLimits, '1000/1d')).toEqual([{ sendings: 1_000, periodMs: 86_400_000 }]);
    expect(read(sendingLimits, '1001/1d')).toBe('windows of at most 1000 sendings each');
  });
});
