/** HDR-2: extended form, upper case, seconds always, any number of fraction digits, a zone always. */
const form = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:Z|([+-])(\d{2}):?(\d{2}))$/;

const daysInMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/** The calendar repeats after 400 years; Date.UTC takes a year below 100 for one of the last century. */
const cycle = { years: 400, ms: 146_097 * 86_400_000 };

/**
 * Reads `Request-Time` or `Response-Time` (HDR-2).
 * @returns ms since the epoch, or undefined when the text is not of the form or no such date exists
 * @example parseMessageTime('2019-04-04T12:08:56+05:30') // 1554359936000
 */
export function parseMessageTime(text: string): number | undefined {
  const match = form.exec(text);
  if (match === null) return undefined;
  const year = Number(match[1]);
  const month = Number(match[2]);
  const day = Number(match[3]);
  const hour = Number(match[4]);
  const minute = Number(match[5]);
  const second = Number(match[6]);
  const offsetHour = Number(match[9] ?? 0);
  const offsetMinute = Number(match[10] ?? 0);
  if (hour > 23 || minute > 59 || second > 59 || offsetHour > 23 || offsetMinute > 59) return undefined;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = (daysInMonth[month - 1] ?? 0) + (month === 2 && isLeap ? 1 : 0);
  if (day < 1 || day > days) return undefined;
  const ms = match[7] === undefined ? 0 : Number(match[7].slice(0, 3).padEnd(3, '0'));
  const local = Date.UTC(year + cycle.years, month - 1, day, hour, minute, second, ms) - cycle.ms;
  const offset = (offsetHour * 60 + offsetMinute) * 60_000;
  return match[8] === '-' ? local + offset : local - offset;
}

/**
 * Writes a time for `Request-Time` or `Response-Time`, in UTC with milliseconds.
 * @param epochMs ms since the epoch
 */
export function formatMessageTime(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
