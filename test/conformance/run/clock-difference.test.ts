import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../../conformance/exchange/exchange.js';
import type { Message } from '../../../conformance/exchange/message.js';
import { readResponse } from '../../../conformance/exchange/read-response.js';
import { agreed, clockCause, noticeable, readClock } from '../../../conformance/run/clock-difference.js';
import { operations } from '@sendotp-contract/spec';

const at = Date.UTC(2026, 10, 25);
const exchange = (headers: Readonly<Record<string, string>>): Exchange => ({
  message: {} as Message,
  response: readResponse(
    { status: 200, headers: Object.entries(headers), bytes: Buffer.from('{}'), at },
    operations.sendOTP,
  ),
});
const silent: Exchange = {
  message: {} as Message,
  response: { kind: 'none', fault: 'broken-off', detail: 'no answer' },
};

describe("what a response says of the target's clock", () => {
  it.each<[string, Exchange, object]>([
    ['nothing at all', silent, { responseTime: undefined, date: undefined }],
    ['no time', exchange({}), { responseTime: undefined, date: undefined }],
    [
      'what is no time',
      exchange({ 'Response-Time': 'now', Date: 'now' }),
      { responseTime: undefined, date: undefined },
    ],
    [
      'a time, behind and ahead',
      exchange({ 'response-time': '2026-11-24T23:59:00Z', date: 'Wed, 25 Nov 2026 00:02:00 GMT' }),
      { responseTime: -60_000, date: 120_000 },
    ],
  ])('from one that says %s', (_, seen, reading) => {
    expect(readClock(seen)).toEqual(reading);
  });

  it.each([
    [undefined, undefined, [], undefined],
    [30_000, 30_000, [], undefined],
    [30_001, 30_000, [30_001], 30_001],
    [-30_001, -30_001, [-30_001], -30_001],
    [-30_000, -30_001, [-30_001], undefined],
    [60_000, undefined, [60_000], undefined],
    [undefined, 60_000, [60_000], undefined],
    [60_000, 90_000, [60_000, 90_000], 60_000],
    [60_000, 90_001, [60_000, 90_001], undefined],
    [3_600_000, -3_600_000, [3_600_000, -3_600_000], undefined],
  ])(
    '%s ms by Response-Time and %s by Date may be %j, and certainly %s',
    (responseTime, date, all, certain) => {
      expect(noticeable({ responseTime, date })).toEqual(all);
      expect(agreed({ responseTime, date })).toBe(certain);
    },
  );

  it.each([
    [119_499, "the target's clock is 119 s ahead of this machine's"],
    [-119_499, "the target's clock is 119 s behind this machine's"],
    [119_500, "the target's clock is 2 min ahead of this machine's"],
    [-3_600_000, "the target's clock is 60 min behind this machine's"],
  ])('SIG-8: a difference of %d ms is told', (aheadMs, said) => {
    const denied = clockCause(aheadMs, true, silent);
    expect(denied).toMatchObject({ kind: 'clock', rules: ['SIG-8'], inDoubt: true, exchange: silent });
    expect(denied.summary).toBe(
      `${said}: a request with this machine's time is answered ACCESS_DENIED (SIG-8)`,
    );
    const narrowed = clockCause(aheadMs, false, silent);
    expect(narrowed.inDoubt).toBe(false);
    expect(narrowed.summary).toBe(`${said}: the tolerance of SIG-8 is that much narrower`);
    expect(narrowed.remedy.length).toBeGreaterThan(0);
  });
});
