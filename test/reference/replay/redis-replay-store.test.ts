import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MemoryReplayStore, sent, unknown } from '../../../server/contract/index.js';
import { type RedisConnection, RedisReplayStore } from '../../../server/reference/index.js';
import { connected } from '../redis/connected.js';
import { everything, order, timesToLive } from '../redis/redis-keys.js';
import { hasRedisServer, TestRedis } from '../redis/redis-server.js';
import { start } from '../test-mpp.js';
import { CountedFirst, expiresAt, newKey, replayStoreRules } from './replay-store-rules.js';

replayStoreRules('the memory store', (now) => new MemoryReplayStore({ now }));

describe.runIf(hasRedisServer)('Redis replay store', () => {
  let server: TestRedis;
  let redis: RedisConnection;
  let other: RedisConnection;
  const now = () => start;

  beforeAll(async () => {
    server = await TestRedis.start();
    redis = await connected({ url: server.url });
    other = await connected({ url: server.url });
  });
  afterAll(async () => {
    await Promise.all([redis.close(), other.close()]);
    await server.remove();
  });

  replayStoreRules('the Redis store', (clock) => new RedisReplayStore({ redis, now: clock }));

  it('SIG-9: runs first once for fifty calls at once at two processes, and gives all the same outcome', async () => {
    const here = new RedisReplayStore({ redis, now });
    const there = new RedisReplayStore({ redis: other, now });
    const key = newKey();
    const first = new CountedFirst(sent('id'));
    const calls = Array.from({ length: 50 }, (_, n) =>
      (n % 2 === 0 ? here : there).once(key, expiresAt, first.run),
    );
    await expect.poll(() => first.runs).toBe(1);
    // Both processes are told that somebody is at work before the outcome is there.
    await Promise.all([redis.ping(), other.ping()]);
    first.finish();
    expect(await Promise.all(calls)).toEqual(calls.map(() => sent('id')));
    expect(first.runs).toBe(1);
  });

  it('SIG-9: gives the outcome to a process that comes later', async () => {
    const key = newKey();
    const here = new RedisReplayStore({ redis, now });
    await here.once(key, expiresAt, () => Promise.resolve(sent('id')));
    const there = new RedisReplayStore({ redis: other, now });
    expect(await there.once(key, expiresAt, () => Promise.resolve(sent('another')))).toEqual(sent('id'));
  });

  it('SIG-9: one who waits in vain decides that nobody knows, for all and for good', async () => {
    const key = newKey();
    const slow = new CountedFirst(sent('id'));
    const working = new RedisReplayStore({ redis, now }).once(key, expiresAt, slow.run);
    await expect.poll(() => slow.runs).toBe(1);
    const second = new CountedFirst(sent('another'));
    const impatient = new RedisReplayStore({ redis: other, now, waitMs: 60 });
    expect(await impatient.once(key, expiresAt, second.run)).toEqual(unknown('UNKNOWN_EXCEPTION'));
    slow.finish();
    expect(await working).toEqual(unknown('UNKNOWN_EXCEPTION'));
    expect(await impatient.once(key, expiresAt, second.run)).toEqual(unknown('UNKNOWN_EXCEPTION'));
    expect(second.runs).toBe(0);
  });

  it('keeps no promise of what is over', async () => {
    const store = new RedisReplayStore({ redis, now });
    const key = newKey();
    await store.once(key, expiresAt, () => Promise.resolve(sent('id')));
    await order(server, 'SET', redis.key('replay', key), JSON.stringify(sent('seen')));
    expect(await store.once(key, expiresAt, () => Promise.resolve(sent('another')))).toEqual(sent('seen'));
  });

  it.each(['', 'x', 'null', '{}', '{"resultStatus":"S","resultCode":"SUCCESS"}', '[1'])(
    'rejects rather than answer with what is no outcome: %j',
    async (value) => {
      const key = newKey();
      await order(server, 'SET', redis.key('replay', key), value);
      const first = new CountedFirst(sent('id'));
      const store = new RedisReplayStore({ redis, now });
      await expect(store.once(key, expiresAt, first.run)).rejects.toMatchObject({
        name: 'StoreUnavailable',
        code: 'STORE_VALUE_ILLEGAL',
      });
      expect(first.runs).toBe(0);
    },
  );

  it('does not run first when Redis has been closed, and does after all when it comes back', async () => {
    const gone = await connected({ url: server.url });
    await gone.close();
    const key = newKey();
    const first = new CountedFirst(sent('id'));
    first.finish();
    await expect(new RedisReplayStore({ redis: gone, now }).once(key, expiresAt, first.run)).rejects.toThrow(
      'no connection',
    );
    expect(first.runs).toBe(0);
    expect(await new RedisReplayStore({ redis, now }).once(key, expiresAt, first.run)).toEqual(sent('id'));
  });

  it('leaves nothing in Redis for ever', async () => {
    const clean = await connected({ url: server.url, prefix: 'ttl:' });
    const store = new RedisReplayStore({ redis: clean, now });
    await store.once(newKey(), expiresAt, () => Promise.resolve(sent('id')));
    const [ms] = await timesToLive(server, 'ttl:');
    expect(ms).toBeGreaterThan(600_000);
    expect(ms).toBeLessThanOrEqual(660_001);
    expect(await everything(server)).toContain('ttl:replay:');
    await clean.close();
  });

  it('refuses settings that make no sense', () => {
    expect(() => new RedisReplayStore({ redis, waitMs: 0 })).toThrow(/^waitMs/);
    expect(() => new RedisReplayStore({ redis, waitMs: 2 ** 31 })).toThrow(/^waitMs/);
  });
});
