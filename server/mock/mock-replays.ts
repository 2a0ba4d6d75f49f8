import { MemoryReplayStore, type Outcome, type ReplayStore } from '../contract/index.js';
import { Positions } from './positions.js';

/**
 * Gives the same signed message the first one's outcome (SIG-9), unless that was a step of a sequence that leaves the
 * question open: then the message sent again meets the next step. Otherwise a retry, which sends the very same bytes,
 * could not be tried out.
 */
export class MockReplays implements ReplayStore {
  readonly #outcomes = new MemoryReplayStore();
  readonly #rounds = new Positions();
  readonly #isOpen: (outcome: Outcome) => boolean;

  /** @param isOpen whether this outcome, as it was returned, is not the last word */
  constructor(isOpen: (outcome: Outcome) => boolean) {
    this.#isOpen = isOpen;
  }

  async once(key: string, expiresAt: number, first: () => Promise<Outcome>): Promise<Outcome> {
    const round = this.#rounds.of(key);
    const outcome = await this.#outcomes.once(`${key} ${round}`, expiresAt, first);
    // Of several at once the first to get here moves on: they have all met the same step.
    if (this.#isOpen(outcome) && this.#rounds.of(key) === round) this.#rounds.advance(key);
    return outcome;
  }
}
