/** `{name}`, where a value goes. Anything else in braces is text, such as the braces of JSON. */
const placeholder = /\{([A-Za-z]\w*)\}/g;

/** The names of all placeholders in a template, in order. */
export function placeholdersOf(template: string): string[] {
  return Array.from(template.matchAll(placeholder), ([, name = '']) => name);
}

/**
 * Puts values in place of their placeholders, each once: what a value holds is never taken for a placeholder.
 * @param encode makes a value fit its place
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
 * @throws RangeError when it holds a placeholder of another name
 */
export function requireKnownPlaceholders(where: string, template: string, known: readonly string[]): void {
  const unknown = placeholdersOf(template).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const names = known.map((name) => `{${name}}`).join(', ');
  throw new RangeError(`${where} holds {${unknown}}, which nothing can be put in for: there is ${names}`);
}
