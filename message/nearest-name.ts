/** Of the known names the one that was probably meant; undefined when none is near. For messages to people. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const near = known
    .map((option) => ({ option, distance: distanceOf(name.toLowerCase(), option.toLowerCase()) }))
    .filter(({ option, distance }) => distance < Math.max(4, option.length / 2))
    .sort((left, right) => left.distance - right.distance);
  return near[0]?.option;
}

/** What to write instead of a name that nobody knows, as the end of a message. */
export function suggestion(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  return nearest === undefined ? `expected ${known.join(', ')}` : `did you mean ${nearest}?`;
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
