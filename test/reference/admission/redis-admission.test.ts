import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  ChannelError,
  type Delivery,
  MemoryChallengeStore,
  MemoryPumpingLimit,
  MemorySendingLimit,
  MemoryWrongCodeLimit,
  type PumpingOptions,
  RedisChallengeStore,
  type RedisConnection,
  RedisPumpingLimit,
  RedisSendingLimit,
  RedisWrongCodeLimit,
  type SendingWindow,
} from '@sendotp-contract/reference';
import { connected, hashSecret } from '../redis/connected.js';
import { callsOf, everything } from '../redis/redis-keys.js';
import { hasRedisServer, TestRedis } from '../redis/redis-server.js';
import { createTestMpp, start, type TestMpp, wrongCode } from '../test-mpp.js';

const hourMs = 3_600_000;
const secrets = { hashSecret };

interface Limits {
  readonly windows?: readonly SendingWindow[];
  readonly refusalWindows?: readonly SendingWindow[];
  readonly pumping?: PumpingOptions;
}

/** An MPP whose time is that of its stores, too. */
class World {
  now = start;
  #lastToken = '';
  readonly mpp: TestMpp;

  constructor({ pumping, ...limits }: Limits, redis?: RedisConnection) {
    const clock = (): number => this.now;
    const shared = { ...secrets, clock };
    const stores =
      redis === undefined
        ? {
            challenges: new MemoryChallengeStore(),
            sendingLimit: new MemorySendingLimit({ ...limits, clock }),
            wrongCodes: new MemoryWrongCodeLimit({ limit: 2 }),
            pumping: new MemoryPumpingLimit({ ...pumping, clock }),
          }
        : {
            challenges: new RedisChallengeStore({ ...secrets, redis }),
            sendingLimit: new RedisSendingLimit({ ...shared, ...limits, redis }),
            wrongCodes: new RedisWrongCodeLimit({ ...secrets, redis, limit: 2 }),
            pumping: new RedisPumpingLimit({ ...shared, ...pumping, redis }),
          };
    this.mpp = createTestMpp({ ...stores, clock });
  }

  /** What came of the steps, one word each. */
  async after(steps: readonly Step[]): Promise<readonly string[]> {
    const outcomes: string[] = [];
    for (const step of steps) {
      if (step.kind === 'pass') this.now += step.ms;
      else if (step.kind === 'send') outcomes.push(await this.#send(step));
      else outcomes.push(await this.#check(step));
    }
    return outcomes;
  }

  async #send({ accessToken, delivery }: Extract<Step, { kind: 'send' }>): Promise<string> {
    this.mpp.phone.answer = delivery;
    this.mpp.events.length = 0;
    this.#lastToken = accessToken;
    const { resultCode } = await this.mpp.send({ accessToken });
    const [event] = this.mpp.events;
    return `${resultCode} ${event?.kind === 'not-sent' ? event.reason : ''}`;
  }

  async #check({ right }: Extract<Step, { kind: 'check' }>): Promise<string> {
    const message = this.mpp.phone.messages.at(-1);
    if (message === undefined) return 'nothing was sent';
    const { verifyRequestId, code } = message;
    const otpCode = right ? code : wrongCode(code);
    return (await this.mpp.checkOtp({ verifyRequestId, accessToken: this.#lastToken, otpCode })).outcome;
  }
}

type Step =
  | { readonly kind: 'send'; readonly accessToken: string; readonly delivery: () => Promise<Delivery> }
  | { readonly kind: 'check'; readonly right: boolean }
  | { readonly kind: 'pass'; readonly ms: number };

const accessToken = fc.constantFrom('token-alice', 'token-bob', 'token-phone-only', 'token-email-only');
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('send' as const),
      accessToken,
      delivery: fc.constantFrom<() => Promise<Delivery>>(
        () => Promise.resolve({ outcome: 'accepted' }),
        () => Promise.resolve({ outcome: 'refused', reason: 'other' }),
        () => Promise.reject(new ChannelError('REFUSED_FOR_NOW', 'later')),
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('check' as const), right: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.constantFrom(1, 60_000, 1_200_000) }),
  },
);

