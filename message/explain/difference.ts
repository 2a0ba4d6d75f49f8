/** The place at which two contents part, with what stands around it. */
export interface Difference {
  /** In characters from the beginning. */
  readonly offset: number;
  /** What the contract has signed: the content to be signed. */
  readonly expected: string;
  /** What was signed. */
  readonly signed: string;
}

const around = 24;
const most = 60;

/** The first difference between two contents; undefined when they are the same. */
export function firstDifference(expected: string, signed: string): Difference | undefined {
  if (expected === signed) return undefined;
  let offset = 0;
  while (offset < expected.length && expected[offset] === signed[offset]) offset += 1;
  const start = Math.max(0, offset - around);
  const excerpt = (text: string): string =>
    `${start > 0 ? '…' : ''}${text.slice(start, offset + most)}${text.length > offset + most ? '…' : ''}`;
  return { offset, expected: excerpt(expected), signed: excerpt(signed) };
}

const marks: Readonly<Record<string, string>> = { '\n': '␊', '\r': '␍', '\t': '␉', ' ': '·', '\0': '␀' };
const hidden = /[\s\p{C}\p{M}\p{Z}]/gu;

/** A text with all that is invisible made visible: blanks as `·`, line feeds as `␊`, others by their number. */
export function visible(text: string): string {
  return text.replaceAll(
    hidden,
    (character) =>
      marks[character] ??
      `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`,
  );
}
