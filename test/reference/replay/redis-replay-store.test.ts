import { describe, expect, it } from 'vitest';
import { type AnyOutcome, MemoryReplayStore, sent, unknown } from '@sendotp-contract/server';
import { operations } from '@sendotp-contract/spec';
import { RedisReplayStore } from '@sendotp-contract/reference';
import { replayModel } from '../../server/replay/replay-model.js';
import { connected } from '../redis/connected.js';
import { everything, order, timesToLive } from '../redis/redis-keys.js';
import { hasRedisServer } from '../redis/redis-server.js';
import { sharedRedis } from '../redis/shared-redis.js';
import { start } from '../test-mpp.js';
import { CountedFirst, newMessage, replayStoreRules } from './replay-store-rules.js';

replayStoreRules('the memory store', (now) => new MemoryReplayStore({ now }));

/** An outcome as the store keeps it. */
function stored(outcome: AnyOutcome, operationId: string = operations.sendOTP.operationId): string {
  return JSON.stringify({ operationId, outcome });
}

const tooMany = unknown('REQUEST_TRAFFIC_EXCEED_LIMIT');

describe.runIf(hasRedisServer)('Redis replay store', () => {
  const shared = sharedRedis();
  const now = () => start;

  const create = (clock: () => number) => new RedisReplayStore({ redis: shared.redis, now: clock });
  replayStoreRules('the Redis store', create);
  replayModel(create, 25);

  it('SIG-9: runs first once for fifty calls at once at two processes, and gives all the same outcome', async () => {
    const here = new RedisReplayStore({ redis: shared.redis, now });
    const there = new RedisReplayStore({ redis: shared.other, now });
    const message = newMessage();
    const first = new CountedFirst(sent('id'));
    const calls = Array.from({ length: 50 }, (_, n) => (n % 2 === 0 ? here : there).once(message, first.run));
    await expect.poll(() => first.runs).toBe(1);
    // Both processes are told that somebody is at work before the outcome is there.
    await Promise.all([shared.redis.ping(), shared.other.ping()]);
    first.finish();
    expect(await Promise.all(calls)).toEqual(calls.map(() => sent('id')));
    expect(first.runs).toBe(1);
  });

  it('SIG-9: gives the outcome to a process that comes later', async () => {
    const message = newMessage();
    const here = new RedisReplayStore({ redis: shared.redis, now });
    await here.once(message, () => Promise.resolve(sent('id')));
    const there = new RedisReplayStore({ redis: shared.other, now });
    expect(await there.once(message, () => Promise.resolve(sent('another')))).toEqual(sent('id'));
  });

  it('SIG-9: one who waits in vain decides that nobody knows, for all and for good', async () => {
    const message = newMessage();
    const slow = new CountedFirst(sent('id'));
    const working = new RedisReplayStore({ redis: shared.redis, now }).once(message, slow.run);
    await expect.poll(() => slow.runs).toBe(1);
    const second = new CountedFirst(sent('another'));
    const impatient = new RedisReplayStore({ redis: shared.other, now, waitMs: 60 });
    expect(await impatient.once(message, second.run)).toEqual(unknown('UNKNOWN_EXCEPTION'));
    slow.finish();
    expect(await working).toEqual(unknown('UNKNOWN_EXCEPTION'));
    expect(await impatient.once(message, second.run)).toEqual(unknown('UNKNOWN_EXCEPTION'));
    expect(second.runs).toBe(0);
  });

  it('SIG-9: one who waits for a claim that is withdrawn is told that nobody knows, and the next one is a try of its own', async () => {
    const message = newMessage();
    const key = shared.redis.key('replay', message.digest);
    await order(shared.server, 'SET', key, 'pending:of-another-process');
    const first = new CountedFirst(sent('id'));
    const waiting = new RedisReplayStore({ redis: shared.redis, now, waitMs: 10_000 }).once(
      message,
      first.run,
    );
    await order(shared.server, 'DEL', key);
    expect(await waiting).toEqual(unknown('UNKNOWN_EXCEPTION'));
    expect(first.runs).toBe(0);
    const next = new RedisReplayStore({ redis: shared.redis, now });
    expect(await next.once(message, () => Promise.resolve(sent('new')))).toEqual(sent('new'));
  });

  it('keeps no promise of what is over', async () => {
    const store = new RedisReplayStore({ redis: shared.redis, now });
    const message = newMessage();
    await store.once(message, () => Promise.resolve(sent('id')));
    await order(shared.server, 'SET', shared.redis.key('replay', message.digest), stored(sent('seen')));
    expect(await store.once(message, () => Promise.resolve(sent('another')))).toEqual(sent('seen'));
  });

  it.each([
    ['an empty value', ''],
    ['text', 'x'],
    ['null', 'null'],
    ['an empty object', '{}'],
    ['broken JSON', '[1'],
    ['an outcome without its operation', JSON.stringify(sent('id'))],
    [
      'an outcome that the operation does not have',
      stored({ resultStatus: 'F', resultCode: 'NO_SUCH_CODE' }),
    ],
    ['a code with another status', stored({ resultStatus: 'S', resultCode: 'USER_NOT_EXIST' })],
    ['S without its fields', stored({ resultStatus: 'S', resultCode: 'SUCCESS' })],
    ['an outcome of another operation', stored(sent('id'), 'anotherOperation')],
    ['a code that asks for another try, of another operation', stored(tooMany, 'anotherOperation')],
  ])('SIG-9: rejects rather than return %s, and does not run first', async (_, value) => {
    const message = newMessage();
    await order(shared.server, 'SET', shared.redis.key('replay', message.digest), value);
    const first = new CountedFirst(sent('id'));
    const store = new RedisReplayStore({ redis: shared.redis, now });
    await expect(store.once(message, first.run)).rejects.toMatchObject({
      name: 'StoreUnavailable',
      code: 'STORE_VALUE_ILLEGAL',
    });
    expect(first.runs).toBe(0);
  });

  it('does not run first when Redis has been closed, and does after all when it comes back', async () => {
    const gone = await connected({ url: shared.server.url });
    await gone.close();
    const message = newMessage();
    const first = new CountedFirst(sent('id'));
    first.finish();
    await expect(new RedisReplayStore({ redis: gone, now }).once(message, first.run)).rejects.toThrow(
      'no connection',
    );
    expect(first.runs).toBe(0);
    expect(await new RedisReplayStore({ redis: shared.redis, now }).once(message, first.run)).toEqual(
      sent('id'),
    );
  });

  it('leaves nothing in Redis for ever', async () => {
    const clean = await connected({ url: shared.server.url, prefix: 'ttl:' });
    const store = new RedisReplayStore({ redis: clean, now });
    await store.once(newMessage(), () => Promise.resolve(sent('id')));
    const [ms] = await timesToLive(shared.server, 'ttl:');
    expect(ms).toBeGreaterThan(600_000);
    expect(ms).toBeLessThanOrEqual(660_001);
    expect(await everything(shared.server)).toContain('ttl:replay:');
    await clean.close();
  });

  it('refuses settings that make no sense', () => {
    expect(() => new RedisReplayStore({ redis: shared.redis, waitMs: 0 })).toThrow(/^waitMs/);
    expect(() => new RedisReplayStore({ redis: shared.redis, waitMs: 2 ** 31 })).toThrow(/^waitMs/);
  });
});
