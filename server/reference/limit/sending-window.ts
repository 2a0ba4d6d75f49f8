/** A number of sendings within a period that slides with the time. */
export interface SendingWindow {
  /** ms. A sending counts for this long. */
  readonly periodMs: number;
  /** How many sendings a user may have within the period, for one verifyType; at most 1,000. */
  readonly sendings: number;
}

/** One a minute, 5 an hour, 10 a day. */
export const defaultSendingWindows: readonly SendingWindow[] = [
  { periodMs: 60_000, sendings: 1 },
  { periodMs: 3_600_000, sendings: 5 },
  { periodMs: 86_400_000, sendings: 10 },
];

/** How many sendings to a user a channel may refuse permanently before it is asked no more: 3 an hour, 10 a day. */
export const defaultRefusalWindows: readonly SendingWindow[] = [
  { periodMs: 3_600_000, sendings: 3 },
  { periodMs: 86_400_000, sendings: 10 },
];

const dayMs = 86_400_000;
/** RC-11: how many OTPs a day an MPP has to allow for each access token. */
const leastPerDay = 3;

/**
 * Whether a window allows 3 OTPs on every day (RC-11). It does exactly when it allows one every 8 hours, which also means
 * that several such windows allow 3 a day together.
 */
export function allowsEnoughPerDay({ periodMs, sendings }: SendingWindow): boolean {
  return sendings * dayMs >= leastPerDay * periodMs;
}

/**
 * Checks the windows.
 * @throws RangeError for no window, for one that is out of range, and for one that allows fewer than 3 OTPs a day (RC-11)
 */
export function checkSendingWindows(windows: readonly SendingWindow[]): readonly SendingWindow[] {
  if (windows.length === 0) throw new RangeError('windows must contain one window or more');
  for (const { periodMs, sendings } of windows) {
    if (!Number.isSafeInteger(periodMs) || periodMs < 1) {
      throw new RangeError(`periodMs of a window must be a whole number of ms of 1 or more, not ${periodMs}`);
    }
    if (!Number.isInteger(sendings) || sendings < 1 || sendings > 1_000) {
      throw new RangeError(`sendings of a window must be a whole number from 1 to 1,000, not ${sendings}`);
    }
    if (!allowsEnoughPerDay({ periodMs, sendings })) {
      throw new RangeError(
        `a window of ${sendings} in ${periodMs} ms allows fewer than ${leastPerDay} OTPs a day; ` +
          `expected ${Math.ceil((leastPerDay * periodMs) / dayMs)} or more in this period (RC-11)`,
      );
    }
  }
  return windows.map(({ periodMs, sendings }) => ({ periodMs, sendings }));
}

/** How long a sending can count, in ms. */
export function longestPeriodMs(windows: readonly SendingWindow[]): number {
  return Math.max(...windows.map(({ periodMs }) => periodMs));
}
