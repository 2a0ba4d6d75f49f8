/** HDR-2: extended form, upper case, seconds always, any number of fraction digits, a zone always. */
const form = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:Z|([+-])(\d{2}):?(\d{2}))$/;

/**
 * Reads `Request-Time` or `Response-Time` (HDR-2).
 * @returns ms since the epoch, or undefined when the text is not of the form or no such date exists
 * @example parseMessageTime('2019-04-04T12:08:56+05:30') // 1554359936000
 */
export function parseMessageTime(text: string): number | undefined {
  const match = form.exec(text);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  const [fraction = '', sign, offsetHour = '0', offsetMinute = '0'] = match.slice(7);
  if (hour > 23 || minute > 59 || second > 59 || Number(offsetHour) > 23 || Number(offsetMinute) > 59)
    return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  // A date that does not exist rolls over into another.
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  const ms = Number(fraction.slice(0, 3).padEnd(3, '0'));
  const offset = (Number(offsetHour) * 60 + Number(offsetMinute)) * 60_000 * (sign === '-' ? -1 : 1);
  return date.setUTCHours(hour, minute, second, ms) - offset;
}

/**
 * Writes a time for `Request-Time` or `Response-Time`, in UTC with milliseconds.
 * @param epochMs ms since the epoch
 */
export function formatMessageTime(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
