import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Challenge, ChallengeStore } from '@sendotp-contract/reference';
import { expectModel, type ModelCommand, modelCommand, passes } from '../../model-run.js';
import { StandingClock } from '../../standing-clock.js';
import { start } from '../test-mpp.js';

/** For how long the stores of this model tell an expired challenge from an unknown one. */
export const rememberExpiredMs = 100_000;

interface Kept {
  readonly challenge: Challenge;
  triesLeft: number;
  isUsed: boolean;
}

interface Model {
  /** By verifyRequestId. */
  readonly kept: Map<string, Kept>;
}

interface Real {
  readonly store: ChallengeStore;
  readonly clock: StandingClock;
  /** Keeps sequences apart that share a Redis. */
  readonly scope: string;
}

type Command = ModelCommand<Model, Real>;

const isForgotten = ({ challenge }: Kept, now: number): boolean =>
  now >= challenge.expiresAt + rememberExpiredMs;

function closedState({ isUsed, challenge }: Kept, now: number): 'used' | 'expired' | undefined {
  if (isUsed) return 'used';
  return now >= challenge.expiresAt ? 'expired' : undefined;
}

const puts = (
  id: string,
  user: string,
  rest: Pick<Challenge, 'verifyType' | 'codeHash' | 'tries'>,
  ttlMs: number,
): Command =>
  modelCommand(`put ${id} ${user} ${rest.verifyType} ${ttlMs}`, async ({ kept }, { store, clock, scope }) => {
    const now = clock.now();
    const challenge = { ...rest, verifyRequestId: scope + id, userId: scope + user, expiresAt: now + ttlMs };
    const same = kept.get(id);
    const put = store.put(challenge, now);
    if (same !== undefined && !isForgotten(same, now)) {
      await expect(put).rejects.toMatchObject({ code: 'VERIFY_REQUEST_ID_TAKEN' });
      return;
    }
    await put;
    for (const [other, { challenge: older }] of kept)
      if (older.userId === challenge.userId && older.verifyType === challenge.verifyType) kept.delete(other);
    kept.set(id, { challenge, triesLeft: rest.tries, isUsed: false });
  });

const takesTry = (id: string, user: string): Command =>
  modelCommand(`takeTry ${id} ${user}`, async ({ kept }, { store, clock, scope }) => {
    const now = clock.now();
    const taken = await store.takeTry(scope + id, scope + user, now);
    const known = kept.get(id);
    if (known === undefined || isForgotten(known, now) || known.challenge.userId !== scope + user) {
      expect(taken).toEqual({ state: 'unknown' });
      return;
    }
    const closed = closedState(known, now) ?? (known.triesLeft === 0 ? 'used' : undefined);
    if (closed !== undefined) {
      expect(taken).toEqual({ state: closed });
      return;
    }
    known.triesLeft -= 1;
    const { codeHash, verifyType } = known.challenge;
    expect(taken).toEqual({ state: 'open', codeHash, verifyType, triesLeft: known.triesLeft });
  });

const uses = (id: string): Command =>
  modelCommand(`use ${id}`, async ({ kept }, { store, clock, scope }) => {
    const now = clock.now();
    const state = await store.use(scope + id, now);
    const known = kept.get(id);
    const isKnown = known !== undefined && !isForgotten(known, now);
    expect(state).toBe(isKnown ? (closedState(known, now) ?? 'open') : 'unknown');
    if (state === 'open' && isKnown) known.isUsed = true;
  });

const discards = (id: string): Command =>
  modelCommand(`discard ${id}`, async ({ kept }, { store, scope }) => {
    await store.discard(scope + id);
    kept.delete(id);
  });

const id = fc.constantFrom('a', 'b', 'c');
const user = fc.constantFrom('alice', 'bob');
let sequences = 0;

/** A challenge store does what a plain map would, whatever is asked in whatever order. */
export function challengeStoreModel(create: () => ChallengeStore, numRuns: number): void {
  it('RES-5: keeps challenges as a plain map would, to the millisecond, whatever is asked in whatever order', async () => {
    await expectModel<Model, Real>(
      () => {
        sequences += 1;
        const real = { store: create(), clock: new StandingClock(start), scope: `${sequences}-` };
        return { model: { kept: new Map() }, real };
      },
      [
        fc
          .tuple(
            id,
            user,
            fc.record({
              verifyType: fc.constantFrom('MOBILE' as const, 'EMAIL' as const),
              codeHash: fc.constantFrom('hash-1', 'hash-2'),
              tries: fc.integer({ min: 1, max: 3 }),
            }),
            fc.constantFrom(100_000, 100_001, 300_000),
          )
          .map((args) => puts(...args)),
        fc.tuple(id, user).map((args) => takesTry(...args)),
        id.map(uses),
        id.map(discards),
        passes(1, 50_000, 99_999, 100_000, 200_000),
      ],
      { numRuns, maxCommands: 40 },
    );
  });
}
