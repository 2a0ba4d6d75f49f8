import { describe, expect, it } from 'vitest';
import { RedisPumpingLimit } from '@sendotp-contract/reference';
import { StandingClock } from '../../standing-clock.js';
import { connected, hashSecret } from '../redis/connected.js';
import { age, everything, membersOf, order, timesToLive } from '../redis/redis-keys.js';
import { hasRedisServer } from '../redis/redis-server.js';
import { sharedRedis } from '../redis/shared-redis.js';
import { start } from '../test-mpp.js';
import { pumpingLimitModel } from './pumping-limit-model.js';
import { type CreatePumpingLimit, newNumber, pumpingLimitRules, taken } from './pumping-limit-rules.js';

const dayMs = 86_400_000;
const address = [{ sendings: 7, periodMs: dayMs }];

describe.runIf(hasRedisServer)('Redis limit against SMS pumping', () => {
  const shared = sharedRedis();

  const create: CreatePumpingLimit = (options) =>
    new RedisPumpingLimit({ redis: shared.redis, hashSecret, ...options });
  pumpingLimitRules('the Redis limit', create);
  pumpingLimitModel(create, 100);

  it('lets exactly the limit through when fifty ask two processes at once', async () => {
    const limits = [shared.redis, shared.other].map(
      (one) => new RedisPumpingLimit({ redis: one, hashSecret, address }),
    );
    const sending = { clientId: 'C', verifyType: 'MOBILE', address: newNumber() } as const;
    const all = await Promise.all(
      Array.from({ length: 50 }, async (_, n) => limits[n % 2]?.reserve(sending)),
    );
    expect(all.filter((one) => one?.outcome === 'allowed')).toHaveLength(7);
  });

  it('leaves nothing in Redis for ever, and no phone number, not even a part of one', async () => {
    const clean = await connected({ url: shared.server.url, prefix: 'ttl:' });
    const prefix = { '+99977': [{ sendings: 9, periodMs: dayMs }] };
    const limit = new RedisPumpingLimit({ redis: clean, hashSecret, address, prefix, unanswered: 20 });
    const sending = { clientId: 'C', verifyType: 'MOBILE', address: '+999777550142' } as const;
    taken(await limit.reserve(sending));
    await limit.answered(sending);
    const times = await timesToLive(shared.server, 'ttl:');
    expect(times).toHaveLength(5);
    for (const ms of times) expect(ms).toBeGreaterThan(dayMs - 60_000);
    // A number that has answered is known for 90 days.
    expect(times.filter((ms) => ms > dayMs)).toEqual([expect.closeTo(90 * dayMs, -6)]);
    expect(await everything(shared.server)).not.toContain('99977');
    await clean.close();
  });

  it('knows a number for 90 days from its last answer', async () => {
    const clean = await connected({ url: shared.server.url, prefix: 'last answer:' });
    const limit = new RedisPumpingLimit({ redis: clean, hashSecret, unanswered: 20 });
    const sending = { clientId: 'C', verifyType: 'MOBILE', address: newNumber() } as const;
    await limit.answered(sending);
    await age(shared.server, 'last answer:', 2 * dayMs);
    await limit.answered(sending);
    expect(Math.max(...(await timesToLive(shared.server, 'last answer:')))).toBeGreaterThan(89 * dayMs);
    await clean.close();
  });

  it('keeps of a count that goes on without end no more than its period', async () => {
    const clock = new StandingClock(start);
    const clean = await connected({ url: shared.server.url, prefix: 'without end:' });
    const limit = new RedisPumpingLimit({ redis: clean, hashSecret, address, clock: clock.now });
    const sending = { clientId: 'C', verifyType: 'MOBILE', address: newNumber() } as const;
    for (let step = 0; step < 12; step += 1) {
      taken(await limit.reserve(sending));
      clock.pass(dayMs / 6);
    }
    expect(await membersOf(shared.server, 'without end:')).toEqual([6]);
    await clean.close();
  });

  it('a release that comes after Redis has forgotten the count leaves none behind', async () => {
    const clean = await connected({ url: shared.server.url, prefix: 'late release:' });
    const limit = new RedisPumpingLimit({ redis: clean, hashSecret, address });
    const sending = { clientId: 'C', verifyType: 'MOBILE', address: newNumber() } as const;
    const { release } = taken(await limit.reserve(sending));
    await order(shared.server, 'FLUSHALL');
    await release();
    expect(await timesToLive(shared.server, 'late release:')).toEqual([]);
    await clean.close();
  });

  it('without any limit asks Redis for nothing', async () => {
    const limit = new RedisPumpingLimit({ redis: shared.redis, hashSecret });
    await shared.server.stop();
    taken(await limit.reserve({ clientId: 'C', verifyType: 'MOBILE', address: newNumber() }));
    await shared.server.start();
  });
});
