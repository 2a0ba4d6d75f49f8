import type { ResultCodeOf } from '../../generated/result-codes.js';
import { failed, unknown, type Outcome } from './outcome.js';

/** A check ends the request here, with one code. Thrown by the checks, answered in one place (router.ts). */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly outcome: Outcome;

  /**
   * @param outcome what the caller is told
   * @param reason what the operator is told: says what was seen and expected, without personal data
   */
  constructor(outcome: Outcome, reason: string) {
    super(reason);
    this.outcome = outcome;
  }
}

/** The request fails, for a reason that stays on this side of the wire. */
export function refuse(code: ResultCodeOf<'F'>, reason: string): Refusal {
  return new Refusal(failed(code), reason);
}

/** Nothing was done, and another try may succeed. */
export function shed(reason: string): Refusal {
  return new Refusal(unknown('REQUEST_TRAFFIC_EXCEED_LIMIT'), reason);
}
