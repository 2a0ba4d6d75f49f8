import { Positions } from './positions.js';
import type { Scenario, Step } from './scenario.js';

/** A step of a scenario, and whether another follows it. */
export interface CurrentStep {
  readonly step: Step;
  readonly more: boolean;
}

/** Moves each caller of a sequence one step per call. At the last step it stays. */
export class Sequences {
  readonly #positions = new Positions();

  /** @param walker whose position in the sequence counts: an operation and an access token */
  next(scenario: Scenario, walker: string): CurrentStep {
    if (scenario.kind !== 'sequence') return { step: scenario, more: false };
    const { steps } = scenario;
    const last = steps.length - 1;
    const position = Math.min(this.#positions.of(walker), last);
    const step = steps[position];
    if (step === undefined) throw new RangeError('a sequence without steps');
    this.#positions.advance(walker);
    return { step, more: position < last };
  }
}
