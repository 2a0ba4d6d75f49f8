import { parseMessageTime } from '@sendotp-contract/message';
import type { Exchange } from '../exchange/exchange.js';
import type { Cause } from '../report/report.js';

/** A smaller difference moves no request across the tolerance. */
const noticeableMs = 30_000;

/** How far the target's clock is ahead of this machine's, in ms, by each header that says so. */
export interface ClockReading {
  readonly responseTime: number | undefined;
  readonly date: number | undefined;
}

/** What the headers of a response say of the target's clock. */
export function readClock({ response }: Exchange): ClockReading {
  if (response.kind === 'none') return { responseTime: undefined, date: undefined };
  const { at } = response;
  const time = parseMessageTime(response.header('Response-Time') ?? '');
  const date = Date.parse(response.header('Date') ?? '');
  return {
    responseTime: time === undefined ? undefined : time - at,
    date: Number.isNaN(date) ? undefined : date - at,
  };
}

/** The differences that may explain why a request was denied for its time, the likeliest first. */
export function noticeable({ responseTime, date }: ClockReading): readonly number[] {
  const all = [responseTime, date].flatMap((ms) =>
    ms === undefined || Math.abs(ms) <= noticeableMs ? [] : [ms],
  );
  return [...new Set(all)];
}

/** The difference of the clocks where both headers agree on it: one alone may be written wrongly. */
export function agreed({ responseTime, date }: ClockReading): number | undefined {
  if (responseTime === undefined || date === undefined) return undefined;
  if (Math.abs(responseTime - date) > noticeableMs || Math.abs(responseTime) <= noticeableMs)
    return undefined;
  return responseTime;
}

/**
 * The finding that the clocks differ.
 * @param denied whether a request of this machine's time was denied: the difference is beyond the tolerance
 */
export function clockCause(aheadMs: number, denied: boolean, exchange: Exchange): Cause<Exchange> {
  const by = `${inWords(Math.abs(aheadMs))} ${aheadMs > 0 ? 'ahead of' : 'behind'}`;
  const effect = denied
    ? "a request with this machine's time is answered ACCESS_DENIED (SIG-8)"
    : 'the tolerance of SIG-8 is that much narrower';
  return {
    kind: 'clock',
    summary: `the target's clock is ${by} this machine's: ${effect}`,
    remedy: [
      'Synchronise both machines with a time server (NTP).',
      "Every request of this run has the target's time, so that the rest can be judged.",
    ],
    rules: ['SIG-8'],
    inDoubt: denied,
    exchange,
  };
}

function inWords(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
