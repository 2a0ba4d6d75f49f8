import { describe, expect, it } from 'vitest';
import { resultCodes } from '@sendotp-contract/spec';
import {
  type Act,
  brokenConnection,
  busy,
  limitFor,
  play,
  refused,
  request,
  type SentAttempt,
  signed,
  silence,
  success,
  unforeseen,
  unsigned,
} from './played-mpp.js';

/** Three tries, the second and third after a failure of this kind. */
const resendUnknown = { resendUnknown: true } as const;

function expectSameBytes(received: readonly SentAttempt[]): void {
  const [first, ...others] = received;
  expect(others.length).toBeGreaterThan(0);
  for (const other of others) expect(other).toEqual(first);
}

describe('never again', () => {
  it('after S', async () => {
    const { client, received, clock } = await play([signed(success), signed(success)], {
      retry: resendUnknown,
    });
    expect((await client.sendOtp(request)).exchange.attempts).toBe(1);
    expect(received).toHaveLength(1);
    expect(clock.sleeps).toEqual([]);
  });

  const failing = Object.values(resultCodes).filter(({ status }) => status === 'F');
  it.each([...failing.map(({ code }) => code), 'CODE_OF_TOMORROW'])('after F %s', async (code) => {
    const { client, received } = await play([signed(refused(code)), signed(success)], {
      retry: resendUnknown,
    });
    expect(await client.sendOtp(request)).toMatchObject({ resultStatus: 'F', resultCode: code });
    expect(received).toHaveLength(1);
  });

  it.each<[string, Act]>([
    ['UNKNOWN_EXCEPTION', signed(unforeseen)],
    ['U with an unknown code', signed({ result: { resultStatus: 'U', resultCode: 'CODE_OF_TOMORROW' } })],
  ])('after %s, unless the caller says so', async (_, act) => {
    const { client, received } = await play([act, signed(success)]);
    expect(await client.sendOtp(request)).toMatchObject({ resultStatus: 'U' });
    expect(received).toHaveLength(1);
  });

  it.each<[string, Act, string]>([
    ['a broken connection', brokenConnection, 'TRANSPORT_FAILED'],
    ['a timeout', silence, 'TIMEOUT'],
  ])('after %s, unless the caller says so', async (_, act, code) => {
    const { failure, received } = await play([act, signed(success)], limitFor(act));
    expect(await failure()).toMatchObject({ code, mayHaveBeenSent: true });
    expect(received).toHaveLength(1);
  });

  it.each<[string, Act, string]>([
    ['another HTTP status', signed(success, { status: 503 }), 'HTTP_STATUS'],
    ['a response outside the contract', signed('{}'), 'RESPONSE_OUTSIDE_CONTRACT'],
    ['an unsigned S', unsigned(success), 'RESPONSE_UNSIGNED'],
    ['a wrong signature', signed(success, { signedBody: '{}' }), 'RESPONSE_SIGNATURE_INVALID'],
    ['a stale response', signed(success, { time: '2026-11-23T01:00:00Z' }), 'RESPONSE_STALE'],
    ['too large a response', signed('x'.repeat(70_000)), 'RESPONSE_TOO_LARGE'],
  ])('after %s, whatever the caller says', async (_, act, code) => {
    const { failure, received } = await play([act, signed(success)], { retry: resendUnknown });
    expect((await failure()).code).toBe(code);
    expect(received).toHaveLength(1);
  });

  it('with retry: false, not even after REQUEST_TRAFFIC_EXCEED_LIMIT', async () => {
    const { client, received } = await play([signed(busy), signed(success)], { retry: false });
    expect(await client.sendOtp(request)).toMatchObject({ resultCode: 'REQUEST_TRAFFIC_EXCEED_LIMIT' });
    expect(received).toHaveLength(1);
  });
});

