import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultSendingWindows, MemorySendingLimit, type SendingWindow } from '@sendotp-contract/reference';
import { checkSendingWindows } from '../../../server/reference/limit/sending-window.js';
import { start } from '../test-mpp.js';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

describe('RC-11: 3 OTPs a day', () => {
  it.each<[sendings: number, period: string, periodMs: number]>([
    [3, 'a day', day],
    [1, 'a minute', minute],
    [1, '8 hours', 8 * hour],
    [2, '16 hours', 16 * hour],
    [3, '23 hours', 23 * hour],
    [6, '2 days', 2 * day],
    [90, '30 days', 30 * day],
    [1, 'a millisecond', 1],
  ])('RC-11: a window of %i in %s allows 3 OTPs a day', (sendings, _, periodMs) => {
    expect(checkSendingWindows([{ sendings, periodMs }])).toEqual([{ sendings, periodMs }]);
  });

  it.each<[sendings: number, period: string, periodMs: number, expected: number]>([
    [2, 'a day', day, 3],
    [1, 'a day', day, 3],
    [1, '8 hours and a millisecond', 8 * hour + 1, 2],
    [1, '12 hours', 12 * hour, 2],
    [2, '16 hours and a millisecond', 16 * hour + 1, 3],
    [3, 'a day and a millisecond', day + 1, 4],
    [5, '2 days', 2 * day, 6],
    [89, '30 days', 30 * day, 90],
  ])('RC-11: a window of %i in %s does not, and is refused', (sendings, _, periodMs, expected) => {
    const message = `a window of ${sendings} in ${periodMs} ms allows fewer than 3 OTPs a day; expected ${expected} or more in this period (RC-11)`;
    const windows = [
      { periodMs: minute, sendings: 1 },
      { sendings, periodMs },
    ];
    expect(() => checkSendingWindows(windows)).toThrow(new RangeError(message));
    expect(() => new MemorySendingLimit({ windows })).toThrow(new RangeError(message));
  });

  it('RC-11: the default windows allow 3 a day', () => {
    expect(checkSendingWindows(defaultSendingWindows)).toEqual(defaultSendingWindows);
  });

  it('RC-11: windows that are accepted allow a user 3 OTPs on each of ten days, however they are combined', async () => {
    const window = fc.record<SendingWindow>({
      periodMs: fc.oneof(
        fc.integer({ min: 1, max: 3 * day }),
        fc.constantFrom(8 * hour, 16 * hour, day, 2 * day),
      ),
      sendings: fc.integer({ min: 1, max: 8 }),
    });
    const accepted = fc.array(window, { minLength: 1, maxLength: 4 }).filter((windows) => {
      try {
        return checkSendingWindows(windows).length > 0;
      } catch {
        return false;
      }
    });
    await fc.assert(
      fc.asyncProperty(accepted, async (windows) => {
        let now = start;
        const limit = new MemorySendingLimit({ windows, clock: () => now });
        for (let sending = 0; sending < 30; sending += 1) {
          expect((await limit.reserve('user', 'MOBILE')).outcome).toBe('allowed');
          now += 8 * hour;
        }
      }),
      { numRuns: 300 },
    );
  });

  it('RC-11: a window that is refused leaves a user fewer than 3 OTPs on one of a hundred days', () => {
    const days = 100;
    // So many sendings in so long a period that a hundred days have room for fewer than 300.
    const refused = fc
      .record({
        periodMs: fc.integer({ min: 8 * hour + 1, max: 3 * day }),
        sendings: fc.integer({ min: 1, max: 8 }),
      })
      .filter(({ periodMs, sendings }) => sendings * Math.ceil((days * day) / periodMs) < 3 * days);
    fc.assert(
      fc.property(refused, (window) => {
        expect(() => checkSendingWindows([window])).toThrow(RangeError);
        // Without the check: a user who asks every quarter of an hour, and takes no more than 3 a day.
        const sentAt: number[] = [];
        const daysServed: number[] = [];
        for (let dayIndex = 0; dayIndex < days; dayIndex += 1) {
          let sent = 0;
          for (let at = dayIndex * day; at < (dayIndex + 1) * day && sent < 3; at += hour / 4) {
            if (sentAt.filter((earlier) => earlier > at - window.periodMs).length >= window.sendings)
              continue;
            sentAt.push(at);
            sent += 1;
          }
          daysServed.push(sent);
        }
        expect(Math.min(...daysServed)).toBeLessThan(3);
      }),
      { numRuns: 40 },
    );
  });
});
