import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Challenge,
  type ChallengeStore,
  MemoryChallengeStore,
  RedisChallengeStore,
  type RedisConnection,
} from '@sendotp-contract/reference';
import { connected, hashSecret } from '../redis/connected.js';
import { hasRedisServer, TestRedis } from '../redis/redis-server.js';
import { everything, timesToLive } from '../redis/redis-keys.js';
import { start } from '../test-mpp.js';
import { challenge, challengeStoreRules } from './challenge-store-rules.js';

describe.runIf(hasRedisServer)('Redis challenge store', () => {
  let server: TestRedis;
  let redis: RedisConnection;
  let other: RedisConnection;

  beforeAll(async () => {
    server = await TestRedis.start();
    redis = await connected({ url: server.url });
    other = await connected({ url: server.url });
  });
  afterAll(async () => {
    await Promise.all([redis.close(), other.close()]);
    await server.remove();
  });

  challengeStoreRules('the Redis store', () => new RedisChallengeStore({ redis, hashSecret }));

  it('is one store to all who share the Redis and the prefix', async () => {
    const here = new RedisChallengeStore({ redis, hashSecret });
    const there = new RedisChallengeStore({ redis: other, hashSecret });
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
    const elsewhere = await connected({ url: server.url, prefix: 'another mpp:' });
    const one = challenge();
    await new RedisChallengeStore({ redis, hashSecret }).put(one, start);
    const store = new RedisChallengeStore({ redis: elsewhere, hashSecret });
    expect(await store.takeTry(one.verifyRequestId, one.userId, start)).toEqual({ state: 'unknown' });
    await elsewhere.close();
  });

  it('leaves nothing in Redis for ever, and nothing of the user that could be read', async () => {
    const clean = await connected({ url: server.url, prefix: 'ttl:' });
    const store = new RedisChallengeStore({ redis: clean, hashSecret, rememberExpiredMs: 60_000 });
    const one = challenge({ userId: '+12025550142' });
    await store.put(challenge({ userId: one.userId }), start);
    await store.put(one, start);
    await store.takeTry(one.verifyRequestId, one.userId, start);
    await store.use(one.verifyRequestId, start);
    const times = await timesToLive(server, 'ttl:');
    expect(times).toHaveLength(2);
    for (const ms of times) {
      expect(ms).toBeGreaterThan(300_000);
      expect(ms).toBeLessThanOrEqual(360_000);
    }
    expect(await everything(server)).not.toContain('12025550142');
    await store.discard(one.verifyRequestId);
    expect(await timesToLive(server, 'ttl:')).toEqual([]);
    await clean.close();
  });

  it('does not drop a challenge that has come by the id of an older one', async () => {
    const store = new RedisChallengeStore({ redis, hashSecret, rememberExpiredMs: 0 });
    const alices = challenge();
    await store.put(alices, start);
    const later = alices.expiresAt;
    const bobs = challenge({ verifyRequestId: alices.verifyRequestId, expiresAt: later + 1_000 });
    await store.put(bobs, later);
    await store.put(challenge({ userId: alices.userId, expiresAt: later + 1_000 }), later);
    expect(await store.takeTry(bobs.verifyRequestId, bobs.userId, later)).toMatchObject({ state: 'open' });
  });

  it('refuses settings that make no sense', () => {
    expect(() => new RedisChallengeStore({ redis, hashSecret: 'short' })).toThrow(/^hashSecret/);
    expect(() => new RedisChallengeStore({ redis, hashSecret, rememberExpiredMs: -1 })).toThrow(
      /^rememberExpiredMs/,
    );
  });

  it('gives the answers of the memory store to whatever is asked in whatever order', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async (steps) => {
        run += 1;
        const settings = { rememberExpiredMs: 100_000 };
        const inMemory = await answers(new MemoryChallengeStore(settings), steps, `memory-${run}`);
        const inRedis = await answers(
          new RedisChallengeStore({ redis, hashSecret, ...settings }),
          steps,
          `redis-${run}`,
        );
        expect(inRedis).toEqual(inMemory);
      }),
      { numRuns: 300 },
    );
  });
});

type Step =
  | { readonly kind: 'put'; readonly challenge: Omit<Challenge, 'expiresAt'>; readonly ttlMs: number }
  | { readonly kind: 'takeTry'; readonly id: string; readonly userId: string }
  | { readonly kind: 'use'; readonly id: string }
  | { readonly kind: 'discard'; readonly id: string }
  | { readonly kind: 'pass'; readonly ms: number };

const id = fc.constantFrom('a', 'b', 'c', 'd');
const userId = fc.constantFrom('alice', 'bob');
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('put' as const),
    challenge: fc.record({
      verifyRequestId: id,
      userId,
      verifyType: fc.constantFrom('MOBILE' as const, 'EMAIL' as const),
      codeHash: fc.constantFrom('hash-1', 'hash-2'),
      tries: fc.integer({ min: 1, max: 3 }),
    }),
    ttlMs: fc.constantFrom(100_000, 100_001, 300_000),
  }),
  fc.record({ kind: fc.constant('takeTry' as const), id, userId }),
  fc.record({ kind: fc.constant('use' as const), id }),
  fc.record({ kind: fc.constant('discard' as const), id }),
  fc.record({ kind: fc.constant('pass' as const), ms: fc.constantFrom(1, 50_000, 99_999, 100_000, 200_000) }),
);

/** What a store answers to the steps. The scope keeps runs apart that share a Redis. */
async function answers(store: ChallengeStore, steps: readonly Step[], scope: string): Promise<unknown[]> {
  let now = start;
  const all: unknown[] = [];
  const scoped = (name: string): string => `${scope}-${name}`;
  const answer = (one: Step): Promise<unknown> => {
    switch (one.kind) {
      case 'put': {
        const { verifyRequestId, userId: owner } = one.challenge;
        const names = { verifyRequestId: scoped(verifyRequestId), userId: scoped(owner) };
        return store.put({ ...one.challenge, ...names, expiresAt: now + one.ttlMs }, now);
      }
      case 'takeTry':
        return store.takeTry(scoped(one.id), scoped(one.userId), now);
      case 'use':
        return store.use(scoped(one.id), now);
      case 'discard':
        return store.discard(scoped(one.id));
      case 'pass':
        now += one.ms;
        return Promise.resolve();
    }
  };
  for (const one of steps) {
    all.push(await answer(one).catch((error: unknown) => (error instanceof Error ? error.name : error)));
  }
  return all;
}
