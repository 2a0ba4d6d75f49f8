import { allowsEnoughPerDay, checkSendingWindows, type SendingWindow } from '../limit/sending-window.js';
import { type Parse, parsedBy, WrongValue } from './setting.js';

const units: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `1/1m,5/1h` → how many sendings in how many ms. */
export function parseWindows(value: string): readonly SendingWindow[] {
  return value.split(',').map((part) => {
    const [, sendings, count, unit = ''] = /^\s*([1-9]\d{0,5})\/([1-9]\d{0,5})([smhd])\s*$/.exec(part) ?? [];
    if (sendings === undefined) throw new RangeError('not of the form sendings/period');
    return { sendings: Number(sendings), periodMs: Number(count) * (units[unit] ?? 0) };
  });
}

function areWindows(windows: readonly SendingWindow[]): boolean {
  try {
    return checkSendingWindows(windows).length > 0;
  } catch {
    return false;
  }
}

const example = '1/1m,5/1h,10/1d';
const parse = parsedBy(parseWindows, `sendings/period, such as ${example}`);

/** The windows of `SENDING_LIMITS`, such as `1/1m,5/1h,10/1d`; each has to allow 3 OTPs a day (RC-11). */
export const sendingLimits: Parse<readonly SendingWindow[]> = (value) => {
  const windows = parse(value);
  if (!windows.every(allowsEnoughPerDay))
    throw new WrongValue(`windows that each allow 3 OTPs a day or more (RC-11), such as ${example}`);
  if (!areWindows(windows)) throw new WrongValue('windows of at most 1000 sendings each');
  return windows;
};
