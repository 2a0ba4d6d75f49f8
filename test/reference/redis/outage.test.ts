import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sent, unknown } from '@sendotp-contract/server';
import {
  RedisChallengeStore,
  type RedisConnection,
  RedisReplayStore,
  RedisSendingLimit,
  StoreUnavailable,
} from '@sendotp-contract/reference';
import { challenge } from '../challenge/challenge-store-rules.js';
import { allowed, newUser } from '../limit/sending-limit-rules.js';
import { CountedFirst, newMessage } from '../replay/replay-store-rules.js';
import { start } from '../test-mpp.js';
import { connected, hashSecret } from './connected.js';
import { hasRedisServer, TestRedis } from './redis-server.js';

describe.runIf(hasRedisServer)('stores without their Redis', () => {
  let server: TestRedis;
  let redis: RedisConnection;
  const now = () => start;
  const stores = () => ({
    challenges: new RedisChallengeStore({ redis, hashSecret }),
    limit: new RedisSendingLimit({ redis, hashSecret, clock: now }),
    replays: new RedisReplayStore({ redis, now, waitMs: 1_000 }),
  });

  beforeEach(async () => {
    server = await TestRedis.start();
    redis = await connected({ url: server.url, commandTimeoutMs: 250, maxReconnectDelayMs: 100 });
  });
  afterEach(async () => {
    server.resume();
    await redis.close();
    await server.remove();
  });

  it.each([
    ['stopped', () => server.stop()],
    [
      'hanging',
      () => {
        server.pause();
      },
    ],
  ] as const)(
    'reject every operation in time while it is %s, and work when it is back',
    async (_, outage) => {
      const { challenges, limit, replays } = stores();
      const first = new CountedFirst(sent('id'));
      first.finish();
      const one = challenge();
      const { release } = allowed(await limit.reserve('earlier', 'MOBILE'));
      const operations: Readonly<Record<string, () => Promise<unknown>>> = {
        put: () => challenges.put(one, start),
        takeTry: () => challenges.takeTry(one.verifyRequestId, one.userId, start),
        use: () => challenges.use(one.verifyRequestId, start),
        discard: () => challenges.discard(one.verifyRequestId),
        reserve: () => limit.reserve(one.userId, 'MOBILE'),
        release,
        once: () => replays.once(newMessage(), first.run),
      };
      await outage();
      const since = performance.now();
      for (const [name, operation] of Object.entries(operations)) {
        await expect(operation(), name).rejects.toBeInstanceOf(StoreUnavailable);
      }
      expect(performance.now() - since).toBeLessThan(250 * 7 + 2_000);
      expect(first.runs).toBe(0);

      server.resume();
      await server.stop();
      await server.start();
      await expect.poll(() => redis.ping()).toBe(true);
      for (const [name, operation] of Object.entries(operations)) {
        await expect(operation(), name).resolves.not.toThrow();
      }
      expect(first.runs).toBe(1);
    },
  );

  it('do not count a sending whose reservation came through late', async () => {
    const { limit } = stores();
    const user = newUser();
    // Redis knows the script from here on.
    await limit.reserve(newUser(), 'MOBILE');
    server.pause();
    await expect(limit.reserve(user, 'MOBILE')).rejects.toMatchObject({ code: 'STORE_TIMED_OUT' });
    server.resume();
    await expect.poll(() => redis.ping()).toBe(true);
    expect((await limit.reserve(user, 'MOBILE')).outcome).toBe('allowed');
    expect((await limit.reserve(user, 'MOBILE')).outcome).toBe('limited');
  });

  it('SIG-9: let a message be sent again whose claim came through late, as nothing was sent', async () => {
    const { replays } = stores();
    const message = newMessage();
    const first = new CountedFirst(sent('id'));
    first.finish();
    await replays.once(newMessage(), () => Promise.resolve(sent('of another message')));
    server.pause();
    await expect(replays.once(message, first.run)).rejects.toMatchObject({ code: 'STORE_TIMED_OUT' });
    server.resume();
    await expect.poll(() => redis.ping()).toBe(true);
    expect(await replays.once(message, first.run)).toEqual(sent('id'));
    expect(first.runs).toBe(1);
  });

  it('SIG-9: answer the first and every replay alike when the outcome came through late', async () => {
    const { replays } = stores();
    const message = newMessage();
    let runs = 0;
    await replays.once(newMessage(), () => Promise.resolve(sent('of another message')));
    const first = () => {
      runs += 1;
      server.pause();
      return Promise.resolve(sent('id'));
    };
    expect(await replays.once(message, first)).toEqual(unknown('UNKNOWN_EXCEPTION'));
    server.resume();
    await expect.poll(() => redis.ping()).toBe(true);
    expect(await replays.once(message, first)).toEqual(unknown('UNKNOWN_EXCEPTION'));
    expect(runs).toBe(1);
  });

  it('SIG-9: keep the outcome of a message that Redis forgot while it was worked on', async () => {
    const { replays } = stores();
    const message = newMessage();
    let runs = 0;
    const first = async () => {
      runs += 1;
      await server.stop();
      await server.start();
      await expect.poll(() => redis.ping()).toBe(true);
      return sent('id');
    };
    expect(await replays.once(message, first)).toEqual(sent('id'));
    expect(await replays.once(message, first)).toEqual(sent('id'));
    expect(runs).toBe(1);
  });

  it('SIG-9: do not need it to give a duplicate at the same process what the first is given', async () => {
    const { replays } = stores();
    const message = newMessage();
    const first = new CountedFirst(sent('id'));
    const calls = [replays.once(message, first.run)];
    await expect.poll(() => first.runs).toBe(1);
    await server.stop();
    calls.push(replays.once(message, first.run));
    first.finish();
    expect(await Promise.all(calls)).toEqual([unknown('UNKNOWN_EXCEPTION'), unknown('UNKNOWN_EXCEPTION')]);
    expect(first.runs).toBe(1);
  });

  it('SIG-9: wait for an outcome over a short outage', async () => {
    const other = await connected({ url: server.url, commandTimeoutMs: 250, maxReconnectDelayMs: 100 });
    const message = newMessage();
    const first = new CountedFirst(sent('id'));
    const working = new RedisReplayStore({ redis, now }).once(message, first.run);
    await expect.poll(() => first.runs).toBe(1);
    const waiting = new RedisReplayStore({ redis: other, now }).once(message, first.run);
    // Answered behind its claim: from here on it waits for the outcome.
    await other.ping();
    server.pause();
    await expect.poll(() => other.isConnected).toBe(false);
    server.resume();
    await expect.poll(() => redis.ping()).toBe(true);
    first.finish();
    expect(await Promise.all([working, waiting])).toEqual([sent('id'), sent('id')]);
    expect(first.runs).toBe(1);
    await other.close();
  });
});
