import { describe, expect, it } from 'vitest';
import { TrafficLimit } from '@sendotp-contract/reference';
import { timesToLive } from '../redis/redis-keys.js';
import { hasRedisServer } from '../redis/redis-server.js';
import { sharedRedis } from '../redis/shared-redis.js';

/** How many of so many requests at once, made to the limits in turn, are let in. */
async function admitted(limits: readonly TrafficLimit[], clientId: string, times: number): Promise<number> {
  const requests = Array.from({ length: times / limits.length }, () => limits).flat();
  const all = await Promise.all(requests.map((limit) => limit.admit(clientId)));
  return all.filter(Boolean).length;
}

const hour = { requests: 20, periodSeconds: 3_600 };

describe('traffic limit', () => {
  it('RC-16: lets each client make so many requests in a period, and no more', async () => {
    const limit = new TrafficLimit(hour);
    expect(await admitted([limit], 'ONE', 50)).toBe(20);
    expect(await admitted([limit], 'OTHER', 50)).toBe(20);
    expect(await limit.admit('ONE')).toBe(false);
  });

  it('lets a client in again in the next period', async () => {
    const limit = new TrafficLimit({ requests: 1, periodSeconds: 1 });
    expect(await admitted([limit], 'ONE', 2)).toBe(1);
    await expect.poll(() => limit.admit('ONE'), { timeout: 5_000 }).toBe(true);
  });

  it.each([
    { requests: 0 },
    { requests: 1.5 },
    { periodSeconds: 0 },
    { periodSeconds: 0.5 },
    { periodSeconds: Infinity },
  ])('refuses settings that make no sense: %o', (setting) => {
    expect(() => new TrafficLimit(setting)).toThrow(RangeError);
  });
});

describe.runIf(hasRedisServer)('traffic limit over Redis', () => {
  // Long enough for a busy machine: what takes longer is counted by each process alone.
  const shared = sharedRedis({ maxReconnectDelayMs: 100, commandTimeoutMs: 1_000 });
  const limits = () => [shared.redis, shared.other].map((each) => new TrafficLimit({ ...hour, redis: each }));

  it('RC-16: holds for all processes together', async () => {
    expect(await admitted(limits(), 'ONE', 100)).toBe(20);
    expect(await admitted(limits(), 'OTHER', 100)).toBe(20);
    const times = await timesToLive(shared.server, 'sendotp:traffic');
    expect(times).toHaveLength(2);
    expect(Math.min(...times)).toBeGreaterThan(0);
  });

  it('goes on with a count of each process while Redis hangs or is down, and counts together again', async () => {
    shared.server.pause();
    expect(await admitted(limits(), 'THIRD', 100)).toBe(40);
    shared.server.resume();
    await shared.server.stop();
    expect(await admitted(limits(), 'FOURTH', 100)).toBe(40);
    await shared.server.start();
    await expect.poll(() => shared.redis.ping()).toBe(true);
    await expect.poll(() => shared.other.ping()).toBe(true);
    expect(await admitted(limits(), 'FIFTH', 100)).toBe(20);
  });
});
