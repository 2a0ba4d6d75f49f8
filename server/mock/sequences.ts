import { Positions } from './positions.js';
import type { Scenario, Step } from './scenario.js';

/** A step of a scenario, and whether another will follow it. */
export interface CurrentStep {
  readonly step: Step;
  readonly more: boolean;
}

/** Walks each access token through its sequence, one step a call. It stays at the last. */
export class Sequences {
  readonly #positions = new Positions();

  next(scenario: Scenario, accessToken: string): CurrentStep {
    if (scenario.kind !== 'sequence') return { step: scenario, more: false };
    const { steps } = scenario;
    const last = steps.length - 1;
    const position = Math.min(this.#positions.of(accessToken), last);
    const step = steps[position];
    if (step === undefined) throw new RangeError('a sequence without steps');
    if (position < last) this.#positions.advance(accessToken);
    return { step, more: position < last };
  }
}
