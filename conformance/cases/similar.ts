/** The candidate, or a value that is certainly another one. */
export const otherThan = (own: string, candidate: string): string =>
  candidate === own ? `${own}X` : candidate;

/** The same text in another case; a text without letters stays as it is. */
export function otherCase(text: string): string {
  const lower = text.toLowerCase();
  return lower === text ? text.toUpperCase() : lower;
}

/** One more character, within a limit: at the limit the last character makes room. */
const room = (own: string, most: number): string =>
  Array.from(own).length < most ? own : Array.from(own).slice(0, -1).join('');

/**
 * Values that a lenient lookup takes for a known one, each of them legal: by what they differ in.
 * @param most how many characters a value may have
 */
export function similarValues(most: number): Readonly<Record<string, (own: string) => string>> {
  const shorter = (own: string): string => Array.from(own).slice(0, -1).join('');
  const writers: Readonly<Record<string, (own: string) => string>> = {
    'a blank before it': (own) => ` ${room(own, most)}`,
    'a blank after it': (own) => `${room(own, most)} `,
    'another case': otherCase,
    'one more character': (own) => `${room(own, most)}X`,
    'one character less': (own) => (shorter(own) === '' ? 'X' : shorter(own)),
    'a pattern of SQL': (own) => `${shorter(own)}%`,
  };
  const other = (own: string, candidate: string): string =>
    candidate === own ? `${room(own, most)}${own.endsWith('X') ? 'Y' : 'X'}` : candidate;
  return Object.fromEntries(
    Object.entries(writers).map(([label, write]) => [label, (own: string) => other(own, write(own))]),
  );
}
