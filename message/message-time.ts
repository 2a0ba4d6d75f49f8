/** HDR-2: extended form, upper case, seconds always, any number of fraction digits, a zone always. */
const form = /^(\d{4}-\d{2}-(\d{2})T\d{2}:\d{2}:\d{2})(?:\.(\d+))?(?:Z|([+-])([01]\d|2[0-3]):?([0-5]\d))$/;

/**
 * Reads `Request-Time` or `Response-Time` (HDR-2).
 * @returns ms since the epoch, or undefined when the text is not of the form or no such date exists
 * @example parseMessageTime('2019-04-04T12:08:56+05:30') // 1554359936000
 */
export function parseMessageTime(text: string): number | undefined {
  const match = form.exec(text);
  if (match === null) return undefined;
  const [, seconds = '', day, fraction = '', sign, hours, minutes] = match;
  // JavaScript specifies three digits: of ten and more, V8 misreads those that begin with zeros.
  const local = Date.parse(`${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}Z`);
  // A date that does not exist is read as one of the next month, and 24:00 as one of the next day.
  if (new Date(local).getUTCDate() !== Number(day)) return undefined;
  const offset = sign === undefined ? 0 : (Number(hours) * 60 + Number(minutes)) * 60_000;
  return sign === '-' ? local + offset : local - offset;
}

/**
 * Writes a time for `Request-Time` or `Response-Time`, in UTC with milliseconds.
 * @param epochMs ms since the epoch
 */
export function formatMessageTime(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
