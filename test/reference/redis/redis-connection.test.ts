import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { type RedisChange, RedisConnection, StoreUnavailable } from '@sendotp-contract/reference';
import { RedisScript } from '../../../server/reference/redis/redis-script.js';
import { RedisSession } from '../../../server/reference/redis/redis-session.js';
import { connected } from './connected.js';
import { order } from './redis-keys.js';
import { hasRedisServer, TestRedis } from './redis-server.js';

const increment = new RedisScript(`return redis.call('INCR', KEYS[1])`);

describe('URL of a Redis', () => {
  it.each([
    ['redis://127.0.0.1:6380', '127.0.0.1:6380'],
    ['redis://redis.internal', 'redis.internal:6379'],
    ['rediss://mpp:p%40ss%2Fword@redis.internal:6380/3', 'redis.internal:6380'],
    ['redis://:secret@[::1]:7000/', '[::1]:7000'],
  ])('takes %s', (url, address) => {
    expect(new RedisConnection({ url }).address).toBe(address);
  });

  it.each([
    ['', 'not a URL'],
    ['localhost:6379', 'scheme is localhost:'],
    ['https://user:hunter2@redis.internal', 'scheme is https:'],
    ['redis://user:hunter2', 'not a URL'],
    ['redis://:hunter2/x@redis.internal', 'not a URL'],
    ['redis://hunter2/x@redis.internal', 'not the number of a database'],
    ['redis://:hunter2@redis.internal/zero', 'not the number of a database'],
    ['redis://:hunter2@redis.internal?db=1', '? or #'],
    ['redis://:hunter2#@redis.internal', 'not a URL'],
    ['redis://:hunter2%@redis.internal', 'not part of a percent-encoding'],
    ['redis:///0', 'has no host'],
  ])('refuses %s, and says why without repeating it', (url, why) => {
    const refused = () => new RedisConnection({ url });
    expect(refused).toThrow(RangeError);
    expect(refused).toThrow(why);
    expect(refused).toThrow('redis://[user:password@]host[:port][/database]');
    expect(refused).not.toThrow('hunter2');
  });

  it('refuses times that make no sense', () => {
    const url = 'redis://127.0.0.1';
    expect(() => new RedisConnection({ url, commandTimeoutMs: 0 })).toThrow(/^commandTimeoutMs/);
    expect(() => new RedisConnection({ url, connectTimeoutMs: 2 ** 31 })).toThrow(/^connectTimeoutMs/);
    expect(() => new RedisConnection({ url, maxReconnectDelayMs: NaN })).toThrow(/^maxReconnectDelayMs/);
  });
});

it('a connection that was closed before it was opened says that it is not connected', async () => {
  const redis = new RedisConnection({ url: 'redis://127.0.0.1:1' });
  await redis.close();
  expect(await redis.connect()).toBe(false);
});

