import { afterEach, describe, expect, it, vi } from 'vitest';
import { resultCodes } from '../../generated/result-codes.js';
import {
  type Act,
  brokenConnection,
  busy,
  failureOf,
  play,
  PlayedClock,
  refused,
  request,
  type Seen,
  signed,
  silence,
  success,
  unforeseen,
  unsigned,
} from './played-mpp.js';

/** Three tries, the second and third after a failure of this kind. */
const resendUnknown = { resendUnknown: true } as const;

function expectSameBytes(seen: readonly Seen[]): void {
  const [first, ...others] = seen;
  expect(others.length).toBeGreaterThan(0);
  for (const other of others) expect(other).toEqual(first);
}

describe('never again', () => {
  it('after S', async () => {
    const { client, seen, clock } = await play([signed(success), signed(success)], { retry: resendUnknown });
    expect((await client.sendOtp(request)).exchange.attempts).toBe(1);
    expect(seen).toHaveLength(1);
    expect(clock.sleeps).toEqual([]);
  });

  const failing = Object.values(resultCodes).filter(({ status }) => status === 'F');
  it.each([...failing.map(({ code }) => code), 'CODE_OF_TOMORROW'])('after F %s', async (code) => {
    const { client, seen } = await play([signed(refused(code)), signed(success)], { retry: resendUnknown });
    expect(await client.sendOtp(request)).toMatchObject({ resultStatus: 'F', resultCode: code });
    expect(seen).toHaveLength(1);
  });

  it.each<[string, Act]>([
    ['UNKNOWN_EXCEPTION', signed(unforeseen)],
    ['U with an unknown code', signed({ result: { resultStatus: 'U', resultCode: 'CODE_OF_TOMORROW' } })],
  ])('after %s, unless the caller says so', async (_, act) => {
    const { client, seen } = await play([act, signed(success)]);
    expect(await client.sendOtp(request)).toMatchObject({ resultStatus: 'U' });
    expect(seen).toHaveLength(1);
  });

  it.each<[string, Act, string]>([
    ['a broken connection', brokenConnection, 'TRANSPORT_FAILED'],
    ['a timeout', silence, 'TIMEOUT'],
  ])('after %s, unless the caller says so', async (_, act, code) => {
    const { failure, seen } = await play([act, signed(success)], { timeoutMs: 20 });
    expect(await failure()).toMatchObject({ code, mayHaveBeenSent: true });
    expect(seen).toHaveLength(1);
  });

  it.each<[string, Act, string]>([
    ['another HTTP status', signed(success, { status: 503 }), 'HTTP_STATUS'],
    ['a response outside the contract', signed('{}'), 'RESPONSE_OUTSIDE_CONTRACT'],
    ['an unsigned S', unsigned(success), 'RESPONSE_UNSIGNED'],
    ['a wrong signature', signed(success, { signedBody: '{}' }), 'RESPONSE_SIGNATURE_INVALID'],
    ['too large a response', signed('x'.repeat(70_000)), 'RESPONSE_TOO_LARGE'],
  ])('after %s, whatever the caller says', async (_, act, code) => {
    const { failure, seen } = await play([act, signed(success)], { retry: resendUnknown });
    expect((await failure()).code).toBe(code);
    expect(seen).toHaveLength(1);
  });

  it('with retry: false, not even after REQUEST_TRAFFIC_EXCEED_LIMIT', async () => {
    const { client, seen } = await play([signed(busy), signed(success)], { retry: false });
    expect(await client.sendOtp(request)).toMatchObject({ resultCode: 'REQUEST_TRAFFIC_EXCEED_LIMIT' });
    expect(seen).toHaveLength(1);
  });
});

