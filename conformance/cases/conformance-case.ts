import type { Changes } from '../exchange/changes.js';
import type { PlantedName } from '../exchange/fault-reader.js';
import type { ResendChanges } from '../exchange/message.js';
import type { Fixture } from '../profile/fixture.js';
import type { Expectation } from './expectation.js';

/** `must`: a target that fails it breaks the contract. `should`: recommended; a failure is reported but breaks nothing. */
export type Severity = 'must' | 'should';

/** One test of a target: what is sent and what is expected. */
export interface ConformanceCase {
  /** `<rule>.<what>` or `order.<check>`; with `@<operationId>` for operations other than the contract's first. */
  readonly id: string;
  /** The operation that its steps call unless they name another; absent when it sends nothing of an operation. */
  readonly operation?: string;
  /** The rules that a failure breaks, the first of which the case is about. */
  readonly rules: readonly [string, ...string[]];
  /** A sentence that says what holds. */
  readonly title: string;
  readonly severity: Severity;
  /** Without it nothing can be said about the target. */
  readonly core?: true;
  readonly needs?: readonly Fixture[];
  /** OTPs that it causes at a conforming target, and at most at any other. */
  readonly otps?: Otps;
  /** Tried after everything else: it is about what came in between. */
  readonly last?: true;
  readonly steps: readonly Step[];
}

export interface Otps {
  readonly expected: number;
  readonly atMost: number;
}

/** One request of a case, several at once, or a message that several cases share. */
export type Step = CallStep | ResendStep | SharedStep;

/** A message that several cases look at and send again: one OTP serves all of them. Sent once in a run, with its copies. */
export interface SharedCall {
  /** Equal for steps that share it. */
  readonly name: string;
  readonly send: Changes;
  /** How many copies of it are sent at once, as far as the OTPs that are allowed go. */
  readonly copies: number;
  /** OTPs that it causes. */
  readonly otps: Otps;
}

/** The answers to a shared message. */
export interface SharedStep {
  readonly shared: SharedCall;
  readonly expect: Expectation;
  /** Whether every copy is judged, and all must have one outcome. Default: the first success, or the first answer. */
  readonly everyCopy?: true;
  readonly label?: string;
}

/** A new message. */
export interface CallStep {
  /** The operation that it calls. Default: the case's. */
  readonly operation?: string;
  /** How it differs from the plain call; `fromAnswer` takes a field of an earlier step's answer. */
  readonly send: Changes;
  readonly expect: Expectation;
  /** The faults of its message, which are checked before it goes out. Default: exactly one, of the expected code. */
  readonly plants?: readonly PlantedName[];
  /**
   * The repaired twin of a message that is refused: the same without its faults, which must be accepted for the step to show
   * anything. Default: the largest part of `send` that is without a fault.
   */
  readonly repaired?: Changes;
  /** What tells it from the case's other steps. */
  readonly label?: string;
  /** Sent this many times at once, the same bytes each time. */
  readonly copies?: number;
  /** What must hold for this step to show anything. Without it the step is left out. */
  readonly premises?: readonly Premise[];
  readonly needs?: readonly Fixture[];
}

/** The message of an earlier step again: the same content to be signed (SIG-9). */
export interface ResendStep {
  /** Index of that step. */
  readonly again: number;
  readonly expect: Expectation;
  readonly label?: string;
  /** What differs, none of which is part of the content to be signed. */
  readonly changes?: ResendChanges;
  /** What must hold for this step to show anything. */
  readonly premises?: readonly Premise[];
}

/** A request that must be answered as expected for another to show anything: sent once in a run for each operation. */
export interface Premise {
  readonly name: string;
  readonly send: Changes;
  readonly expect: Expectation;
}

/** The id of a case without the operation that it ends with. */
export function bareId(id: string): string {
  return id.split('@', 1)[0] ?? id;
}
