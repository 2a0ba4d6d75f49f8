import type { RedisConnection, RedisConnectionOptions } from '@sendotp-contract/reference';
import { afterAll, beforeAll } from 'vitest';
import { connected } from './connected.js';
import { TestRedis } from './redis-server.js';

/** A Redis with two connections, as of two processes that share it. */
export interface SharedRedis {
  readonly server: TestRedis;
  readonly redis: RedisConnection;
  readonly other: RedisConnection;
}

/** Starts one for the tests of this `describe`; its parts are there when a test runs. */
export function sharedRedis(options: Omit<RedisConnectionOptions, 'url'> = {}): SharedRedis {
  let started: SharedRedis | undefined;
  const parts = (): SharedRedis => {
    if (started === undefined) throw new Error('the shared Redis is there for tests only');
    return started;
  };
  beforeAll(async () => {
    const server = await TestRedis.start();
    const { url } = server;
    const redis = await connected({ url, ...options });
    started = { server, redis, other: await connected({ url, ...options }) };
  });
  afterAll(async () => {
    const { server, redis, other } = parts();
    await Promise.all([redis.close(), other.close()]);
    await server.remove();
  });
  return {
    get server() {
      return parts().server;
    },
    get redis() {
      return parts().redis;
    },
    get other() {
      return parts().other;
    },
  };
}
