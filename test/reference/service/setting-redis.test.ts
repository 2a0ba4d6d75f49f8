import { createClient } from '@redis/client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call } from '../../e2e/caller.js';
import { TestRedis } from '../redis/redis-server.js';
import { type RunningService, runService } from './running-service.js';
import { people, ServiceFiles } from './service-files.js';

let files: ServiceFiles;
const closing: (() => Promise<unknown>)[] = [];
beforeEach(() => {
  files = new ServiceFiles();
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  files.remove();
});

async function serve(environment: Readonly<Record<string, string>>): Promise<RunningService> {
  const target = await runService(files, environment);
  closing.push(() => target.service.close());
  return target;
}

describe('the settings of Redis', () => {
  it('REDIS_URL: what one service sent is checked at another on the same Redis', async () => {
    const redis = await TestRedis.start();
    closing.push(() => redis.remove());
    const [sending, checking] = [
      await serve({ REDIS_URL: redis.url }),
      await serve({ REDIS_URL: redis.url }),
    ];
    const { verifyRequestId = '' } = (await call(sending)).body;
    const otpCode = /OTP\s+(\d+)/.exec(sending.output())?.[1] ?? '';
    const check = { verifyRequestId, accessToken: people.token, otpCode };
    expect((await checking.service.mpp.checkOtp(check)).outcome).toBe('correct');
  });

  it('REDIS_URL: a service that has ended, or cannot start, leaves no connection', async () => {
    const redis = await TestRedis.start();
    closing.push(() => redis.remove());
    const client = createClient({ url: redis.url });
    await client.connect();
    closing.push(() => client.close());
    const connections = async () =>
      (await client.clientList()).filter(({ name }) => name === 'sendotp').length;
    const target = await serve({ REDIS_URL: redis.url });
    expect(await connections()).toBe(1);
    await target.service.close();
    await expect.poll(connections).toBe(0);
    await expect(serve({ REDIS_URL: redis.url, MPP_KEYS: '/nowhere' })).rejects.toThrow('/nowhere');
    await expect.poll(connections).toBe(0);
  });

  it('REDIS_PREFIX: begins every key', async () => {
    const redis = await TestRedis.start();
    closing.push(() => redis.remove());
    const target = await serve({ REDIS_URL: redis.url, REDIS_PREFIX: 'of-the-tests:' });
    await call(target);
    const client = createClient({ url: redis.url });
    await client.connect();
    closing.push(() => client.close());
    const keys = await client.keys('*');
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.filter((key) => !key.startsWith('of-the-tests:'))).toEqual([]);
  });

  it.each([
    ['50', true],
    ['3000', false],
  ])('REDIS_TIMEOUT_MS=%s: a Redis that hangs is given up after that time', async (milliseconds, isSoon) => {
    const redis = await TestRedis.start();
    closing.push(() => redis.remove());
    const target = await serve({
      REDIS_URL: redis.url,
      REDIS_TIMEOUT_MS: milliseconds,
      HANDLER_TIMEOUT_MS: '4000',
    });
    redis.pause();
    const since = performance.now();
    const { code } = await call(target);
    redis.resume();
    expect(code).toBe('UNKNOWN_EXCEPTION');
    expect(performance.now() - since < 2_000).toBe(isSoon);
  });
});
