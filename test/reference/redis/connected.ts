import { RedisConnection, type RedisConnectionOptions } from '@sendotp-contract/reference';

export const hashSecret = 'a secret of at least thirty-two bytes, for tests';

/** A connection that stands. */
export async function connected(options: RedisConnectionOptions): Promise<RedisConnection> {
  const redis = new RedisConnection(options);
  if (!(await redis.connect())) throw new Error(`no connection to ${redis.address}`);
  return redis;
}