describe('RC-16: after REQUEST_TRAFFIC_EXCEED_LIMIT', () => {
  it('the same signed bytes are sent again, and the attempts are counted', async () => {
    const { client, seen, clock } = await play([signed(busy), unsigned(busy), signed(success)]);
    const outcome = await client.sendOtp(request);
    expect(outcome).toMatchObject({ resultStatus: 'S', verifyRequestId: 'id-1' });
    expect(outcome.exchange.attempts).toBe(3);
    expect(clock.sleeps).toHaveLength(2);
    expectSameBytes(seen);
  });

  it('the last one is returned when the tries are used up', async () => {
    const { client, seen } = await play([signed(busy), signed(busy), signed(busy), signed(success)]);
    const outcome = await client.sendOtp(request);
    expect(outcome).toMatchObject({ resultStatus: 'U', resultCode: 'REQUEST_TRAFFIC_EXCEED_LIMIT' });
    expect(outcome.exchange.attempts).toBe(3);
    expect(seen).toHaveLength(3);
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
    const { client, seen } = await play([signed(busy), signed(refused('PROCESS_FAIL')), signed(success)]);
    const outcome = await client.sendOtp(request);
    expect(outcome).toMatchObject({ resultStatus: 'F', resultCode: 'PROCESS_FAIL' });
    expect(outcome.exchange.attempts).toBe(2);
    expect(seen).toHaveLength(2);
  });
});

describe('SIG-9: with resendUnknown', () => {
  it.each<[string, Act]>([
    ['UNKNOWN_EXCEPTION', signed(unforeseen)],
    ['U with an unknown code', signed({ result: { resultStatus: 'U', resultCode: 'CODE_OF_TOMORROW' } })],
    ['a broken connection', brokenConnection],
    ['a timeout', silence],
  ])('the very same signed bytes are sent again after %s', async (_, act) => {
    const { client, seen } = await play([act, act, signed(success)], {
      timeoutMs: 20,
      retry: resendUnknown,
    });
    const outcome = await client.sendOtp(request);
    expect(outcome).toMatchObject({ resultStatus: 'S' });
    expect(outcome.exchange.attempts).toBe(3);
    expectSameBytes(seen);
  });

  it('the last failure is thrown when the tries are used up, with their number', async () => {
    const { failure, seen } = await play([brokenConnection, brokenConnection, brokenConnection], {
      retry: resendUnknown,
    });
    const error = await failure();
    expect(error.code).toBe('TRANSPORT_FAILED');
    expect(error.exchange?.attempts).toBe(3);
    expect(seen).toHaveLength(3);
  });

  it('two calls are two messages: each is signed with its own time', async () => {
    const { client, seen, clock } = await play([signed(success), signed(success)]);
    await client.sendOtp(request);
    clock.advance(1);
    await client.sendOtp(request);
    const times = seen.map(({ headers }) => headers['request-time']);
    expect(new Set(times).size).toBe(2);
    expect(new Set(seen.map(({ headers }) => headers['signature'])).size).toBe(2);
  });
});

describe('the deadline over all tries', () => {
  it('no try begins after it: what the last one said is returned', async () => {
    const { client, seen, clock } = await play(
      [
        (seen, signal) => {
          clock.advance(900);
          return signed(busy)(seen, signal);
        },
        signed(success),
      ],
      { random: () => 1, retry: { deadlineMs: 1000, baseDelayMs: 100 } },
    );
    expect(await client.sendOtp(request)).toMatchObject({ resultCode: 'REQUEST_TRAFFIC_EXCEED_LIMIT' });
    expect(seen).toHaveLength(1);
    expect(clock.sleeps).toEqual([]);
  });

  it('a try that fits is made', async () => {
    const { client, seen, clock } = await play(
      [
        (seen, signal) => {
          clock.advance(899);
          return signed(busy)(seen, signal);
        },
        signed(success),
      ],
      { random: () => 1, retry: { deadlineMs: 1000, baseDelayMs: 100 } },
    );
    expect(await client.sendOtp(request)).toMatchObject({ resultStatus: 'S' });
    expect(seen).toHaveLength(2);
  });

  it('a try under way is cut off there', async () => {
    const { failure, seen } = await play([silence], { timeoutMs: 60_000, retry: { deadlineMs: 25 } });
    const error = await failure();
    expect(error.code).toBe('TIMEOUT');
    expect(error.message).toContain('within 25 ms');
    expect(seen).toHaveLength(1);
  });

  describe('where the options name none', () => {
    afterEach(() => {
      vi.useRealTimers();
    });

    it.each([
      ['retry: false', { timeoutMs: 90_000, retry: false }],
      ['the defaults', { timeoutMs: 90_000 }],
    ] as const)('it does not cut off a try that may take longer, with %s', async (_, options) => {
      const { failure, seen } = await play([silence], options);
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      const ended = failure();
      await vi.waitUntil(() => seen.length === 1 && vi.getTimerCount() === 1);
      await vi.advanceTimersByTimeAsync(90_000);
      expect((await ended).message).toContain('within 90000 ms');
    });
  });
});

