import { afterEach, describe, expect, it } from 'vitest';
import { order } from '../reference/redis/redis-keys.js';
import { hasRedisServer, TestRedis } from '../reference/redis/redis-server.js';
import { ServiceFiles } from '../reference/service/service-files.js';
import { call, goodBody } from './caller.js';
import { OtpGateway } from './otp-gateway.js';
import { ServiceProcess } from './service-process.js';

const patience = { timeout: 30_000, interval: 100 };

describe.runIf(hasRedisServer)('a process of the service whose Redis', () => {
  const toEnd: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of toEnd.splice(0).reverse()) await end();
  });

  async function start(
    url: (redis: TestRedis) => string,
    ...args: string[]
  ): Promise<{ readonly service: ServiceProcess; readonly redis: TestRedis }> {
    const files = new ServiceFiles(10);
    const gateway = await OtpGateway.start();
    const redis = await TestRedis.start(...args);
    const service = await ServiceProcess.start(files, { ...gateway.settings, REDIS_URL: url(redis) });
    toEnd.push(
      () => {
        files.remove();
      },
      () => gateway.close(),
      () => redis.remove(),
      () => service.end('SIGTERM'),
    );
    return { service, redis };
  }

  const readyz = (service: ServiceProcess) => async () => {
    const { status, text } = await service.page('/readyz');
    return `${status} ${text}`;
  };
  const code = async ({ target }: ServiceProcess, token: string) =>
    (await call(target, { body: goodBody(target, { accessToken: token }) })).code;

  it('is full is not ready, says OOM in log and readiness, and is ready when there is room', async () => {
    const { service, redis } = await start(({ url }) => url, '--appendonly', 'yes');
    await expect.poll(readyz(service), patience).toContain('200');
    await order(redis, 'CONFIG', 'SET', 'maxmemory', '1');
    expect(await code(service, 'token-1')).toBe('UNKNOWN_EXCEPTION');
    await expect
      .poll(readyz(service), patience)
      .toBe('503 {"ready":false,"checks":{"redis":"STORE_REFUSED OOM"}}\n');
    expect(service.output).toContain('"reason":"STORE_REFUSED OOM","msg":"Redis refuses commands"');
    expect(service.output.match(/Redis refuses commands/g)).toHaveLength(1);
    await order(redis, 'CONFIG', 'SET', 'maxmemory', '0');
    await expect.poll(readyz(service), patience).toContain('200');
    expect(service.output).toContain('Redis accepts writes again');
    expect(await code(service, 'token-2')).toBe('SUCCESS');
  });

  it('wants another password says WRONGPASS in log and readiness', async () => {
    const { service } = await start(
      ({ url }) => url.replace('//', '//:not-this-one@'),
      '--requirepass',
      'the right one',
    );
    await expect.poll(readyz(service), patience).toContain('"redis":"STORE_NOT_CONNECTED WRONGPASS"');
    expect(service.output).toContain('"reason":"STORE_NOT_CONNECTED WRONGPASS"');
    expect(service.output).not.toContain('not-this-one');
  });

  it('wants a password and gets none says NOAUTH', async () => {
    const { service } = await start(({ url }) => url, '--requirepass', 'the right one');
    await expect.poll(readyz(service), patience).toContain('NOAUTH');
  });

  it('is a read-only replica is not ready, and says READONLY', async () => {
    const { service, redis } = await start(({ url }) => url);
    await order(redis, 'REPLICAOF', '127.0.0.1', '1');
    await expect.poll(readyz(service), patience).toMatch(/READONLY/);
    await expect.poll(() => service.output, patience).toContain('READONLY');
  });

  it('SIG-9: evicts keys, or writes nothing to disk, is warned of at the start', async () => {
    const { service } = await start(({ url }) => url, '--maxmemory-policy', 'allkeys-lru');
    await expect.poll(() => service.output, patience).toContain('its maxmemory-policy is allkeys-lru');
    await expect.poll(() => service.output, patience).toContain('it writes nothing to disk');
  });

  it('SIG-9: evicts nothing and writes to disk is not warned of', async () => {
    const { service } = await start(({ url }) => url, '--appendonly', 'yes');
    expect(await code(service, 'token-1')).toBe('SUCCESS');
    expect(service.output).toContain('Redis connected');
    expect(service.output).not.toMatch(/maxmemory-policy|writes nothing/);
  });
});
