export type Party = 'callers' | 'mpps';
export type Bump = 'major' | 'minor' | 'patch';

export interface Change {
  /** JSON pointer into the later document, or into the earlier one for what was removed. */
  readonly place: string;
  readonly change: string;
  readonly breaks: readonly Party[];
  readonly bump: Bump;
}

/** Who writes the message that a schema describes. */
export type Direction = 'request' | 'response';

/** What a change does to the set of messages that are legal. */
export type Effect = 'narrower' | 'wider' | 'incomparable';

export const everybody: readonly Party[] = ['callers', 'mpps'];
export const nobody: readonly Party[] = [];

/** A narrower message breaks the party that writes it, a wider one the party that reads it. */
export function brokenBy(effect: Effect, direction: Direction): readonly Party[] {
  if (effect === 'incomparable') return everybody;
  return (effect === 'narrower') === (direction === 'request') ? ['callers'] : ['mpps'];
}

/** A JSON pointer to a node below another one. */
export function below(place: string, ...steps: readonly (string | number)[]): string {
  const escaped = steps.map((step) => String(step).replaceAll('~', '~0').replaceAll('/', '~1'));
  return [place, ...escaped].join('/');
}

/** Collects changes. What several operations share is reported once, with all who are broken. */
export class Changes {
  readonly #found = new Map<string, Change>();

  add(place: string, change: string, breaks: readonly Party[], harmless: Bump = 'minor'): void {
    const key = `${place} ${change}`;
    const known = this.#found.get(key);
    const all = everybody.filter((party) => breaks.includes(party) || known?.breaks.includes(party));
    this.#found.set(key, { place, change, breaks: all, bump: all.length > 0 ? 'major' : harmless });
  }

  get list(): readonly Change[] {
    return [...this.#found.values()];
  }
}

const bumps: readonly Bump[] = ['patch', 'minor', 'major'];

/** The largest bump that any of the changes needs. */
export function bumpOf(changes: readonly Change[]): Bump | 'none' {
  const index = Math.max(-1, ...changes.map(({ bump }) => bumps.indexOf(bump)));
  return bumps[index] ?? 'none';
}