describe('RC-16: after REQUEST_TRAFFIC_EXCEED_LIMIT', () => {
  it('the same signed bytes are sent again, and the attempts are counted', async () => {
    const { client, received, clock } = await play([signed(busy), unsigned(busy), signed(success)]);
    const outcome = await client.sendOtp(request);
    expect(outcome).toMatchObject({ resultStatus: 'S', verifyRequestId: 'id-1' });
    expect(outcome.exchange.attempts).toBe(3);
    expect(clock.sleeps).toHaveLength(2);
    expectSameBytes(received);
  });

  it('SIG-3: the same bytes go out when the caller changes the request meanwhile', async () => {
    const changing = { ...request };
    const act: Act = (received, signal) => {
      changing.pspId = 'another';
      return signed(busy)(received, signal);
    };
    const { client, received } = await play([act, signed(success)]);
    const { exchange } = await client.sendOtp(changing);
    expectSameBytes(received);
    expect(exchange.request.body).toBe(JSON.stringify(request));
  });

  it('the last one is returned when the tries are used up', async () => {
    const { client, received } = await play([signed(busy), signed(busy), signed(busy), signed(success)]);
    const outcome = await client.sendOtp(request);
    expect(outcome).toMatchObject({ resultStatus: 'U', resultCode: 'REQUEST_TRAFFIC_EXCEED_LIMIT' });
    expect(outcome.exchange.attempts).toBe(3);
    expect(received).toHaveLength(3);
  });

  it('each wait is a random part of a bound that doubles up to a limit', async () => {
    const always = Array.from({ length: 6 }, () => signed(busy));
    const retry = { attempts: 6, baseDelayMs: 100, maxDelayMs: 500 };
    const waits = async (random: number): Promise<number[]> => {
      const { client, clock } = await play(always, { retry, random: () => random });
      await client.sendOtp(request);
      return clock.sleeps;
    };
    expect(await waits(1)).toEqual([100, 200, 400, 500, 500]);
    expect(await waits(0.5)).toEqual([50, 100, 200, 250, 250]);
    expect(await waits(0)).toEqual([0, 0, 0, 0, 0]);
    expect(await waits(0.123)).toEqual([12, 25, 49, 62, 62]);
  });

  it('the bound is 200 ms before the second attempt and never more than 2 s, unless the options say otherwise', async () => {
    const always = Array.from({ length: 6 }, () => signed(busy));
    const { client, clock } = await play(always, { retry: { attempts: 6 }, random: () => 1 });
    await client.sendOtp(request);
    expect(clock.sleeps).toEqual([200, 400, 800, 1_600, 2_000]);
  });

  it('each wait has a random number of its own', async () => {
    const numbers = [0.25, 0.75];
    const { client, clock } = await play([signed(busy), signed(busy), signed(success)], {
      retry: { baseDelayMs: 1000 },
      random: () => numbers.shift() ?? Number.NaN,
    });
    await client.sendOtp(request);
    expect(clock.sleeps).toEqual([250, 1500]);
  });

  it('what follows it counts for itself: F ends it', async () => {
    const { client, received } = await play([signed(busy), signed(refused('PROCESS_FAIL')), signed(success)]);
    const outcome = await client.sendOtp(request);
    expect(outcome).toMatchObject({ resultStatus: 'F', resultCode: 'PROCESS_FAIL' });
    expect(outcome.exchange.attempts).toBe(2);
    expect(received).toHaveLength(2);
  });
});

describe('SIG-9: with resendUnknown', () => {
  it.each<[string, Act]>([
    ['UNKNOWN_EXCEPTION', signed(unforeseen)],
    ['U with an unknown code', signed({ result: { resultStatus: 'U', resultCode: 'CODE_OF_TOMORROW' } })],
    ['a broken connection', brokenConnection],
    ['a timeout', silence],
  ])('the very same signed bytes are sent again after %s', async (_, act) => {
    const { client, received } = await play([act, act, signed(success)], {
      ...limitFor(act),
      retry: resendUnknown,
    });
    const outcome = await client.sendOtp(request);
    expect(outcome).toMatchObject({ resultStatus: 'S' });
    expect(outcome.exchange.attempts).toBe(3);
    expectSameBytes(received);
  });

  it('the last failure is thrown when the tries are used up, with their number', async () => {
    const { failure, received } = await play([brokenConnection, brokenConnection, brokenConnection], {
      retry: resendUnknown,
    });
    const error = await failure();
    expect(error.code).toBe('TRANSPORT_FAILED');
    expect(error.exchange?.attempts).toBe(3);
    expect(received).toHaveLength(3);
  });

  it('two calls are two messages: each is signed with its own time', async () => {
    const { client, received, clock } = await play([signed(success), signed(success)]);
    await client.sendOtp(request);
    clock.advance(1);
    await client.sendOtp(request);
    const times = received.map(({ headers }) => headers['request-time']);
    expect(new Set(times).size).toBe(2);
    expect(new Set(received.map(({ headers }) => headers['signature'])).size).toBe(2);
  });
});