describe.runIf(hasRedisServer)('a sending whose limits and challenge are in one Redis', () => {
  let server: TestRedis;
  const open: RedisConnection[] = [];
  const connect = async (prefix: string): Promise<RedisConnection> => {
    const redis = await connected({ url: server.url, prefix, commandTimeoutMs: 250 });
    open.push(redis);
    return redis;
  };
  beforeAll(async () => {
    server = await TestRedis.start();
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((redis) => redis.close()));
  });
  afterAll(() => server.remove());

  it('comes out as with parts in memory, whatever is asked in whatever order', async () => {
    let run = 0;
    const limits: Limits = {
      windows: [
        { periodMs: 60_000, sendings: 2 },
        { periodMs: hourMs, sendings: 3 },
      ],
      refusalWindows: [{ periodMs: hourMs, sendings: 2 }],
      pumping: { client: [{ periodMs: hourMs, sendings: 5 }], unanswered: 2 },
    };
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async (steps) => {
        run += 1;
        const inMemory = await new World(limits).after(steps);
        const inRedis = await new World(limits, await connect(`run-${run}:`)).after(steps);
        expect(inRedis).toEqual(inMemory);
        for (const outcome of inMemory) seen.add(outcome);
      }),
      // A fixed seed, as what was seen is asked below.
      { numRuns: 150, seed: 7 },
    );
    expect([...seen]).toEqual(
      expect.arrayContaining([
        'SUCCESS ',
        'USER_STATUS_ABNORMAL ',
        'OTP_SEND_TIMES_EXCEED_LIMIT ',
        'PROCESS_FAIL other',
        'PROCESS_FAIL no-address',
        'REQUEST_TRAFFIC_EXCEED_LIMIT channel-unavailable',
        'REQUEST_TRAFFIC_EXCEED_LIMIT unanswered-limit',
      ]),
    );
  });

  it('asks Redis once', async () => {
    const { mpp } = new World(
      {
        windows: [{ periodMs: 60_000, sendings: 100 }],
        pumping: { client: [{ periodMs: hourMs, sendings: 90 }] },
      },
      await connect('once:'),
    );
    await mpp.sendAndReceive();
    const before = await callsOf(server, 'evalsha');
    for (let n = 0; n < 10; n += 1) await mpp.sendAndReceive();
    expect((await callsOf(server, 'evalsha')) - before).toBe(10);
  });

  it.each([
    ['of a user at the sending limit', { windows: [{ periodMs: hourMs, sendings: 1 }] }],
    ['over a limit against SMS pumping', { pumping: { client: [{ periodMs: hourMs, sendings: 1 }] } }],
    ['to a number that is not allowed', { pumping: { allowedPrefixes: ['+65'] } }],
  ])('that is refused %s leaves no trace', async (what, limits) => {
    const { mpp } = new World(limits, await connect(`${what}:`));
    await mpp.send();
    const before = await everything(server);
    expect((await mpp.send()).resultStatus).not.toBe('S');
    expect(await everything(server)).toBe(before);
  });

  it('RES-5: under an id that is in use leaves no trace', async () => {
    const redis = await connect('taken:');
    const mpp = createTestMpp({
      challenges: new RedisChallengeStore({ redis, hashSecret }),
      sendingLimit: new RedisSendingLimit({ redis, hashSecret }),
      wrongCodes: new RedisWrongCodeLimit({ redis, hashSecret }),
      clock: Date.now,
      randomId: () => 'always the same',
    });
    await mpp.send({ accessToken: 'token-alice-2' });
    const before = await everything(server);
    expect((await mpp.send({ accessToken: 'token-bob' })).resultCode).toBe('UNKNOWN_EXCEPTION');
    expect(mpp.events.at(-1)).toMatchObject({
      kind: 'not-sent',
      reason: 'not-stored',
      fault: { code: 'VERIFY_REQUEST_ID_TAKEN' },
    });
    expect(await everything(server)).toBe(before);
  });

  it.each([
    ['without limits against pumping', {}],
    ['with them', { pumping: { address: [{ periodMs: hourMs, sendings: 1 }] } }],
  ])('RC-13: is taken back as a whole when the channel refuses, %s', async (name, { pumping }: Limits) => {
    const redis = await connect(`refused ${name}:`);
    const mpp = createTestMpp({
      challenges: new RedisChallengeStore({ redis, hashSecret }),
      sendingLimit: new RedisSendingLimit({
        redis,
        hashSecret,
        windows: [{ periodMs: hourMs, sendings: 1 }],
      }),
      wrongCodes: new RedisWrongCodeLimit({ redis, hashSecret }),
      ...(pumping === undefined ? {} : { pumping: new RedisPumpingLimit({ redis, hashSecret, ...pumping }) }),
      clock: Date.now,
    });
    mpp.phone.answer = () => Promise.resolve({ outcome: 'refused', reason: 'no-such-address' });
    expect((await mpp.send({ accessToken: 'token-bob' })).resultCode).toBe('PROCESS_FAIL');
    expect(mpp.events.map(({ kind }) => kind)).toEqual(['not-sent']);
    mpp.phone.answer = () => Promise.resolve({ outcome: 'accepted' });
    expect((await mpp.send({ accessToken: 'token-bob' })).resultCode).toBe('SUCCESS');
    expect((await mpp.send({ accessToken: 'token-bob' })).resultCode).toBe('OTP_SEND_TIMES_EXCEED_LIMIT');
  });

  it('RES-10: does not count when it came through late, and nothing is sent', async () => {
    const redis = await connect('late:');
    const limits: Limits = {
      windows: [{ periodMs: hourMs, sendings: 1 }],
      pumping: { address: [{ periodMs: hourMs, sendings: 1 }] },
    };
    const { mpp } = new World(limits, redis);
    // Redis knows the script from here on.
    await mpp.sendAndReceive({ accessToken: 'token-bob' });
    server.pause();
    expect((await mpp.send()).resultCode).toBe('UNKNOWN_EXCEPTION');
    expect(mpp.events.at(-1)).toMatchObject({ reason: 'not-stored', fault: { code: 'STORE_TIMED_OUT' } });
    server.resume();
    await expect.poll(() => redis.ping()).toBe(true);
    expect(mpp.phone.messages).toHaveLength(1);
    expect((await mpp.send()).resultCode).toBe('SUCCESS');
    expect((await mpp.send()).resultCode).toBe('OTP_SEND_TIMES_EXCEED_LIMIT');
  });

  it('RES-10: that is too late leaves no trace, and the older OTP stays good', async () => {
    const { mpp } = new World({ windows: [{ periodMs: hourMs, sendings: 9 }] }, await connect('too late:'));
    const { verifyRequestId, code: otpCode } = await mpp.sendAndReceive();
    const before = await everything(server);
    expect((await mpp.send({}, { signal: AbortSignal.abort() })).resultCode).toBe('UNKNOWN_EXCEPTION');
    expect(mpp.events.at(-1)).toMatchObject({ kind: 'not-sent', reason: 'aborted' });
    expect(await everything(server)).toBe(before);
    const check = { verifyRequestId, accessToken: 'token-alice', otpCode };
    expect(await mpp.checkOtp(check)).toEqual({ outcome: 'correct' });
  });

  it.each<[string, (redis: RedisConnection) => Promise<RedisSendingLimit>]>([
    [
      'a secret',
      (redis) =>
        Promise.resolve(new RedisSendingLimit({ redis, hashSecret: 'another secret of thirty-two bytes' })),
    ],
    ['a Redis', async () => new RedisSendingLimit({ redis: await connect('its own:'), hashSecret })],
  ])('is decided by each part on its own where one has %s of its own', async (what, limitOf) => {
    const redis = await connect(`${what} of its own:`);
    const mpp = createTestMpp({
      challenges: new RedisChallengeStore({ redis, hashSecret }),
      sendingLimit: await limitOf(redis),
      wrongCodes: new RedisWrongCodeLimit({ redis, hashSecret }),
      clock: Date.now,
    });
    const request = { accessToken: 'token-alice-2' };
    await mpp.sendAndReceive(request);
    const before = await callsOf(server, 'evalsha');
    expect((await mpp.send(request)).resultCode).toBe('OTP_SEND_TIMES_EXCEED_LIMIT');
    expect((await callsOf(server, 'evalsha')) - before).toBe(2);
  });
});
