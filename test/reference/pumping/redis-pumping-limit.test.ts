import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MemoryPumpingLimit, type RedisConnection, RedisPumpingLimit } from '@sendotp-contract/reference';
import { connected, hashSecret } from '../redis/connected.js';
import { everything, timesToLive } from '../redis/redis-keys.js';
import { hasRedisServer, TestRedis } from '../redis/redis-server.js';
import { start } from '../test-mpp.js';
import { newNumber, pumpingLimitRules, taken } from './pumping-limit-rules.js';

const dayMs = 86_400_000;
const address = [{ sendings: 7, periodMs: dayMs }];

describe.runIf(hasRedisServer)('Redis limit against SMS pumping', () => {
  let server: TestRedis;
  let redis: RedisConnection;
  let other: RedisConnection;
  beforeAll(async () => {
    server = await TestRedis.start();
    redis = await connected({ url: server.url });
    other = await connected({ url: server.url });
  });
  afterAll(async () => {
    await Promise.all([redis.close(), other.close()]);
    await server.remove();
  });

  pumpingLimitRules('the Redis limit', (options) => new RedisPumpingLimit({ redis, hashSecret, ...options }));

  it('lets exactly the limit through when fifty ask two processes at once', async () => {
    const limits = [redis, other].map((one) => new RedisPumpingLimit({ redis: one, hashSecret, address }));
    const sending = { clientId: 'C', verifyType: 'MOBILE', address: newNumber() } as const;
    const all = await Promise.all(
      Array.from({ length: 50 }, async (_, n) => limits[n % 2]?.reserve(sending)),
    );
    expect(all.filter((one) => one?.outcome === 'allowed')).toHaveLength(7);
  });

  it('leaves nothing in Redis for ever, and no phone number, not even a part of one', async () => {
    const clean = await connected({ url: server.url, prefix: 'ttl:' });
    const prefix = { '+99977': [{ sendings: 9, periodMs: dayMs }] };
    const limit = new RedisPumpingLimit({ redis: clean, hashSecret, address, prefix, unanswered: 20 });
    const sending = { clientId: 'C', verifyType: 'MOBILE', address: '+999777550142' } as const;
    taken(await limit.reserve(sending));
    await limit.answered(sending);
    const times = await timesToLive(server, 'ttl:');
    expect(times).toHaveLength(5);
    for (const ms of times) expect(ms).toBeGreaterThan(dayMs - 60_000);
    expect(await everything(server)).not.toContain('99977');
    await clean.close();
  });

  it('gives the answers of the memory limit to whatever is asked in whatever order', async () => {
    let now = start;
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    const options = {
      address: [{ sendings: 3, periodMs: 3_600_000 }],
      client: [{ sendings: 40, periodMs: dayMs }],
      unanswered: 4,
      clock: () => now,
    };
    const fresh = await connected({ url: server.url, prefix: 'both:' });
    const both = [
      new MemoryPumpingLimit(options),
      new RedisPumpingLimit({ redis: fresh, hashSecret, ...options }),
    ];
    for (let turn = 0; turn < 600; turn += 1) {
      now += random(600_000);
      const sending = {
        clientId: `c-${random(2)}`,
        verifyType: 'MOBILE',
        address: `+1202555${String(random(12)).padStart(4, '0')}`,
      } as const;
      const isAnswer = random(4) === 0;
      const isReleased = random(5) === 0;
      const said = await Promise.all(
        both.map(async (limit) => {
          if (isAnswer) return limit.answered(sending);
          const reservation = await limit.reserve(sending);
          if (isReleased && reservation.outcome === 'allowed') await reservation.release();
          return reservation.outcome === 'braked' ? reservation.by : reservation.outcome;
        }),
      );
      expect(said[1], `turn ${turn}`).toEqual(said[0]);
    }
    await fresh.close();
  });

  it('without any limit asks Redis for nothing', async () => {
    const limit = new RedisPumpingLimit({ redis, hashSecret });
    await server.stop();
    taken(await limit.reserve({ clientId: 'C', verifyType: 'MOBILE', address: newNumber() }));
    await server.start();
  });
});
