import {
  type AnyOutcome,
  MemoryReplayStore,
  type ReplayKey,
  type ReplayStore,
} from '@sendotp-contract/server';
import { Positions } from './positions.js';

/**
 * Gives the same signed message the first one's outcome (SIG-9), except after a step of a sequence that leaves the result
 * open: then the message sent again gets the next step. Otherwise a retry, which sends the very same bytes, could not be
 * tested.
 */
export class MockReplays implements ReplayStore {
  readonly #outcomes: MemoryReplayStore;
  readonly #rounds = new Positions();
  readonly #isOpen: (outcome: AnyOutcome) => boolean;

  /**
   * @param isOpen whether this outcome, the very object that was returned, is not the last word
   * @param now ms since the epoch
   */
  constructor(isOpen: (outcome: AnyOutcome) => boolean, now: () => number = Date.now) {
    this.#outcomes = new MemoryReplayStore({ now });
    this.#isOpen = isOpen;
  }

  async once(
    { operation, digest, expiresAt }: ReplayKey,
    first: () => Promise<AnyOutcome>,
  ): Promise<AnyOutcome> {
    const round = this.#rounds.of(digest);
    const outcome = await this.#outcomes.once({ operation, digest: `${digest} ${round}`, expiresAt }, first);
    // Also an outcome of long ago: a round that was forgotten begins anew. Of several at once only the first moves on, as all of
    // them got the same step.
    if (this.#isOpen(outcome) && this.#rounds.of(digest) === round) this.#rounds.advance(digest);
    return outcome;
  }
}
