import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSendOtpServer, type SendOtpServer } from '@sendotp-contract/server';
import type { RedisConnection } from '@sendotp-contract/reference';
import {
  createReferenceMpp,
  MemoryDirectory,
  RedisChallengeStore,
  RedisReplayStore,
  RedisSendingLimit,
  RedisWrongCodeLimit,
  type ReferenceMpp,
  TrafficLimit,
} from '@sendotp-contract/reference';
import { connected, hashSecret } from '../reference/redis/connected.js';
import { hasRedisServer, TestRedis } from '../reference/redis/redis-server.js';
import { RecordingChannel } from '../reference/test-mpp.js';
import { shellOptions, targetAt } from '../server/shell.js';
import { type Answer, call, goodBody, prepare, send } from './caller.js';
import type { Target } from './target.js';

const users = Array.from({ length: 300 }, (_, n) => `user-${n}`);
const directory = new MemoryDirectory({
  users: users.map((id) => ({ id, status: 'ACTIVE', phone: '+12025550142' })),
  tokens: Object.fromEntries(users.map((id) => [`token-${id}`, { userId: id, status: 'ACTIVE' }])),
  agreements: [{ clientId: 'CALLER', acquirerId: 'A', pspId: 'P' }],
});

/** One server process of an MPP that has several, as far as they share anything. */
interface Instance {
  readonly target: Target;
  readonly mpp: ReferenceMpp;
  readonly redis: RedisConnection;
  readonly server: SendOtpServer;
}

async function startInstance(url: string, channel: RecordingChannel): Promise<Instance> {
  const redis = await connected({ url, maxReconnectDelayMs: 100 });
  const mpp = createReferenceMpp({
    directory,
    challenges: new RedisChallengeStore({ redis, hashSecret }),
    channels: { MOBILE: channel, EMAIL: channel },
    sendingLimit: new RedisSendingLimit({ redis, hashSecret }),
    wrongCodes: new RedisWrongCodeLimit({ redis, hashSecret }),
    hashSecret,
  });
  const traffic = new TrafficLimit({ redis });
  const server = await createSendOtpServer(
    shellOptions({
      handlers: mpp.handlers,
      replays: new RedisReplayStore({ redis }),
      admit: (clientId) => traffic.admit(clientId),
      onFault: () => undefined,
    }),
  );
  const listening = await server.listen({ port: 0 });
  return { target: targetAt(listening.url), mpp, redis, server };
}

describe.runIf(hasRedisServer)('two server processes that share a Redis', () => {
  let redisServer: TestRedis;
  let channel: RecordingChannel;
  let one: Instance;
  let two: Instance;
  beforeEach(async () => {
    redisServer = await TestRedis.start();
    channel = new RecordingChannel();
    one = await startInstance(redisServer.url, channel);
    two = await startInstance(redisServer.url, channel);
  });
  afterEach(async () => {
    redisServer.resume();
    for (const { server, redis } of [one, two]) {
      await server.close();
      await redis.close();
    }
    await redisServer.remove();
  });

  let serial = 0;
  /** A token of a user who has not been sent anything yet. */
  const newToken = (): string => {
    serial += 1;
    return `token-user-${serial}`;
  };
  const callFor = ({ target }: Instance, accessToken: string): Promise<Answer> =>
    call(target, { body: goodBody(target, { accessToken }) });

  it('SIG-9: the same message forty times at once, at both, is one OTP and one answer', async () => {
    const message = prepare(one.target, { body: goodBody(one.target, { accessToken: newToken() }) });
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) => send((n % 2 === 0 ? one : two).target, message)),
    );
    expect(new Set(answers.map(({ body }) => body.verifyRequestId)).size).toBe(1);
    expect(new Set(answers.map(({ code }) => code))).toEqual(new Set(['SUCCESS']));
    expect(channel.messages).toHaveLength(1);
  });

  it('RC-11: a user who calls both is sent one OTP a minute', async () => {
    const accessToken = newToken();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => callFor(n % 2 === 0 ? one : two, accessToken)),
    );
    expect(answers.map(({ code }) => code).sort()).toEqual([
      ...Array<string>(19).fill('OTP_SEND_TIMES_EXCEED_LIMIT'),
      'SUCCESS',
    ]);
    expect(channel.messages).toHaveLength(1);
  });

  it('RES-5: an OTP that one has sent, the other checks', async () => {
    const accessToken = newToken();
    await callFor(one, accessToken);
    const [message] = channel.messages;
    if (message === undefined) throw new Error('nothing was sent');
    const { verifyRequestId, code: otpCode } = message;
    expect(await two.mpp.checkOtp({ verifyRequestId, accessToken, otpCode })).toEqual({ outcome: 'correct' });
    expect(await one.mpp.checkOtp({ verifyRequestId, accessToken, otpCode })).toEqual({ outcome: 'used' });
  });

  it.each([
    ['stops', () => redisServer.stop()],
    [
      'hangs',
      () => {
        redisServer.pause();
      },
    ],
  ] as const)(
    'RC-17: when Redis %s in the middle of the load, all are answered, no OTP leaves, and it recovers by itself',
    async (_, outage) => {
      const load = Array.from({ length: 40 }, (__, n) => callFor(n % 2 === 0 ? one : two, newToken()));
      await Promise.race(load);
      await outage();
      for (const { code } of await Promise.all(load))
        expect(['SUCCESS', 'UNKNOWN_EXCEPTION']).toContain(code);

      const sentBefore = channel.messages.length;
      const since = performance.now();
      const answers = await Promise.all(
        Array.from({ length: 20 }, (__, n) => callFor(n % 2 === 0 ? one : two, newToken())),
      );
      expect(answers.map(({ code }) => code)).toEqual(Array<string>(20).fill('UNKNOWN_EXCEPTION'));
      expect(performance.now() - since).toBeLessThan(5_000);
      expect(channel.messages).toHaveLength(sentBefore);

      redisServer.resume();
      await redisServer.stop();
      await redisServer.start();
      for (const instance of [one, two]) {
        await expect.poll(() => instance.redis.ping()).toBe(true);
        expect((await callFor(instance, newToken())).code).toBe('SUCCESS');
      }
      expect(channel.messages).toHaveLength(sentBefore + 2);
    },
  );
});
