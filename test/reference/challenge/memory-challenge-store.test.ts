import { describe, expect, it } from 'vitest';
import { MemoryChallengeStore } from '@sendotp-contract/reference';
import { challengeStoreModel, rememberExpiredMs } from './challenge-store-model.js';
import { challenge, challengeStoreRules } from './challenge-store-rules.js';
import { start } from '../test-mpp.js';

challengeStoreRules('the memory store', () => new MemoryChallengeStore());

const later = (ms: number) => ({ expiresAt: start + ms + 300_000 });

describe('memory challenge store', () => {
  challengeStoreModel(() => new MemoryChallengeStore({ rememberExpiredMs }), 300);

  it('stays at its cap under a flood of users, and loses none that it has taken', async () => {
    const store = new MemoryChallengeStore({ maxChallenges: 100 });
    const all = Array.from({ length: 5_000 }, () => challenge());
    let largest = 0;
    const taken: typeof all = [];
    for (const each of all) {
      await store.put(each, start).then(
        () => taken.push(each),
        (error: unknown) => {
          expect(error).toMatchObject({ name: 'ChallengeStoreFull', code: 'CHALLENGE_STORE_FULL' });
        },
      );
      largest = Math.max(largest, store.size);
    }
    expect(largest).toBe(100);
    expect(taken).toHaveLength(100);
    for (const { verifyRequestId, userId } of taken) {
      expect(await store.takeTry(verifyRequestId, userId, start)).toMatchObject({ state: 'open' });
    }
  });

  it('holds one challenge for each verifyType of a user who asks without end', async () => {
    const store = new MemoryChallengeStore({ maxChallenges: 2 });
    for (let n = 0; n < 1_000; n += 1) {
      await store.put(challenge({ userId: 'one', verifyType: n % 2 === 0 ? 'MOBILE' : 'EMAIL' }), start + n);
    }
    expect(store.size).toBe(2);
  });

  it('has room again for what has expired, and for what has been used', async () => {
    const store = new MemoryChallengeStore({ maxChallenges: 2 });
    const first = challenge();
    await store.put(first, start);
    await store.put(challenge(later(1_000)), start + 1_000);
    await expect(store.put(challenge(), start + 2_000)).rejects.toThrow('2 challenges are open');
    await store.use(first.verifyRequestId, start + 2_000);
    await store.put(challenge(later(2_000)), start + 2_000);
    await expect(store.put(challenge(), start + 2_000)).rejects.toThrow('2 challenges are open');
    await store.put(challenge(later(301_000)), start + 301_000);
    expect(store.size).toBe(2);
  });

  it('drops nothing of a user whose new challenge it refuses', async () => {
    const store = new MemoryChallengeStore({ maxChallenges: 1 });
    const phone = challenge();
    await store.put(phone, start);
    await expect(store.put(challenge({ userId: phone.userId, verifyType: 'EMAIL' }), start)).rejects.toThrow(
      'open',
    );
    expect(await store.takeTry(phone.verifyRequestId, phone.userId, start)).toMatchObject({ state: 'open' });
  });

  it('has no room to spare for a user whose challenge it has discarded', async () => {
    const store = new MemoryChallengeStore({ maxChallenges: 1 });
    const first = challenge();
    await store.put(first, start);
    await store.discard(first.verifyRequestId);
    await store.put(challenge(), start);
    await expect(store.put(challenge({ userId: first.userId }), start)).rejects.toThrow('open');
    expect(store.size).toBe(1);
  });

  it('tells expired from unknown for a while, then forgets', async () => {
    const store = new MemoryChallengeStore({ rememberExpiredMs: 60_000 });
    const one = challenge();
    await store.put(one, start);
    const take = (now: number) => store.takeTry(one.verifyRequestId, one.userId, now);
    expect(await take(one.expiresAt + 59_999)).toEqual({ state: 'expired' });
    expect(await take(one.expiresAt + 60_000)).toEqual({ state: 'unknown' });
    expect(store.size).toBe(0);
  });

  it('forgets 20,000 users after their time, with the next call that comes', async () => {
    const store = new MemoryChallengeStore();
    for (let n = 0; n < 20_000; n += 1) await store.put(challenge(), start);
    expect(store.size).toBe(20_000);
    await store.put(challenge(later(600_000)), start + 600_000);
    expect(store.size).toBe(1);
  });

  it('lets go of what expired long ago also when only codes are checked', async () => {
    const store = new MemoryChallengeStore({ rememberExpiredMs: 60_000 });
    const one = challenge();
    await store.put(one, start);
    await store.takeTry('another', 'somebody', one.expiresAt + 59_999);
    expect(store.size).toBe(1);
    await store.takeTry('another', 'somebody', one.expiresAt + 60_000);
    expect(store.size).toBe(0);
  });

  it('keeps users apart whose ids look like a verifyType', async () => {
    const store = new MemoryChallengeStore();
    const one = challenge({ userId: 'EMAIL:x', verifyType: 'MOBILE' });
    await store.put(one, start);
    await store.put(challenge({ userId: 'x', verifyType: 'EMAIL' }), start);
    await store.put(challenge({ userId: 'MOBILE:EMAIL:x', verifyType: 'EMAIL' }), start);
    expect(await store.takeTry(one.verifyRequestId, 'EMAIL:x', start)).toMatchObject({ state: 'open' });
  });

  it('refuses settings that make no sense', () => {
    expect(() => new MemoryChallengeStore({ maxChallenges: 0 })).toThrow(/^maxChallenges/);
    expect(() => new MemoryChallengeStore({ maxChallenges: 1.5 })).toThrow(/^maxChallenges/);
    expect(() => new MemoryChallengeStore({ rememberExpiredMs: -1 })).toThrow(/^rememberExpiredMs/);
  });
});