describe.runIf(hasRedisServer)('Redis connection', () => {
  const open: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of open.splice(0).reverse()) await close();
  });

  it('that is closed in the very moment in which it opens is closed', async () => {
    const server = await testRedis();
    const redis = new RedisConnection({ url: server.url });
    const openSession = RedisSession.open.bind(RedisSession);
    const opening = vi.spyOn(RedisSession, 'open').mockImplementation(async (...args) => {
      const session = await openSession(...args);
      closed = redis.close();
      return session;
    });
    onTestFinished(() => {
      opening.mockRestore();
    });
    let closed: Promise<void> | undefined;
    expect(await redis.connect()).toBe(false);
    await closed;
    expect(opening).toHaveBeenCalledOnce();
    expect(await order(server, 'CLIENT', 'LIST')).not.toContain('name=sendotp');
  });

  async function testRedis(...args: string[]): Promise<TestRedis> {
    const server = await TestRedis.start(...args);
    open.push(() => server.remove());
    return server;
  }

  function connection(url: string, options: Partial<ConstructorParameters<typeof RedisConnection>[0]> = {}) {
    const changes: RedisChange[] = [];
    const redis = new RedisConnection({
      url,
      maxReconnectDelayMs: 100,
      onChange: (change) => changes.push(change),
      ...options,
    });
    open.push(() => redis.close());
    return { redis, changes, states: () => changes.map(({ state }) => state) };
  }

  /** How the call ends, and how long that took. */
  async function ending(call: Promise<unknown>): Promise<{ readonly error: unknown; readonly ms: number }> {
    const since = performance.now();
    const error = await call.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    return { error, ms: performance.now() - since };
  }

  it('runs scripts, also such as Redis has forgotten', async () => {
    const server = await testRedis();
    const { redis } = connection(server.url);
    expect(await redis.connect()).toBe(true);
    expect(redis.isConnected).toBe(true);
    expect(await redis.run(increment, ['n'], [])).toBe(1);
    await order(server, 'SCRIPT', 'FLUSH');
    expect(await redis.run(increment, ['n'], [])).toBe(2);
  });

  it('refuses every command before connect, and after close', async () => {
    const server = await testRedis();
    const { redis } = connection(server.url);
    const notConnected = { name: 'StoreUnavailable', code: 'STORE_NOT_CONNECTED' };
    await expect(redis.run(increment, ['n'], [])).rejects.toMatchObject(notConnected);
    await redis.connect();
    const last = redis.run(increment, ['n'], []);
    await redis.close();
    expect(await last).toBe(1);
    await expect(redis.run(increment, ['n'], [])).rejects.toMatchObject(notConnected);
    expect(await redis.ping()).toBe(false);
  });

  it('may start while Redis is down, says so once, and is there when Redis is', async () => {
    const server = await testRedis();
    await server.stop();
    const { redis, changes, states } = connection(server.url);
    expect(await redis.connect()).toBe(false);
    expect(await redis.ping()).toBe(false);
    await expect.poll(states).toEqual(['disconnected']);
    expect(changes[0]).toMatchObject({
      reason: { code: 'STORE_NOT_CONNECTED', message: expect.stringContaining('ECONNREFUSED') as string },
    });
    await server.start();
    await expect.poll(() => redis.ping()).toBe(true);
    expect(states()).toEqual(['disconnected', 'connected']);
  });

  it('tells of an outage once, however often it tries', async () => {
    let tries = 0;
    const noRedis = createServer((socket) => {
      tries += 1;
      socket.destroy();
    }).listen(0, '127.0.0.1');
    open.push(async () => {
      noRedis.close();
      await once(noRedis, 'close');
    });
    await once(noRedis, 'listening');
    const { port } = noRedis.address() as AddressInfo;
    const { redis, states } = connection(`redis://127.0.0.1:${port}`);
    await redis.connect();
    await expect.poll(() => tries).toBeGreaterThan(4);
    expect(states()).toEqual(['disconnected']);
  });

  it('settles every command in time when Redis stops in the middle of them, and recovers', async () => {
    const server = await testRedis();
    const { redis, states } = connection(server.url);
    await redis.connect();
    const calls = Array.from({ length: 200 }, () => ending(redis.run(increment, ['n'], [])));
    await server.stop();
    for (const { error, ms } of await Promise.all([...calls, ending(redis.run(increment, ['n'], []))])) {
      if (error !== undefined) expect(error).toBeInstanceOf(StoreUnavailable);
      expect(ms).toBeLessThan(2_000);
    }
    await server.start();
    await expect.poll(() => redis.ping()).toBe(true);
    expect(states()).toEqual(['connected', 'disconnected', 'connected']);
  });

  it('settles every command in time when Redis hangs, then at once, and recovers', async () => {
    const server = await testRedis();
    const { redis, states } = connection(server.url);
    await redis.connect();
    server.pause();
    const hanging = Array.from({ length: 50 }, () => ending(redis.run(increment, ['n'], [])));
    for (const { error, ms } of await Promise.all(hanging)) {
      expect(error).toMatchObject({ name: 'StoreUnavailable', code: 'STORE_TIMED_OUT' });
      expect(ms).toBeLessThan(2_000);
    }
    expect(redis.isConnected).toBe(false);
    const { error, ms } = await ending(redis.run(increment, ['n'], []));
    expect(error).toMatchObject({ code: 'STORE_NOT_CONNECTED' });
    expect(ms).toBeLessThan(200);
    // It gives the connection up, and none that it opens meanwhile gets as far as a handshake.
    await expect.poll(states).toEqual(['connected', 'disconnected']);
    server.resume();
    await expect.poll(() => redis.ping()).toBe(true);
    expect(states()).toEqual(['connected', 'disconnected', 'connected']);
  });

  it('does not begin late what Redis did not know at first', async () => {
    const server = await testRedis();
    const { redis } = connection(server.url, { commandTimeoutMs: 250 });
    await redis.connect();
    server.pause();
    expect((await ending(redis.run(increment, ['n'], []))).error).toMatchObject({ code: 'STORE_TIMED_OUT' });
    server.resume();
    await expect.poll(() => redis.ping()).toBe(true);
    expect(await redis.run(increment, ['n'], [])).toBe(1);
  });

  it('does not take for late what came while this process was busy itself', async () => {
    const server = await testRedis();
    const { redis, states } = connection(server.url, { commandTimeoutMs: 100 });
    await redis.connect();
    await redis.run(increment, ['n'], []);
    const call = redis.run(increment, ['n'], []);
    // It has gone out, and nothing has been read since.
    await new Promise((resolve) => setImmediate(resolve));
    const until = performance.now() + 300;
    while (performance.now() < until);
    expect(await call).toBe(2);
    expect(states()).toEqual(['connected']);
  });

  it('keeps the connection over a short pause', async () => {
    const server = await testRedis();
    const { redis, states } = connection(server.url, { commandTimeoutMs: 1_500 });
    await redis.connect();
    server.pause();
    const call = redis.run(increment, ['n'], []);
    server.resume();
    expect(await call).toBe(1);
    expect(states()).toEqual(['connected']);
  });

  it('gives up a handshake that hangs, and tries again', async () => {
    const server = await testRedis();
    server.pause();
    const { redis, changes } = connection(server.url, { connectTimeoutMs: 100 });
    expect(await redis.connect()).toBe(false);
    expect(changes[0]).toMatchObject({ reason: { message: expect.stringContaining('handshake') as string } });
    server.resume();
    await expect.poll(() => redis.ping()).toBe(true);
  });

  it('closes while it tries to connect, and while Redis hangs', async () => {
    const server = await testRedis();
    const standing = await connected({ url: server.url, commandTimeoutMs: 200 });
    server.pause();
    const { redis } = connection(server.url);
    const firstTry = redis.connect();
    const call = ending(standing.run(increment, ['n'], []));
    for (const { error, ms } of await Promise.all([ending(redis.close()), ending(standing.close())])) {
      expect(error).toBeUndefined();
      expect(ms).toBeLessThan(1_500);
    }
    expect(await firstTry).toBe(false);
    expect((await call).error).toBeInstanceOf(StoreUnavailable);
  });

  it('says by one word what Redis has against it, and never the password', async () => {
    const server = await testRedis('--requirepass', 'hunter2');
    const withPassword = connection(server.url.replace('//', '//:hunter2@'));
    expect(await withPassword.redis.connect()).toBe(true);
    const withAnother = connection(server.url.replace('//', '//:hunter3@'));
    expect(await withAnother.redis.connect()).toBe(false);
    const [change] = withAnother.changes;
    if (change?.state !== 'disconnected') throw new Error('connected');
    expect(change.reason.message).toContain('WRONGPASS');
    expect(change.reason.message).not.toContain('hunter');
    await expect(
      withPassword.redis.run(new RedisScript(`return redis.call('SET', KEYS[1])`), ['+12025550142'], []),
    ).rejects.toMatchObject({
      code: 'STORE_REFUSED',
      message: `the Redis at ${withPassword.redis.address} answered with the error ERR`,
    });
  });

  it('looks for another when the Redis at the address has become a replica', async () => {
    const server = await testRedis();
    const { redis, states } = connection(server.url);
    await redis.connect();
    await order(server, 'REPLICAOF', '127.0.0.1', '1');
    expect((await ending(redis.run(increment, ['n'], []))).error).toMatchObject({
      code: 'STORE_REFUSED',
      message: `the Redis at ${redis.address} answered with the error READONLY`,
    });
    await order(server, 'REPLICAOF', 'NO', 'ONE');
    await expect.poll(() => ending(redis.run(increment, ['n'], []))).toMatchObject({ error: undefined });
    expect(states()).toEqual(['connected', 'disconnected', 'connected']);
  });

  it.each([
    [
      'throws',
      () => {
        throw new RangeError('of the listener');
      },
    ],
    ['rejects', () => Promise.reject(new RangeError('of the listener'))],
  ])('goes on when the one that is told %s', async (_, onChange) => {
    const lines: string[] = [];
    const write = vi.spyOn(console, 'error').mockImplementation((line: string) => lines.push(line));
    const server = await testRedis();
    const { redis } = connection(server.url, { onChange });
    expect(await redis.connect()).toBe(true);
    expect(await redis.ping()).toBe(true);
    write.mockRestore();
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { stage: 'onChange', state: 'connected', name: 'RangeError' },
    ]);
  });
});
