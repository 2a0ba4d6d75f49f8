import { SendOtpError } from './error.js';

/**
 * Refuses what is no object, and names that no option has.
 * @param kind what the object is called in the message, such as `retry`
 * @throws SendOtpError CONFIGURATION that names the nearest option
 */
export function checkNames(given: unknown, known: readonly string[], kind: string): void {
  if (typeof given !== 'object' || given === null)
    throw new SendOtpError('CONFIGURATION', `${kind} must be an object, not ${described(given)}`);
  for (const name of Object.keys(given)) {
    if (known.includes(name)) continue;
    const nearest = nearestOf(name, known);
    const hint = nearest === undefined ? `expected ${known.join(', ')}` : `did you mean ${nearest}?`;
    throw new SendOtpError('CONFIGURATION', `${kind}: there is no option ${JSON.stringify(name)}; ${hint}`);
  }
}

/** A value's type, for a message: the value itself may be a secret. */
export function described(value: unknown): string {
  return value === undefined || value === null ? String(value) : `a ${typeof value}`;
}

function nearestOf(name: string, known: readonly string[]): string | undefined {
  const near = known
    .map((option) => ({ option, distance: distanceOf(name.toLowerCase(), option.toLowerCase()) }))
    .filter(({ option, distance }) => distance < Math.max(4, option.length / 2))
    .sort((left, right) => left.distance - right.distance);
  return near[0]?.option;
}

/** How many characters are to be put in, taken out or replaced (Levenshtein). */
function distanceOf(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, character] of Array.from(from).entries()) {
    const next = [index + 1];
    for (let column = 0; column < to.length; column += 1) {
      const replaced = (row[column] ?? 0) + (character === to[column] ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
