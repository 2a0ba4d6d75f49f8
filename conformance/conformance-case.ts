import type { RuleId } from '../generated/rules.js';
import type { Expectation } from './expectation.js';
import type { Fixture } from './fixtures.js';
import type { Changes, WriteSignature } from './message-plan.js';

/** `must`: a target that fails it breaks the contract. `should`: better so, and said, but no breach. */
export type Severity = 'must' | 'should';

/** One thing that is asked of a target: what is sent and what is expected. */
export interface ConformanceCase {
  /** `<rule>.<what>`, or `order.<check>`. */
  readonly id: string;
  /** The rules that a failure breaks, the first of which the case is about. */
  readonly rules: readonly [RuleId, ...RuleId[]];
  /** A sentence that says what holds. */
  readonly title: string;
  readonly severity: Severity;
  /** Without it nothing can be said of the target. */
  readonly core?: true;
  readonly needs?: readonly Fixture[];
  /** OTPs that it causes at a target that keeps the contract, and at most at one that does not. */
  readonly otps?: Otps;
  readonly steps: readonly Step[];
}

export interface Otps {
  readonly expected: number;
  readonly atMost: number;
}

/** One request of a case, or several at once. */
export type Step = FreshStep | ReplayStep;

/** A message that was never sent before. */
export interface FreshStep {
  readonly send: Changes;
  readonly expect: Expectation;
  /** What tells it from the case's other steps. */
  readonly label?: string;
  /** Sent so many times at once, the same bytes each time. */
  readonly copies?: number;
  /** What must hold first for this step to show anything. A premise that does not hold leaves the step out. */
  readonly premises?: readonly Premise[];
  readonly needs?: readonly Fixture[];
}

/** The message of an earlier step again: the same signed content (SIG-9). */
export interface ReplayStep {
  /** Index of that step. */
  readonly again: number;
  readonly expect: Expectation;
  readonly label?: string;
  /** Writes the `Signature` header another way; the bytes of the signature stay. */
  readonly write?: WriteSignature;
}

/** A request whose answer must be this one for another to show anything: asked once in a run. */
export interface Premise {
  readonly name: string;
  readonly send: Changes;
  readonly expect: Expectation;
}
