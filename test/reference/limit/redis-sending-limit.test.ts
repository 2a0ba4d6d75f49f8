import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  MemorySendingLimit,
  type RedisConnection,
  RedisSendingLimit,
  type Reservation,
  type SendingLimit,
} from '@sendotp-contract/reference';
import { connected, hashSecret } from '../redis/connected.js';
import { everything, timesToLive } from '../redis/redis-keys.js';
import { hasRedisServer, TestRedis } from '../redis/redis-server.js';
import { start } from '../test-mpp.js';
import { newUser, sendingLimitRules } from './sending-limit-rules.js';

describe.runIf(hasRedisServer)('Redis sending limit', () => {
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

  sendingLimitRules('the Redis limit', (setting) => new RedisSendingLimit({ redis, hashSecret, ...setting }));

  it('RC-11: lets exactly the limit through when fifty ask two processes at once', async () => {
    const windows = [{ periodMs: 60_000, sendings: 7 }];
    const here = new RedisSendingLimit({ redis, hashSecret, windows });
    const there = new RedisSendingLimit({ redis: other, hashSecret, windows });
    const user = newUser();
    const reservations = await Promise.all(
      Array.from({ length: 50 }, (_, n) => (n % 2 === 0 ? here : there).reserve(user, 'MOBILE')),
    );
    expect(reservations.filter(({ outcome }) => outcome === 'allowed')).toHaveLength(7);
    expect(reservations.filter(({ outcome }) => outcome === 'limited')).toHaveLength(43);
  });

  it('leaves nothing in Redis for ever, and nothing of the user that could be read', async () => {
    const clean = await connected({ url: server.url, prefix: 'ttl:' });
    const limit = new RedisSendingLimit({ redis: clean, hashSecret, clock: () => start });
    await limit.reserve('+12025550142', 'MOBILE');
    await limit.reserve('+12025550142', 'MOBILE');
    const times = await timesToLive(server, 'ttl:');
    expect(times).toHaveLength(1);
    for (const ms of times) {
      expect(ms).toBeGreaterThan(86_000_000);
      expect(ms).toBeLessThanOrEqual(86_400_000);
    }
    expect(await everything(server)).not.toContain('12025550142');
    await clean.close();
  });

  it('gives the answers of the memory limit to whatever is asked in whatever order', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 60 }), async (steps) => {
        run += 1;
        let now = start;
        const setting = {
          windows: [
            { periodMs: 60_000, sendings: 1 },
            { periodMs: 3_600_000, sendings: 3 },
          ],
          clock: () => now,
        };
        const pass = (ms: number): void => {
          now += ms;
        };
        const inMemory = await answers(new MemorySendingLimit(setting), steps, `memory-${run}`, pass);
        now = start;
        const shared = new RedisSendingLimit({ redis, hashSecret, ...setting });
        expect(await answers(shared, steps, `redis-${run}`, pass)).toEqual(inMemory);
      }),
      { numRuns: 200 },
    );
  });
});

type Step =
  | { readonly kind: 'reserve'; readonly user: string }
  | { readonly kind: 'release'; readonly index: number }
  | { readonly kind: 'pass'; readonly ms: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('reserve' as const), user: fc.constantFrom('a', 'b') }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('release' as const), index: fc.nat({ max: 9 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('pass' as const),
      ms: fc.constantFrom(1, 59_999, 60_000, 1_200_000, 3_599_999, 3_600_000),
    }),
  },
);

async function answers(
  limit: SendingLimit,
  steps: readonly Step[],
  scope: string,
  pass: (ms: number) => void,
): Promise<string[]> {
  const all: string[] = [];
  const reservations: Reservation[] = [];
  for (const one of steps) {
    if (one.kind === 'pass') pass(one.ms);
    if (one.kind === 'reserve') {
      const reservation = await limit.reserve(`${scope}-${one.user}`, 'MOBILE');
      all.push(reservation.outcome);
      reservations.push(reservation);
    }
    if (one.kind === 'release') {
      const reservation = reservations[one.index];
      if (reservation?.outcome === 'allowed') await reservation.release();
    }
  }
  return all;
}
