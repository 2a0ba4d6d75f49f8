import { describe, expect, it } from 'vitest';
import { redisAddress } from '../../../server/reference/redis/redis-address.js';

describe('the address of a Redis', () => {
  it.each([
    ['redis://redis.internal', 'redis.internal:6379'],
    ['rediss://redis.internal:6380', 'redis.internal:6380'],
    ['redis://user:p%40ss@127.0.0.1/0', '127.0.0.1:6379'],
    ['redis://127.0.0.1/12345', '127.0.0.1:6379'],
    ['redis://[::1]:7000/', '[::1]:7000'],
  ])('%s is shown as %s', (url, name) => {
    expect(redisAddress(url)).toEqual({ url, name });
  });

  it.each([
    ['redis:secret', 'it has no host'],
    ['secret', 'it is not a URL'],
    ['http://:secret@redis.internal', 'its scheme is http:'],
    ['redis:///1', 'it has no host'],
    ['redis://redis.internal/secret', 'the path is not the number of a database'],
    ['redis://redis.internal/1/2', 'the path is not the number of a database'],
    ['redis://redis.internal/123456', 'the path is not the number of a database'],
    ['redis://redis.internal?secret', 'it contains a ? or #'],
    ['redis://redis.internal#secret', 'it contains a ? or #'],
    ['redis://user:secret%@redis.internal', 'a % that is not part of a percent-encoding'],
    ['redis://secret%:x@redis.internal', 'a % that is not part of a percent-encoding'],
  ])('%s cannot be one: %s', (url, problem) => {
    expect(() => redisAddress(url)).toThrow(RangeError);
    expect(() => redisAddress(url)).toThrow(problem);
    expect(() => redisAddress(url)).not.toThrow('secret');
  });
});
