import { describe, expect, it } from 'vitest';
import {
  type AnyOutcome,
  failed,
  type ReplayKey,
  type ReplayStore,
  sent,
  unknown,
} from '@sendotp-contract/server';
import { operations } from '@sendotp-contract/spec';
import { start } from '../test-mpp.js';

let serial = 0;

/** From then on a message of now is too old. */
const expiresAt = start + 600_001;

/** A message that no store has seen. */
export function newMessage(): ReplayKey {
  serial += 1;
  return { operation: operations.sendOTP, digest: `digest-${serial}`, expiresAt };
}

/** A `first` that counts its runs and finishes when `finish` is called. */
export class CountedFirst {
  runs = 0;
  readonly #outcome: AnyOutcome;
  #finish: () => void = () => undefined;
  readonly #finished: Promise<void>;

  constructor(outcome: AnyOutcome) {
    this.#outcome = outcome;
    this.#finished = new Promise((resolve) => {
      this.#finish = resolve;
    });
  }

  readonly run = async (): Promise<AnyOutcome> => {
    this.runs += 1;
    await this.#finished;
    return this.#outcome;
  };

  finish(): void {
    this.#finish();
  }
}

/** What must hold for every replay store. The stores that are made share what they remember. */
export function replayStoreRules(name: string, create: (now: () => number) => ReplayStore): void {
  describe(`${name} keeps the rules of a replay store`, () => {
    it('SIG-9: gives each later call the first outcome, whatever it was', async () => {
      const store = create(() => start);
      for (const outcome of [sent('id-1'), failed('USER_NOT_EXIST'), unknown('UNKNOWN_EXCEPTION')]) {
        const message = newMessage();
        expect(await store.once(message, () => Promise.resolve(outcome))).toEqual(outcome);
        const again = () => Promise.resolve(sent('another'));
        expect(await store.once(message, again)).toEqual(outcome);
        expect(await store.once(message, again)).toEqual(outcome);
      }
    });

    it('SIG-9: runs first once for fifty calls at once, and gives all the same outcome', async () => {
      const store = create(() => start);
      const message = newMessage();
      const first = new CountedFirst(sent('id-2'));
      const calls = Array.from({ length: 50 }, () => store.once(message, first.run));
      first.finish();
      expect(await Promise.all(calls)).toEqual(calls.map(() => sent('id-2')));
      expect(first.runs).toBe(1);
    });

    it('RC-16: forgets an outcome that asks for another try: the same bytes again are done anew', async () => {
      const store = create(() => start);
      const message = newMessage();
      const tooMany = unknown('REQUEST_TRAFFIC_EXCEED_LIMIT');
      expect(await store.once(message, () => Promise.resolve(tooMany))).toEqual(tooMany);
      expect(await store.once(message, () => Promise.resolve(sent('id-3')))).toEqual(sent('id-3'));
      expect(await store.once(message, () => Promise.resolve(sent('id-4')))).toEqual(sent('id-3'));
    });

    it('keeps messages apart', async () => {
      const store = create(() => start);
      const messages = [newMessage(), newMessage(), newMessage()];
      const outcomes = await Promise.all(
        messages.map((message) => store.once(message, () => Promise.resolve(sent(message.digest)))),
      );
      expect(outcomes).toEqual(messages.map(({ digest }) => sent(digest)));
    });

    it('remembers a message until it is too old to be accepted', async () => {
      let now = start;
      const store = create(() => now);
      const message = newMessage();
      await store.once(message, () => Promise.resolve(sent('id-3')));
      now = expiresAt - 1;
      expect(await store.once(message, () => Promise.resolve(sent('another')))).toEqual(sent('id-3'));
    });
  });
}
