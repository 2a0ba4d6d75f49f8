import { describe, expect, it } from 'vitest';
import { createSendOtpServer } from '@sendotp-contract/server';
import { MemoryPumpingLimit, noPumpingLimit, RedisPumpingLimit } from '@sendotp-contract/reference';
import { call, goodBody } from '../../e2e/caller.js';
import { shellOptions, targetAt } from '../../server/shell.js';
import { connected, hashSecret } from '../redis/connected.js';
import { hasRedisServer, TestRedis } from '../redis/redis-server.js';
import { createTestMpp, directory } from '../test-mpp.js';
import { type AttackResult, PumpingWorld } from './pumping-world.js';

/** As UNANSWERED_LIMIT=50 and the default SENDING_LIMITS. */
const options = {
  address: [
    { sendings: 2, periodMs: 60_000 },
    { sendings: 10, periodMs: 3_600_000 },
    { sendings: 20, periodMs: 86_400_000 },
  ],
  unanswered: 50,
};

function expectStopped({ mostPerBlock, honestAsked, honestRefused, brokenFloors }: AttackResult): void {
  expect(mostPerBlock).toBeLessThanOrEqual(100);
  expect(honestRefused / honestAsked).toBeLessThanOrEqual(0.001);
  expect(brokenFloors).toBe(0);
}

describe('SMS pumping: OTPs for numbers that nobody reads', () => {
  it('RC-11: 50,000 requests over 200 blocks of numbers, among 5,000 honest users, are stopped within 100 messages a block', async () => {
    const size = { requests: 50_000, blocks: 200, honestUsers: 5_000 };
    const world = new PumpingWorld(size, (clock) => new MemoryPumpingLimit({ ...options, clock }));
    const result = await world.run();
    expectStopped(result);
    expect(result.honestInBlocksAsked).toBeGreaterThan(300);
    // RC-16: what is held back may be tried again, and is never said to be this user's limit.
    expect(Object.keys(result.codes).sort()).toEqual(['REQUEST_TRAFFIC_EXCEED_LIMIT', 'SUCCESS']);
  });

  it('without the limit every one of them is sent: the simulation tells the two apart', async () => {
    const size = { requests: 5_000, blocks: 20, honestUsers: 500 };
    const result = await new PumpingWorld(size, () => noPumpingLimit).run();
    expect(result.mostPerBlock).toBe(250);
    expect(() => {
      expectStopped(result);
    }).toThrow();
  });

  it.runIf(hasRedisServer)('is stopped alike where processes share a Redis', async () => {
    const server = await TestRedis.start();
    const redis = await connected({ url: server.url });
    const size = { requests: 1_000, blocks: 4, honestUsers: 250 };
    try {
      const inRedis = new PumpingWorld(
        size,
        (clock) => new RedisPumpingLimit({ redis, hashSecret, ...options, clock }),
      );
      const inMemory = new PumpingWorld(size, (clock) => new MemoryPumpingLimit({ ...options, clock }));
      const result = await inRedis.run();
      expect([result.mostPerBlock <= 100, result.brokenFloors]).toEqual([true, 0]);
      expect(result).toEqual(await inMemory.run());
    } finally {
      await redis.close();
      await server.remove();
    }
  });

  it('RC-16: signed requests over HTTP get REQUEST_TRAFFIC_EXCEED_LIMIT, and the same bytes are sent once there is room', async () => {
    const pumping = new MemoryPumpingLimit({ unanswered: 10 });
    const users = Array.from({ length: 120 }, (_, n) => ({
      id: `u-${n}`,
      status: 'ACTIVE' as const,
      phone: `+8821600${String(n % 2).padStart(2, '0')}${String(n).padStart(4, '0')}`,
    }));
    const { handlers, phone, checkOtp } = createTestMpp({
      pumping,
      clock: Date.now,
      directory: {
        mayAct: (...args) => directory.mayAct('CLIENT', 'ACQP', args[2] === 'P' ? 'MPP' : ''),
        findToken: (_, token) => Promise.resolve({ userId: token, status: 'ACTIVE' }),
        findUser: (id) => Promise.resolve(users.find((user) => user.id === id)),
      },
    });
    const server = await createSendOtpServer(shellOptions({ handlers }));
    const target = targetAt((await server.listen({ port: 0 })).url);
    try {
      const ask = async ({ id }: { readonly id: string }) =>
        (await call(target, { body: goodBody(target, { accessToken: id }) })).code;
      const codes: string[] = [];
      for (const user of users) codes.push(await ask(user));
      expect(codes.filter((code) => code === 'SUCCESS')).toHaveLength(20);
      expect(codes.filter((code) => code === 'REQUEST_TRAFFIC_EXCEED_LIMIT')).toHaveLength(100);
      // One of the first block is entered after all: 9 are unanswered, and 11 may be.
      const [first] = phone.messages;
      const { verifyRequestId = '', code: otpCode = '' } = first ?? {};
      await checkOtp({ verifyRequestId, accessToken: 'u-0', otpCode });
      expect(await ask(users[100] ?? { id: '' })).toBe('SUCCESS');
    } finally {
      await server.close();
    }
  });
});
