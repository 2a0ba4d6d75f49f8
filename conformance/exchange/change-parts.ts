import type { Changes } from './changes.js';

/** One part of some changes: a whole key, or one member of those that have members. */
export type ChangePart = readonly [key: string, member?: string];

/** The keys whose members are parts of their own. */
const composed = ['parameters', 'headers', 'signedInstead'] as const;

/** What is about the signature alone stands before what it is made over: it is the likelier fault of the two. */
const aboutSignature = ['content', 'scheme', 'signedAs', 'signature'];

/** The parts of which changes consist, the likeliest fault first; `until` belongs to the signature. */
export function partsOf(changes: Changes): readonly ChangePart[] {
  const whole = Object.keys(changes).filter(
    (key) => key !== 'until' && !composed.some((other) => other === key),
  );
  const isAboutSignature = ([key]: ChangePart): boolean =>
    key === 'signedInstead' || aboutSignature.includes(key);
  const all = [
    ...composed.flatMap((key) => Object.keys(changes[key] ?? {}).map((member): ChangePart => [key, member])),
    ...whole.map((key): ChangePart => [key]),
  ];
  return [...all.filter(isAboutSignature), ...all.filter((part) => !isAboutSignature(part))];
}

/** The same changes without these parts. */
export function withoutParts(changes: Changes, parts: readonly ChangePart[]): Changes {
  const entries = Object.entries(changes).flatMap(([key, value]: [string, unknown]): [string, unknown][] => {
    const gone = parts.filter(([other]) => other === key).map(([, member]) => member);
    if (gone.length === 0) return [[key, value]];
    if (gone.includes(undefined) || typeof value !== 'object' || value === null) return [];
    const members = Object.entries(value).filter(([member]) => !gone.includes(member));
    return members.length === 0 ? [] : [[key, Object.fromEntries(members)]];
  });
  const left: Changes = Object.fromEntries(entries);
  if (left.signature !== undefined) return left;
  const { until: _, ...rest } = left;
  return rest;
}