describe('the signal of the caller', () => {
  it('aborted before: nothing is sent', async () => {
    const { client, seen } = await play([signed(success)]);
    const error = await failureOf(client.sendOtp(request, { signal: AbortSignal.abort() }));
    expect(error).toMatchObject({ code: 'ABORTED', mayHaveBeenSent: false });
    expect(error.exchange).toBeUndefined();
    expect(seen).toHaveLength(0);
  });

  it('aborted under way: the try ends, even when fetch does not look', async () => {
    const controller = new AbortController();
    const act: Act = () => {
      controller.abort();
      return new Promise(() => undefined);
    };
    const { client, seen } = await play([act, signed(success)], { retry: resendUnknown });
    const error = await failureOf(client.sendOtp(request, { signal: controller.signal }));
    expect(error).toMatchObject({ code: 'ABORTED', mayHaveBeenSent: true });
    expect(error.exchange).toMatchObject({ attempts: 1, response: undefined });
    expect(seen).toHaveLength(1);
  });

  it('aborted under way: fetch is told', async () => {
    const controller = new AbortController();
    let told: AbortSignal | null | undefined;
    const act: Act = (_, signal) => {
      told = signal;
      controller.abort();
      return new Promise(() => undefined);
    };
    const { client } = await play([act]);
    await failureOf(client.sendOtp(request, { signal: controller.signal }));
    expect(told?.aborted).toBe(true);
  });

  /** A call whose signal aborts in the given wait between two tries. */
  async function abortedInWait(wait: number, acts: readonly Act[]) {
    const controller = new AbortController();
    const clock = new PlayedClock();
    let waits = 0;
    const { client, seen } = await play(acts, {
      retry: resendUnknown,
      clock: {
        now: clock.now,
        sleep: (ms, signal) => {
          waits += 1;
          if (waits === wait) controller.abort();
          expect(signal.aborted).toBe(waits === wait);
          return clock.sleep(ms);
        },
      },
    });
    const error = await failureOf(client.sendOtp(request, { signal: controller.signal }));
    expect(error.code).toBe('ABORTED');
    expect(seen).toHaveLength(wait);
    expect(error.exchange?.attempts).toBe(wait);
    return error;
  }

  it('aborted while waiting: no other try, and whether an OTP may be on its way is said', async () => {
    expect((await abortedInWait(1, [signed(busy)])).mayHaveBeenSent).toBe(false);
    expect((await abortedInWait(1, [signed(unforeseen)])).mayHaveBeenSent).toBe(true);
    expect((await abortedInWait(1, [brokenConnection])).mayHaveBeenSent).toBe(true);
  });

  it('aborted while waiting: a try before the last counts, too', async () => {
    expect((await abortedInWait(2, [brokenConnection, signed(busy)])).mayHaveBeenSent).toBe(true);
    expect((await abortedInWait(2, [signed(unforeseen), signed(busy)])).mayHaveBeenSent).toBe(true);
    expect((await abortedInWait(2, [signed(busy), signed(busy)])).mayHaveBeenSent).toBe(false);
  });

  it('is let go of when the call is over', async () => {
    const controller = new AbortController();
    const added: string[] = [];
    const { signal } = controller;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...all: Parameters<typeof add>) => {
      added.push('added');
      add(...all);
    };
    signal.removeEventListener = (...all: Parameters<typeof remove>) => {
      added.pop();
      remove(...all);
    };
    const { client } = await play([signed(busy), signed(success)]);
    await client.sendOtp(request, { signal });
    expect(added).toEqual([]);
  });
});
