import type { AnyOutcome, commonResultCodes } from '@sendotp-contract/spec';

/** A check ends the request here, with one code. Thrown by the checks, answered in one place (http/router.ts). */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly outcome: AnyOutcome;
  /** Answered without a signature, which costs as much as all other work (SIG-7). */
  readonly isUnsigned: boolean;

  /**
   * @param outcome what the caller is told
   * @param reason what the operator is told: says what was seen and expected, without personal data
   */
  constructor(outcome: AnyOutcome, reason: string, { isUnsigned = false } = {}) {
    super(reason);
    this.outcome = outcome;
    this.isUnsigned = isUnsigned;
  }
}

type CommonResultCodes = typeof commonResultCodes;
/** The codes that a check may refuse with: every operation has them. */
type RefusalCode = {
  [Code in keyof CommonResultCodes]: CommonResultCodes[Code]['status'] extends 'F' ? Code : never;
}[keyof CommonResultCodes];

/** The request fails, for a reason that stays on this side of the wire. */
export function refuse(resultCode: RefusalCode, reason: string): Refusal {
  return new Refusal({ resultStatus: 'F', resultCode }, reason);
}

/** Nothing was done, and another try may succeed (RC-16). */
export function shed(reason: string): Refusal {
  return new Refusal({ resultStatus: 'U', resultCode: 'REQUEST_TRAFFIC_EXCEED_LIMIT' }, reason);
}

/** The same before anything was checked, at the least cost: unsigned (SIG-7). */
export function shedUnchecked(reason: string): Refusal {
  return new Refusal(shed(reason).outcome, reason, { isUnsigned: true });
}

/** What happened is not known (RC-17). */
export const unknownException: AnyOutcome = { resultStatus: 'U', resultCode: 'UNKNOWN_EXCEPTION' };
