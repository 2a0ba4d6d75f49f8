import type { SendingWindow } from '../limit/sending-window.js';
import { isPrefix } from '../pumping/phone-prefix.js';
import { parseWindows } from './sending-limits.js';
import { type Parse, parsedBy } from './setting.js';

/** `20000/1h,100000/1d` → windows. */
export const manySendings: Parse<readonly SendingWindow[]> = parsedBy(
  parseWindows,
  'sendings/period, such as 20000/1h,100000/1d',
);

/** `+65,+852` → prefixes. */
export const allowedPrefixes: Parse<readonly string[]> = parsedBy(
  (value) => value.split(',').map((text) => prefixOf(text.trim())),
  'a list of + and 1 to 8 digits, such as +65,+852',
);

/** `+1868=20/1h,50/1d +882=5/1d` → prefix → windows. */
export const prefixLimits: Parse<Readonly<Record<string, readonly SendingWindow[]>>> = parsedBy((value) => {
  const entries = value
    .trim()
    .split(/\s+/)
    .map((entry): [string, readonly SendingWindow[]] => {
      const [prefix = '', ...windows] = entry.split('=');
      return [prefixOf(prefix), parseWindows(windows.join('='))];
    });
  if (new Set(entries.map(([prefix]) => prefix)).size < entries.length)
    throw new RangeError('a prefix twice');
  return Object.fromEntries(entries);
}, 'prefix=sendings/period, each prefix once and separated by blanks, such as +1868=20/1h,50/1d +882=5/1d');

function prefixOf(text: string): string {
  if (!isPrefix(text)) throw new RangeError('not a prefix');
  return text;
}
