import { describe, expect, it } from 'vitest';
import type { Challenge, ChallengeStore } from '@sendotp-contract/reference';
import { start } from '../test-mpp.js';

let serial = 0;

export function challenge(changes: Partial<Challenge> = {}): Challenge {
  serial += 1;
  return {
    verifyRequestId: `request-${serial}`,
    userId: `user-${serial}`,
    verifyType: 'MOBILE',
    codeHash: `hash-${serial}`,
    expiresAt: start + 300_000,
    tries: 5,
    ...changes,
  };
}

/** What must hold for every challenge store. */
export function challengeStoreRules(name: string, create: () => ChallengeStore): void {
  describe(`${name} keeps the rules of a challenge store`, () => {
    it('gives back the hash that was put, and counts the tries down', async () => {
      const store = create();
      const one = challenge({ tries: 3 });
      await store.put(one, start);
      const take = () => store.takeTry(one.verifyRequestId, one.userId, start);
      const open = { state: 'open', codeHash: one.codeHash, verifyType: one.verifyType };
      expect(await take()).toEqual({ ...open, triesLeft: 2 });
      expect(await take()).toEqual({ ...open, triesLeft: 1 });
      expect(await take()).toEqual({ ...open, triesLeft: 0 });
      expect(await take()).toEqual({ state: 'used' });
    });

    it('knows no challenge that was never put', async () => {
      const store = create();
      expect(await store.takeTry('nothing', 'nobody', start)).toEqual({ state: 'unknown' });
      expect(await store.use('nothing', start)).toBe('unknown');
      await expect(store.discard('nothing')).resolves.toBeUndefined();
    });

    it("is unknown to another user, whose calls take none of the owner's tries", async () => {
      const store = create();
      const one = challenge();
      await store.put(one, start);
      for (let n = 0; n < 10; n += 1) {
        expect(await store.takeTry(one.verifyRequestId, 'somebody else', start)).toEqual({
          state: 'unknown',
        });
      }
      expect(await store.takeTry(one.verifyRequestId, one.userId, start)).toMatchObject({ triesLeft: 4 });
    });

    it('expires at the millisecond', async () => {
      const store = create();
      const one = challenge();
      await store.put(one, start);
      const take = (now: number) => store.takeTry(one.verifyRequestId, one.userId, now);
      expect(await take(one.expiresAt - 1)).toMatchObject({ state: 'open' });
      expect(await take(one.expiresAt)).toEqual({ state: 'expired' });
      expect(await store.use(one.verifyRequestId, one.expiresAt)).toBe('expired');
      expect(await store.takeTry(one.verifyRequestId, 'somebody else', one.expiresAt)).toEqual({
        state: 'unknown',
      });
    });

    it('is open to one use only, however many come at once', async () => {
      const store = create();
      const one = challenge();
      await store.put(one, start);
      const states = await Promise.all(
        Array.from({ length: 50 }, () => store.use(one.verifyRequestId, start)),
      );
      expect(states.filter((state) => state === 'open')).toHaveLength(1);
      expect(states.filter((state) => state === 'used')).toHaveLength(49);
      expect(await store.takeTry(one.verifyRequestId, one.userId, start)).toEqual({ state: 'used' });
    });

    it('gives out each try once, however many come at once', async () => {
      const store = create();
      const one = challenge({ tries: 5 });
      await store.put(one, start);
      const tries = await Promise.all(
        Array.from({ length: 50 }, () => store.takeTry(one.verifyRequestId, one.userId, start)),
      );
      const left = tries.flatMap((taken) => (taken.state === 'open' ? [taken.triesLeft] : []));
      expect(left.sort()).toEqual([0, 1, 2, 3, 4]);
      expect(tries.filter(({ state }) => state === 'used')).toHaveLength(45);
    });

    it('can be used with a try that was taken before others took the rest', async () => {
      const store = create();
      const one = challenge({ tries: 2 });
      await store.put(one, start);
      await store.takeTry(one.verifyRequestId, one.userId, start);
      await store.takeTry(one.verifyRequestId, one.userId, start);
      expect(await store.use(one.verifyRequestId, start)).toBe('open');
    });

    it('drops the older challenge of the same user and verifyType, and no other', async () => {
      const store = create();
      const older = challenge();
      const mail = challenge({ userId: older.userId, verifyType: 'EMAIL' });
      const neighbour = challenge();
      for (const each of [older, mail, neighbour]) await store.put(each, start);
      const newer = challenge({ userId: older.userId });
      await store.put(newer, start);
      const state = async ({ verifyRequestId, userId }: Challenge) =>
        (await store.takeTry(verifyRequestId, userId, start)).state;
      expect(await state(older)).toBe('unknown');
      expect(await store.use(older.verifyRequestId, start)).toBe('unknown');
      expect(await state(newer)).toBe('open');
      expect(await state(mail)).toBe('open');
      expect(await state(neighbour)).toBe('open');
    });

    it('leaves one open challenge when many are put for one user at once', async () => {
      const store = create();
      const all = Array.from({ length: 20 }, () => challenge({ userId: 'one and the same' }));
      await Promise.all(all.map((each) => store.put(each, start)));
      const tries = await Promise.all(
        all.map((each) => store.takeTry(each.verifyRequestId, each.userId, start)),
      );
      expect(tries.filter(({ state }) => state === 'open')).toHaveLength(1);
    });

    it('forgets what is discarded, and leaves the newer one alone', async () => {
      const store = create();
      const older = challenge();
      const newer = challenge({ userId: older.userId });
      await store.put(older, start);
      await store.put(newer, start);
      await store.discard(older.verifyRequestId);
      expect(await store.takeTry(newer.verifyRequestId, newer.userId, start)).toMatchObject({
        state: 'open',
      });
      await store.discard(newer.verifyRequestId);
      expect(await store.takeTry(newer.verifyRequestId, newer.userId, start)).toEqual({ state: 'unknown' });
    });

    it('RES-5: refuses a verifyRequestId it holds already, and keeps the first', async () => {
      const store = create();
      const first = challenge();
      await store.put(first, start);
      const second = challenge({ verifyRequestId: first.verifyRequestId });
      await expect(store.put(second, start)).rejects.toThrow('RES-5');
      expect(await store.takeTry(first.verifyRequestId, first.userId, start)).toMatchObject({
        codeHash: first.codeHash,
      });
    });
  });
}
