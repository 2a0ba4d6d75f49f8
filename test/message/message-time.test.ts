import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMessageTime, parseMessageTime } from '@sendotp-contract/message';

describe('message time', () => {
  it.each([
    ['2019-04-04T12:08:56+05:30', Date.UTC(2019, 3, 4, 6, 38, 56)],
    ['2019-05-28T12:12:12+08:00', Date.UTC(2019, 4, 28, 4, 12, 12)],
    ['2019-05-28T12:12:12+0800', Date.UTC(2019, 4, 28, 4, 12, 12)],
    ['2025-02-20T08:51:49.09Z', Date.UTC(2025, 1, 20, 8, 51, 49, 90)],
    ['2025-02-20T08:51:49.123456789Z', Date.UTC(2025, 1, 20, 8, 51, 49, 123)],
    ['2025-02-20T08:51:49.001999999999Z', Date.UTC(2025, 1, 20, 8, 51, 49, 1)],
    ['2024-02-29T23:59:59-12:00', Date.UTC(2024, 2, 1, 11, 59, 59)],
    ['2000-02-29T00:00:00Z', Date.UTC(2000, 1, 29)],
    ['0099-12-31T00:00:00Z', -59_011_545_600_000],
  ])('HDR-2: %s is read', (text, expected) => {
    expect(parseMessageTime(text)).toBe(expected);
  });

  it.each([
    '',
    '2026-11-23',
    '2026-11-23T00:00Z',
    '2026-11-23T00:00:00',
    '2026-11-23 00:00:00Z',
    '2026-11-23t00:00:00Z',
    '2026-11-23T00:00:00z',
    '20261123T000000Z',
    '2026-11-23T00:00:00,5Z',
    '2026-11-23T00:00:00.Z',
    '2026-11-23T00:00:00+08',
    '2026-11-23T00:00:00+8:00',
    '2026-11-23T00:00:00+24:00',
    '2026-11-23T00:00:00+08:60',
    '2026-00-23T00:00:00Z',
    '2026-13-23T00:00:00Z',
    '2026-11-00T00:00:00Z',
    '2026-11-31T00:00:00Z',
    '2026-02-29T00:00:00Z',
    '1900-02-29T00:00:00Z',
    '2026-11-23T24:00:00Z',
    '2026-11-23T00:60:00Z',
    '2026-11-23T00:00:60Z',
    '+002026-11-23T00:00:00Z',
    ' 2026-11-23T00:00:00Z',
    '2026-11-23T00:00:00Z\n',
    '２０２６-11-23T00:00:00Z',
    'Mon, 23 Nov 2026 00:00:00 GMT',
  ])('HDR-2: "%s" is no time', (text) => {
    expect(parseMessageTime(text)).toBeUndefined();
  });

  it('HDR-2: agrees with JavaScript about every date that exists', () => {
    const zone = fc.tuple(
      fc.constantFrom('+', '-'),
      fc.integer({ min: 0, max: 23 }),
      fc.integer({ min: 0, max: 59 }),
    );
    const two = (n: number): string => String(n).padStart(2, '0');
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-30'), noInvalidDate: true }),
        zone,
        (date, [sign, hours, minutes]) => {
          const local = date.toISOString().slice(0, -1);
          const expected = Date.parse(`${local}${sign}${two(hours)}:${two(minutes)}`);
          expect(parseMessageTime(`${local}${sign}${two(hours)}:${two(minutes)}`)).toBe(expected);
          expect(parseMessageTime(`${local}${sign}${two(hours)}${two(minutes)}`)).toBe(expected);
        },
      ),
    );
  });

  it('what is written is read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), (ms) => {
        expect(parseMessageTime(formatMessageTime(ms))).toBe(ms);
      }),
    );
  });
});
