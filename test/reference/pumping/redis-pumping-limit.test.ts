import { describe, expect, it } from 'vitest';
import { RedisPumpingLimit } from '@sendotp-contract/reference';
import { connected, hashSecret } from '../redis/connected.js';
import { everything, timesToLive } from '../redis/redis-keys.js';
import { hasRedisServer } from '../redis/redis-server.js';
import { sharedRedis } from '../redis/shared-redis.js';
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
    expect(await everything(shared.server)).not.toContain('99977');
    await clean.close();
  });

  it('without any limit asks Redis for nothing', async () => {
    const limit = new RedisPumpingLimit({ redis: shared.redis, hashSecret });
    await shared.server.stop();
    taken(await limit.reserve({ clientId: 'C', verifyType: 'MOBILE', address: newNumber() }));
    await shared.server.start();
  });
});
