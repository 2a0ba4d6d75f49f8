/** The calling codes of one and two digits; every other one has three (ITU-T E.164). */
const shortCodes = new Set(
  '1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98'.split(
    ' ',
  ),
);

/** The calling code of a number in E.164 form, such as `+852`. There are fewer than 400, so that a metric may be labelled with it. */
export function callingCode(phone: string): string {
  const digits = phone.slice(1);
  const length = [1, 2].find((count) => shortCodes.has(digits.slice(0, count))) ?? 3;
  return `+${digits.slice(0, length)}`;
}

/** The block of 10,000 numbers that a number belongs to: operators are given numbers in blocks, and pumping uses whole ones. */
export function numberBlock(phone: string): string {
  return phone.slice(0, -4);
}

/** A prefix that may be set: the calling code, and some digits more, but never a whole number. */
export function isPrefix(text: string): boolean {
  return /^\+[1-9]\d{0,7}$/.test(text);
}

/** The longest of these prefixes that a number begins with. */
export function longestPrefix(phone: string, prefixes: Iterable<string>): string | undefined {
  let longest: string | undefined;
  for (const prefix of prefixes)
    if (phone.startsWith(prefix) && prefix.length > (longest?.length ?? 0)) longest = prefix;
  return longest;
}
