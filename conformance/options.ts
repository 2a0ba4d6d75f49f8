import type { RuleId } from '../generated/rules.js';
import type { Otps } from './conformance-case.js';

/** How a run goes. Everything has a default. */
export interface ConformanceOptions {
  /** Ids of cases, their beginnings up to a point, or ids of rules; the rest is left out. */
  readonly only?: readonly string[];
  /** How many generated requests are sent. Default 0. */
  readonly fuzz?: number;
  /** Seed of the generated requests; the same seed makes the same requests. Default: a random one. */
  readonly seed?: number;
  /** The most OTPs that the run may cause. Default: the profile's. */
  readonly maxOtps?: number;
  /** How long one response may take, in ms. Default: the profile's. */
  readonly timeoutMs?: number;
  /** Whether access tokens stand in the report as they are. Default: masked, unless they are the sandbox's. */
  readonly showSecrets?: boolean;
  /** Told of what happens, as it happens. */
  readonly onProgress?: (event: ProgressEvent) => void;
}

export type ProgressEvent =
  /** Before anything is sent. */
  | { readonly kind: 'start'; readonly cases: number; readonly otps: Otps & { readonly allowed: number } }
  | { readonly kind: 'case'; readonly id: string; readonly index: number; readonly of: number }
  | { readonly kind: 'fuzz'; readonly seed: number; readonly sent: number; readonly of: number }
  | { readonly kind: 'stopped'; readonly why: string };

/** Something with a case's name. */
export interface Selectable {
  readonly id: string;
  readonly rules: readonly RuleId[];
}

/** An option that makes no sense. */
export class OptionError extends Error {
  override readonly name = 'OptionError';
}

/**
 * The cases that `only` selects: by id, by the beginning of an id up to a point (`SIG-3`, `order`), or by rule.
 * @throws OptionError naming what selects nothing
 */
export function select<T extends Selectable>(
  cases: readonly T[],
  only: readonly string[] | undefined,
): readonly T[] {
  if (only === undefined || only.length === 0) return cases;
  for (const wanted of only) {
    if (!cases.some((aCase) => isSelected(aCase, [wanted]))) {
      throw new OptionError(
        `--only ${wanted} selects no case; expected the id of a case or of a rule, such as SIG-3 or SIG-3.as-sent (--list prints them)`,
      );
    }
  }
  return cases.filter((aCase) => isSelected(aCase, only));
}

/** Whether a case is one of those that `only` names. */
export function isSelected({ id, rules }: Selectable, only: readonly string[] | undefined): boolean {
  if (only === undefined || only.length === 0) return true;
  return only.some(
    (wanted) => id === wanted || id.startsWith(`${wanted}.`) || rules.some((rule) => rule === wanted),
  );
}
