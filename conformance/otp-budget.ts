import type { ConformanceCase, Otps } from './conformance-case.js';

const none: Otps = { expected: 0, atMost: 0 };

/** How many OTPs these cases cause at a target that keeps the contract, and at most at one that does not. */
export function otpsOf(cases: readonly ConformanceCase[]): Otps {
  return cases.reduce(
    ({ expected, atMost }, { otps = none }) => ({
      expected: expected + otps.expected,
      atMost: atMost + otps.atMost,
    }),
    none,
  );
}

/** Keeps a run within the number of OTPs that it was allowed: each is a text message to a person. */
export class OtpBudget {
  readonly allowed: number;
  /** OTPs of which nobody knows: asked for, and no outcome came. */
  #unknown = 0;

  constructor(allowed: number) {
    this.allowed = allowed;
  }

  /** A request that can lead to an OTP had no outcome. */
  noteUnknown(): void {
    this.#unknown += 1;
  }

  /** Why nothing may be sent any more: a target has sent where nobody could foresee it. */
  overspent(caused: number): string | undefined {
    const spent = caused + this.#unknown;
    if (spent <= this.allowed) return undefined;
    return `the target has sent ${spent} OTPs, more than the ${this.allowed} that are allowed`;
  }

  /**
   * Why a case must not be tried any more, or undefined.
   * @param caused OTPs that the target says it has sent
   */
  forbids({ otps = none }: ConformanceCase, caused: number): string | undefined {
    const spent = caused + this.#unknown;
    const over = this.overspent(caused);
    if (over !== undefined) return over;
    if (spent + otps.atMost <= this.allowed) return undefined;
    return `it may cause ${otps.atMost} OTPs, and ${spent} of the ${this.allowed} that are allowed are spent (--max-otps)`;
  }
}
