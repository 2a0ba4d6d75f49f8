/** Controls, overrides of the writing direction, line separators, lone surrogates: all that has no glyph of its own. */
const invisible = /[^\P{C}\n\t]|[\u2028\u2029]/gu;

/**
 * Text of a stranger, fit for a terminal, a log or a report: what could steer a terminal or hide what stands there is
 * written as `\uXXXX`, which is JSON's own form. Line feeds and tabs stay.
 */
export function printable(text: string): string {
  return text.replaceAll(invisible, (characters) =>
    Array.from(
      { length: characters.length },
      (_, index) => `\\u${characters.charCodeAt(index).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}
