import type { Contract } from '@sendotp-contract/spec';
import type { BusinessCases } from '../cases/business.js';
import { bareId, type Otps } from '../cases/conformance-case.js';
import type { Baseline } from '../report/baseline.js';

/** The contract that a target is judged by. */
export interface ContractOptions {
  /** Default: the shipped contract. */
  readonly contract?: Contract;
  /** operationId → the cases that only this operation has. Default: those of the shipped contract. */
  readonly businessCases?: Partial<BusinessCases>;
}

/** The options of a run. Everything has a default. */
export interface ConformanceOptions extends ContractOptions {
  /** Ids of cases, with or without their operation, beginnings of ids up to a point, or ids of rules. Default: every case. */
  readonly only?: readonly string[];
  /** How many generated requests are sent for each operation. Default 0. */
  readonly fuzz?: number;
  /** Seed of the generated requests; the same seed makes the same requests. Default: random. */
  readonly seed?: number;
  /** The most OTPs that the run may cause. Default: the profile's. */
  readonly maxOtps?: number;
  /** How long one response may take, in ms. Default: the profile's. */
  readonly timeoutMs?: number;
  /** The known failures of the target: the exit code is 0 only when the run equals them. */
  readonly baseline?: Baseline;
  /** The most requests in one second. Default: as fast as the target answers. */
  readonly rate?: number;
  /** How long the run may take, in minutes. With it, a target that is over a traffic limit is waited for. */
  readonly maxMinutes?: number;
  /** Whether access tokens are in the report unmasked. Default: masked, unless they are the sandbox's. */
  readonly showSecrets?: boolean;
  /** Called for every event of the run. */
  readonly onProgress?: (event: ProgressEvent) => void;
}

export type ProgressEvent =
  /** Before anything is sent. */
  | { readonly kind: 'start'; readonly cases: number; readonly otps: Otps & { readonly allowed: number } }
  | { readonly kind: 'case'; readonly id: string; readonly index: number; readonly of: number }
  /** Nothing is sent for this long. */
  | { readonly kind: 'waiting'; readonly why: string; readonly ms: number }
  | { readonly kind: 'fuzz'; readonly seed: number; readonly sent: number; readonly of: number }
  | { readonly kind: 'stopped'; readonly why: string };

/** Something that `only` can select. */
export interface Selectable {
  readonly id: string;
  readonly rules: readonly string[];
}

/** An option whose value cannot be used. */
export class OptionError extends Error {
  override readonly name = 'OptionError';
}

/**
 * The cases that `only` selects: by id with or without its operation, by the beginning of an id up to a point (`SIG-3`,
 * `order`), or by rule.
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
        `--only ${wanted} selects no case; expected the id of a case, of a rule or of a family, such as SIG-3.as-sent, SIG-3 or SIG (--list prints the cases)`,
      );
    }
  }
  return cases.filter((aCase) => isSelected(aCase, only));
}

/** Whether a case is one of those that `only` names. */
export function isSelected({ id, rules }: Selectable, only: readonly string[] | undefined): boolean {
  if (only === undefined || only.length === 0) return true;
  return only.some(
    (wanted) =>
      id === wanted ||
      bareId(id) === wanted ||
      id.startsWith(`${wanted}.`) ||
      // A family, as the progress names it.
      (/^[A-Z]+$/.test(wanted) && id.startsWith(`${wanted}-`)) ||
      rules.includes(wanted),
  );
}
