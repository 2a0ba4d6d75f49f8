import { describe, expect, it } from 'vitest';
import { RedisChallengeStore } from '@sendotp-contract/reference';
import { connected, hashSecret } from '../redis/connected.js';
import { hasRedisServer } from '../redis/redis-server.js';
import { sharedRedis } from '../redis/shared-redis.js';
import { everything, timesToLive } from '../redis/redis-keys.js';
import { start } from '../test-mpp.js';
import { challengeStoreModel, rememberExpiredMs } from './challenge-store-model.js';
import { challenge, challengeStoreRules } from './challenge-store-rules.js';

describe.runIf(hasRedisServer)('Redis challenge store', () => {
  const shared = sharedRedis();

  challengeStoreRules('the Redis store', () => new RedisChallengeStore({ redis: shared.redis, hashSecret }));
  challengeStoreModel(
    () => new RedisChallengeStore({ redis: shared.redis, hashSecret, rememberExpiredMs }),
    150,
  );

  it('is one store to all who share the Redis and the prefix', async () => {
    const here = new RedisChallengeStore({ redis: shared.redis, hashSecret });
    const there = new RedisChallengeStore({ redis: shared.other, hashSecret });
    const either = (n: number) => (n % 2 === 0 ? here : there);
    const one = challenge({ tries: 10 });
    await here.put(one, start);
    const fifty = Array.from({ length: 50 }, (_, n) => n);
    const tries = await Promise.all(
      fifty.map((n) => either(n).takeTry(one.verifyRequestId, one.userId, start)),
    );
    expect(tries.filter(({ state }) => state === 'open')).toHaveLength(10);
    const uses = await Promise.all(fifty.map((n) => either(n).use(one.verifyRequestId, start)));
    expect(uses.filter((state) => state === 'open')).toHaveLength(1);
  });

  it('is another store under another prefix', async () => {
    const elsewhere = await connected({ url: shared.server.url, prefix: 'another mpp:' });
    const one = challenge();
    await new RedisChallengeStore({ redis: shared.redis, hashSecret }).put(one, start);
    const store = new RedisChallengeStore({ redis: elsewhere, hashSecret });
    expect(await store.takeTry(one.verifyRequestId, one.userId, start)).toEqual({ state: 'unknown' });
    await elsewhere.close();
  });

  it('leaves nothing in Redis for ever, and nothing of the user that could be read', async () => {
    const clean = await connected({ url: shared.server.url, prefix: 'ttl:' });
    const store = new RedisChallengeStore({ redis: clean, hashSecret, rememberExpiredMs: 60_000 });
    const one = challenge({ userId: '+12025550142' });
    await store.put(challenge({ userId: one.userId }), start);
    await store.put(one, start);
    await store.takeTry(one.verifyRequestId, one.userId, start);
    await store.use(one.verifyRequestId, start);
    const times = await timesToLive(shared.server, 'ttl:');
    expect(times).toHaveLength(2);
    for (const ms of times) {
      expect(ms).toBeGreaterThan(300_000);
      expect(ms).toBeLessThanOrEqual(360_000);
    }
    expect(await everything(shared.server)).not.toContain('12025550142');
    await store.discard(one.verifyRequestId);
    expect(await timesToLive(shared.server, 'ttl:')).toEqual([]);
    await clean.close();
  });

  it('does not drop a challenge that has come by the id of an older one', async () => {
    const store = new RedisChallengeStore({ redis: shared.redis, hashSecret, rememberExpiredMs: 0 });
    const alices = challenge();
    await store.put(alices, start);
    const later = alices.expiresAt;
    const bobs = challenge({ verifyRequestId: alices.verifyRequestId, expiresAt: later + 1_000 });
    await store.put(bobs, later);
    await store.put(challenge({ userId: alices.userId, expiresAt: later + 1_000 }), later);
    expect(await store.takeTry(bobs.verifyRequestId, bobs.userId, later)).toMatchObject({ state: 'open' });
  });

  it('refuses settings that make no sense', () => {
    expect(() => new RedisChallengeStore({ redis: shared.redis, hashSecret: 'short' })).toThrow(
      /^hashSecret/,
    );
    expect(() => new RedisChallengeStore({ redis: shared.redis, hashSecret, rememberExpiredMs: -1 })).toThrow(
      /^rememberExpiredMs/,
    );
  });
});
