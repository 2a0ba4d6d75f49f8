/** `{name}`, the place of a value. Anything else in braces is text, such as the braces of JSON. */
const placeholder = /\{([A-Za-z]\w*)\}/g;

/** The names of all placeholders in a template, in order. */
export function placeholdersOf(template: string): string[] {
  return Array.from(template.matchAll(placeholder), ([, name = '']) => name);
}

/**
 * Replaces placeholders by their values in one pass: a value that contains a placeholder is not expanded.
 * @param encode encodes a value for its place
 */
export function fillIn(
  template: string,
  values: ReadonlyMap<string, string>,
  encode: (value: string) => string = (value) => value,
): string {
  return template.replace(placeholder, (whole, name: string) => {
    const value = values.get(name);
    return value === undefined ? whole : encode(value);
  });
}

/**
 * @param where names the template in the error
 * @throws RangeError when the template contains an unknown placeholder
 */
export function requireKnownPlaceholders(where: string, template: string, known: readonly string[]): void {
  const unknown = placeholdersOf(template).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const names = known.map((name) => `{${name}}`).join(', ');
  throw new RangeError(`${where} contains the unknown placeholder {${unknown}}; expected ${names}`);
}
