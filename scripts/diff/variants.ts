import { nodeOf } from './document.js';
import type { Document, Located } from './document.js';
import { meaning, shapeOf, valuesOf } from './schema-shape.js';

/** The constants of a schema, two levels deep (`result.resultStatus` → `"S"`): they tell variants apart. */
function constants(document: Document, schema: Located, depth = 0): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  if (depth > 2) return found;
  const { value, place } = shapeOf(document, schema);
  for (const [name, property] of Object.entries(nodeOf(value['properties']))) {
    const located = { value: property, place };
    const values = valuesOf(shapeOf(document, located).value);
    if (values?.length === 1) found.set(name, JSON.stringify(values[0]));
    for (const [path, constant] of constants(document, located, depth + 1))
      found.set(`${name}.${path}`, constant);
  }
  return found;
}

/** How much two variants look like the same one. */
function likeness(before: Document, old: Located, after: Document, now: Located): number {
  if (meaning(before, old) === meaning(after, now)) return 100;
  const theirs = constants(after, now);
  const scores = [...constants(before, old)].map(([path, constant]) => {
    const other = theirs.get(path);
    if (other === undefined) return 0;
    return other === constant ? 2 : -2;
  });
  const name = nodeOf(old.value)['$ref'];
  const named = name !== undefined && name === nodeOf(now.value)['$ref'] ? 3 : 0;
  return scores.reduce<number>((sum, score) => sum + score, named);
}

export interface Pairing {
  readonly pairs: readonly { readonly old: Located; readonly now: Located }[];
  readonly removed: readonly Located[];
  readonly added: readonly Located[];
}

/** Which variant of a `oneOf` has become which: the most alike first, whatever their order. */
export function paired(
  before: Document,
  olds: readonly Located[],
  after: Document,
  nows: readonly Located[],
): Pairing {
  const scores = olds
    .flatMap((old) => nows.map((now) => ({ old, now, score: likeness(before, old, after, now) })))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  const pairs: { old: Located; now: Located }[] = [];
  for (const { old, now } of scores)
    if (!pairs.some((pair) => pair.old === old || pair.now === now)) pairs.push({ old, now });
  return {
    pairs,
    removed: olds.filter((old) => !pairs.some((pair) => pair.old === old)),
    added: nows.filter((now) => !pairs.some((pair) => pair.now === now)),
  };
}
