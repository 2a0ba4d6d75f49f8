/** So many sendings within so much time, reckoned back from each moment. */
export interface SendingWindow {
  /** ms. A sending counts until that much later, and from then on no more. */
  readonly periodMs: number;
  /** How many sendings a user may have within it, for one verifyType; at most 1,000. */
  readonly sendings: number;
}

/** One a minute, 5 an hour, 10 a day. */
export const defaultSendingWindows: readonly SendingWindow[] = [
  { periodMs: 60_000, sendings: 1 },
  { periodMs: 3_600_000, sendings: 5 },
  { periodMs: 86_400_000, sendings: 10 },
];

/**
 * Checks the windows.
 * @throws RangeError for windows that make no sense
 */
export function checkSendingWindows(windows: readonly SendingWindow[]): readonly SendingWindow[] {
  if (windows.length === 0) throw new RangeError('windows must hold one window or more');
  for (const { periodMs, sendings } of windows) {
    if (!Number.isSafeInteger(periodMs) || periodMs < 1) {
      throw new RangeError(`periodMs of a window must be a whole number of ms of 1 or more, not ${periodMs}`);
    }
    if (!Number.isInteger(sendings) || sendings < 1 || sendings > 1_000) {
      throw new RangeError(`sendings of a window must be a whole number from 1 to 1,000, not ${sendings}`);
    }
  }
  return windows.map(({ periodMs, sendings }) => ({ periodMs, sendings }));
}

/** How long a sending can matter, in ms. */
export function longestPeriodMs(windows: readonly SendingWindow[]): number {
  return Math.max(...windows.map(({ periodMs }) => periodMs));
}
