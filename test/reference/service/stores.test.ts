import { afterEach, describe, expect, it } from 'vitest';
import { type ReplayKey, sent, unknown } from '@sendotp-contract/server';
import { operations } from '@sendotp-contract/spec';
import { readSettings, type Settings } from '@sendotp-contract/reference';
import { openStores, replayable, type Stores } from '../../../server/reference/service/stores.js';
import { hashSecret } from '../redis/connected.js';
import { PlayedRedis } from '../redis/played-redis.js';
import { everything, order } from '../redis/redis-keys.js';
import { hasRedisServer, TestRedis } from '../redis/redis-server.js';
import { NoticeLog } from './notice-log.js';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const settingsOf = (environment: Readonly<Record<string, string>>): Settings =>
  readSettings({ ...environment, OTP_HASH_SECRET: hashSecret });

async function open(environment: Readonly<Record<string, string>>, onNotice?: () => void) {
  const log = new NoticeLog(onNotice);
  const stores: Stores = await openStores(settingsOf(environment), {}, hashSecret, log);
  closing.push(() => stores.close());
  return { stores, notices: log.notices };
}

/** A message that can be replayed for an hour. */
const message = (digest: string): ReplayKey => ({
  ...{ operation: operations.sendOTP, digest },
  expiresAt: Date.now() + 3_600_000,
});

describe('the messages that one process remembers', () => {
  it.each([
    ['1', '1', 100_000],
    ['79', '600', 100_000],
    ['80', '600', 100_800],
    ['200', '600', 252_000],
    ['1000', '470', 1_000_000],
    ['100000', '3600', 1_000_000],
  ])(
    'SIG-9: are, at %s a second that are valid for %s s before and after, the last %i',
    (TRAFFIC_LIMIT, TOLERANCE_SECONDS, most) => {
      expect(replayable(settingsOf({ TRAFFIC_LIMIT, TOLERANCE_SECONDS }))).toBe(most);
    },
  );

  it('SIG-9: are 100,000 at least; of one more the oldest is forgotten, and would be done anew', async () => {
    const { replays } = (await open({ TRAFFIC_LIMIT: '1', TOLERANCE_SECONDS: '1' })).stores;
    let runs = 0;
    const first = () => {
      runs += 1;
      return Promise.resolve(sent('id'));
    };
    for (let n = 0; n < 100_000; n += 1) await replays.once(message(`digest-${n}`), first);
    await replays.once(message('digest-0'), first);
    expect(runs).toBe(100_000);
    await replays.once(message('digest-100000'), first);
    await replays.once(message('digest-1'), first);
    expect(runs).toBe(100_001);
    await replays.once(message('digest-0'), first);
    expect(runs).toBe(100_002);
  });
});

describe.runIf(hasRedisServer)('the stores of a service with REDIS_URL', () => {
  async function openAt(redis: TestRedis, environment: Readonly<Record<string, string>> = {}) {
    return open({ ...environment, REDIS_URL: redis.url });
  }
  async function testRedis(...args: readonly string[]): Promise<TestRedis> {
    const redis = await TestRedis.start(...args);
    closing.push(() => redis.remove());
    return redis;
  }

  it('have the limits of the settings', async () => {
    const { stores } = await openAt(await testRedis(), {
      ...{ WRONG_CODES: '1', SENDING_LIMITS: '2/1m', CLIENT_LIMITS: '1/1h' },
    });
    expect(await stores.wrongCodes.count('user')).toBe('last');
    const reserve = async () => (await stores.sendingLimit.reserve('user', 'MOBILE')).outcome;
    expect([await reserve(), await reserve(), await reserve()]).toEqual(['allowed', 'allowed', 'limited']);
    const sending = { clientId: 'CALLER', verifyType: 'MOBILE', address: '+12025550142' } as const;
    expect(await stores.pumping.reserve(sending)).toMatchObject({ outcome: 'allowed' });
    expect(await stores.pumping.reserve(sending)).toEqual({ outcome: 'braked', by: 'client' });
  });

  it('RC-16: count the requests of a caller there, for all instances together', async () => {
    const redis = await testRedis();
    const { stores } = await openAt(redis, { TRAFFIC_LIMIT: '1000' });
    // A count lasts a second, which a busy machine may be late for.
    await expect
      .poll(async () => {
        await stores.traffic.admit('CALLER');
        return everything(redis);
      })
      .toContain('traffic:CALLER');
  });

  it('SIG-9: wait for the outcome of another instance as long as its handler may take, and a second more', async () => {
    const redis = await testRedis();
    const { stores } = await openAt(redis, { HANDLER_TIMEOUT_MS: '200', CHANNEL_TIMEOUT_MS: '100' });
    await order(redis, 'SET', 'sendotp:replay:digest', 'pending:of-an-instance-that-is-gone');
    const since = performance.now();
    const outcome = await stores.replays.once(message('digest'), () => Promise.resolve(sent('id')));
    expect(outcome).toEqual(unknown('UNKNOWN_EXCEPTION'));
    // More than a second, because that second is no setting. A last look comes up to 200 ms before the end.
    expect(performance.now() - since).toBeGreaterThan(950);
    expect(performance.now() - since).toBeLessThan(5_000);
  });

  it('say in the log when Redis is lost and connected, and what its settings may lose', async () => {
    // It writes nothing to disk, as every Redis of the tests.
    const redis = await testRedis('--maxmemory-policy', 'allkeys-lru');
    const { notices } = await openAt(redis);
    const losses = [expect.stringContaining('allkeys-lru'), expect.stringContaining('nothing to disk')];
    await expect
      .poll(() => notices)
      .toEqual([
        { level: 'info', what: 'Redis connected', details: { redis: `127.0.0.1:${redis.port}` } },
        ...losses.map((what: unknown) => ({ level: 'warn', what })),
      ]);
    await redis.stop();
    await expect
      .poll(() => notices.slice(3))
      .toMatchObject([{ level: 'error', what: 'the Redis connection was lost' }]);
  });
});

it('stores whose Redis does not say what it may lose go on without that', async () => {
  const redis = await PlayedRedis.start();
  closing.push(() => redis.stop());
  let next: 'hangs' | 'answers' = 'hangs';
  const { notices, stores } = await open({ REDIS_URL: redis.url, REDIS_TIMEOUT_MS: '20' }, () => {
    redis.mode = next;
  });
  await expect.poll(() => notices.map(({ what }) => what)).toContain('the Redis connection was lost');
  next = 'answers';
  redis.mode = next;
  const { signal } = new AbortController();
  await expect.poll(() => Promise.all(stores.checks.map((one) => one.check({ signal })))).toHaveLength(1);
  expect(notices.map(({ level }) => level)).not.toContain('warn');
});
