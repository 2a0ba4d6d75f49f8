import type { Effect } from './change.js';
import type { Node } from './document.js';

export interface Bound {
  readonly keyword: string;
  readonly side: 'lower' | 'upper';
  /** What holds when the keyword is left out. */
  readonly without: number;
}

const upper = (keyword: string): Bound => ({ keyword, side: 'upper', without: Infinity });
const lower = (keyword: string, without: number): Bound => ({ keyword, side: 'lower', without });

export const bounds: readonly Bound[] = [
  ...['maxLength', 'maxItems', 'maxProperties', 'maximum', 'exclusiveMaximum'].map(upper),
  ...['minLength', 'minItems', 'minProperties'].map((keyword) => lower(keyword, 0)),
  ...['minimum', 'exclusiveMinimum'].map((keyword) => lower(keyword, -Infinity)),
];

/** How one limit of a schema changed; nothing if it means the same. */
export function boundChange(
  { keyword, side, without }: Bound,
  old: Node,
  now: Node,
): { readonly change: string; readonly effect: Effect } | undefined {
  const [was = without, is = without] = [old[keyword], now[keyword]];
  if (was === is) return undefined;
  const [first, second] = [old, now].map((schema) => JSON.stringify(schema[keyword] ?? 'none'));
  const change = `${keyword} ${first ?? ''} → ${second ?? ''}`.replaceAll('"', '');
  // `exclusiveMaximum: true` of OpenAPI 3.0 belongs to `maximum`.
  if (typeof was !== 'number' || typeof is !== 'number') return { change, effect: 'incomparable' };
  return { change, effect: is > was === (side === 'upper') ? 'wider' : 'narrower' };
}
