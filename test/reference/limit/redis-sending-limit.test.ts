import { describe, expect, it } from 'vitest';
import { RedisSendingLimit } from '@sendotp-contract/reference';
import { StandingClock } from '../../standing-clock.js';
import { connected, hashSecret } from '../redis/connected.js';
import { everything, membersOf, timesToLive } from '../redis/redis-keys.js';
import { hasRedisServer } from '../redis/redis-server.js';
import { sharedRedis } from '../redis/shared-redis.js';
import { start } from '../test-mpp.js';
import { sendingLimitModel } from './sending-limit-model.js';
import { allowed, type LimitSetting, newUser, sendingLimitRules } from './sending-limit-rules.js';

describe.runIf(hasRedisServer)('Redis sending limit', () => {
  const shared = sharedRedis();

  const create = (setting: LimitSetting) =>
    new RedisSendingLimit({ redis: shared.redis, hashSecret, ...setting });
  sendingLimitRules('the Redis limit', create);
  sendingLimitModel(create, 100);

  it('RC-11: lets exactly the limit through when fifty ask two processes at once', async () => {
    const windows = [{ periodMs: 60_000, sendings: 7 }];
    const here = new RedisSendingLimit({ redis: shared.redis, hashSecret, windows });
    const there = new RedisSendingLimit({ redis: shared.other, hashSecret, windows });
    const user = newUser();
    const reservations = await Promise.all(
      Array.from({ length: 50 }, (_, n) => (n % 2 === 0 ? here : there).reserve(user, 'MOBILE')),
    );
    expect(reservations.filter(({ outcome }) => outcome === 'allowed')).toHaveLength(7);
    expect(reservations.filter(({ outcome }) => outcome === 'limited')).toHaveLength(43);
  });

  it('leaves nothing in Redis for ever, and nothing of the user that could be read', async () => {
    const clean = await connected({ url: shared.server.url, prefix: 'ttl:' });
    const limit = new RedisSendingLimit({ redis: clean, hashSecret, clock: () => start });
    await limit.reserve('+12025550142', 'MOBILE');
    await limit.reserve('+12025550142', 'MOBILE');
    const times = await timesToLive(shared.server, 'ttl:');
    expect(times).toHaveLength(1);
    for (const ms of times) {
      expect(ms).toBeGreaterThan(86_000_000);
      expect(ms).toBeLessThanOrEqual(86_400_000);
    }
    expect(await everything(shared.server)).not.toContain('12025550142');
    await clean.close();
  });

  it('leaves no refusal in Redis for ever either', async () => {
    const clean = await connected({ url: shared.server.url, prefix: 'refused:' });
    const refusalWindows = [{ periodMs: 3_600_000, sendings: 1 }];
    const limit = new RedisSendingLimit({ redis: clean, hashSecret, refusalWindows, clock: () => start });
    await allowed(await limit.reserve(newUser(), 'MOBILE')).release('refused');
    const times = await timesToLive(shared.server, 'refused:');
    expect(times).toHaveLength(1);
    for (const ms of times) {
      expect(ms).toBeGreaterThan(3_540_000);
      expect(ms).toBeLessThanOrEqual(3_600_000);
    }
    await clean.close();
  });

  it('keeps of a user who is sent to without end no more than what still counts', async () => {
    const clock = new StandingClock(start);
    const clean = await connected({ url: shared.server.url, prefix: 'without end:' });
    const windows = [{ periodMs: 60_000, sendings: 2 }];
    const setting = { redis: clean, hashSecret, windows, refusalWindows: windows, clock: clock.now };
    const limit = new RedisSendingLimit(setting);
    const user = newUser();
    for (let sending = 0; sending < 10; sending += 1) {
      allowed(await limit.reserve(user, 'MOBILE'));
      await allowed(await limit.reserve(user, 'EMAIL')).release('refused');
      clock.pass(30_000);
    }
    expect(await membersOf(shared.server, 'without end:')).toEqual([2, 2]);
    await clean.close();
  });
});
