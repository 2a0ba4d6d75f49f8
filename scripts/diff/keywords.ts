import { below, everybody, nobody } from './change.js';
import type { Changes } from './change.js';
import { nodeOf, same } from './document.js';
import type { Located } from './document.js';

/** Keywords that say something to readers and nothing to a validator. */
export const annotations: ReadonlySet<string> = new Set([
  ...['description', 'summary', 'title', 'example', 'examples', 'externalDocs', 'tags', 'x-rule', 'xml'],
  ...['$comment', 'x-plain-example', 'contact', 'license', 'termsOfService', 'x-generated'],
]);

/**
 * The keywords that no comparison of their own has dealt with: annotations are left to the comparison of texts, extensions
 * are taken for texts, and what is unknown is taken for breaking.
 */
export function otherKeywords(
  before: Located,
  after: Located,
  known: readonly string[],
  changes: Changes,
): void {
  const [old, now] = [nodeOf(before.value), nodeOf(after.value)];
  for (const key of new Set([...Object.keys(old), ...Object.keys(now)])) {
    if (known.includes(key) || annotations.has(key) || same(old[key], now[key])) continue;
    const place = below(key in now ? after.place : before.place, key);
    if (key === 'deprecated') changes.add(place, `deprecated is now ${now[key] === true}`, nobody);
    else if (key.startsWith('x-')) changes.add(place, `${key} changed`, nobody, 'patch');
    else changes.add(place, `${key} changed, which this comparison cannot judge`, everybody);
  }
}
