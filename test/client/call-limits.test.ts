import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  type Act,
  brokenConnection,
  busy,
  failureOf,
  noConnection,
  play,
  PlayedClock,
  request,
  signed,
  silence,
  success,
  unforeseen,
} from './played-mpp.js';

/** Three tries, the second and third after a failure of this kind. */
const resendUnknown = { resendUnknown: true } as const;

describe('the deadline over all tries', () => {
  it('no try begins after it: what the last one said is returned', async () => {
    const { client, received, clock } = await play(
      [
        (received, signal) => {
          clock.advance(900);
          return signed(busy)(received, signal);
        },
        signed(success),
      ],
      { random: () => 1, retry: { deadlineMs: 1000, baseDelayMs: 100 } },
    );
    expect(await client.sendOtp(request)).toMatchObject({ resultCode: 'REQUEST_TRAFFIC_EXCEED_LIMIT' });
    expect(received).toHaveLength(1);
    expect(clock.sleeps).toEqual([]);
  });

  it('a try that fits is made', async () => {
    const { client, received, clock } = await play(
      [
        (received, signal) => {
          clock.advance(899);
          return signed(busy)(received, signal);
        },
        signed(success),
      ],
      { random: () => 1, retry: { deadlineMs: 1000, baseDelayMs: 100 } },
    );
    expect(await client.sendOtp(request)).toMatchObject({ resultStatus: 'S' });
    expect(received).toHaveLength(2);
  });

  it('it is 1 ms at least, as a try of no time says nothing', async () => {
    const { failure } = await play([silence], { retry: { deadlineMs: 0 } });
    expect((await failure()).message).toContain('within 1 ms');
  });

  it('a try under way is cut off there', async () => {
    const { failure, received } = await play([silence], { timeoutMs: 60_000, retry: { deadlineMs: 25 } });
    const error = await failure();
    expect(error.code).toBe('TIMEOUT');
    expect(error.message).toContain('within 25 ms');
    expect(error.cause).toMatchObject({ message: 'no answer within 25 ms' });
    expect(received).toHaveLength(1);
  });

  describe('where the options name none', () => {
    afterEach(() => {
      vi.useRealTimers();
    });

    it.each([
      ['retry: false', { timeoutMs: 90_000, retry: false }, 90_000],
      ['the defaults', { timeoutMs: 90_000 }, 90_000],
      ['a try of 10 s, which is the default', {}, 10_000],
    ] as const)('it does not cut off a try that may take longer, with %s', async (_, options, limitMs) => {
      const { failure, received } = await play([silence], options);
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      const ended = failure();
      await expect.poll(() => received.length === 1 && vi.getTimerCount() === 1).toBe(true);
      await vi.advanceTimersByTimeAsync(limitMs);
      expect((await ended).message).toContain(`within ${limitMs} ms`);
    });
  });
});

describe('the signal of the caller', () => {
  it('aborted before: nothing is sent', async () => {
    const { client, received } = await play([signed(success)]);
    const error = await failureOf(client.sendOtp(request, { signal: AbortSignal.abort() }));
    expect(error).toMatchObject({ code: 'ABORTED', mayHaveBeenSent: false });
    expect(error.exchange).toBeUndefined();
    expect(received).toHaveLength(0);
  });

  it('aborted while the request is signed: nothing is sent', async () => {
    const controller = new AbortController();
    const { client, received } = await play([signed(success)]);
    const call = failureOf(client.sendOtp(request, { signal: controller.signal }));
    controller.abort();
    expect(await call).toMatchObject({ code: 'ABORTED', mayHaveBeenSent: false });
    expect(received).toHaveLength(0);
  });

  it('aborted while a sign function does not answer: the call ends at once, and nothing is sent', async () => {
    for (const isAbortedBefore of [false, true]) {
      const controller = new AbortController();
      const reason = new Error('the user left');
      const stop = (): void => {
        controller.abort(reason);
      };
      const sign = () => {
        if (isAbortedBefore) stop();
        else queueMicrotask(stop);
        return new Promise<Uint8Array>(() => undefined);
      };
      const { client, received } = await play([], { privateKey: undefined, sign } as never);
      const error = await failureOf(client.sendOtp(request, { signal: controller.signal }));
      expect(error).toMatchObject({ code: 'ABORTED', mayHaveBeenSent: false, cause: reason });
      expect(error.exchange).toBeUndefined();
      expect(received).toHaveLength(0);
    }
  });

  it('aborted under way: the try ends, even when fetch does not look', async () => {
    const controller = new AbortController();
    const act: Act = () => {
      controller.abort();
      return new Promise(() => undefined);
    };
    const { client, received } = await play([act, signed(success)], { retry: resendUnknown });
    const error = await failureOf(client.sendOtp(request, { signal: controller.signal }));
    expect(error).toMatchObject({ code: 'ABORTED', mayHaveBeenSent: true });
    expect(error.exchange).toMatchObject({ attempts: 1, response: undefined });
    expect(received).toHaveLength(1);
  });

  it('aborted under way: fetch gets its own signal aborted', async () => {
    const controller = new AbortController();
    let passed: AbortSignal | null | undefined;
    const act: Act = (_, signal) => {
      passed = signal;
      controller.abort();
      return new Promise(() => undefined);
    };
    const { client } = await play([act]);
    await failureOf(client.sendOtp(request, { signal: controller.signal }));
    expect(passed?.aborted).toBe(true);
  });

  /** A call whose signal aborts in the given wait between two tries. */
  async function abortedInWait(wait: number, acts: readonly Act[]) {
    const controller = new AbortController();
    const clock = new PlayedClock();
    let waits = 0;
    const { client, received } = await play(acts, {
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
    expect(received).toHaveLength(wait);
    expect(error.exchange?.attempts).toBe(wait);
    expect(error.cause).toBe(controller.signal.reason);
    return error;
  }

  it('aborted while waiting: no other try, and whether an OTP may be on its way is said', async () => {
    expect((await abortedInWait(1, [signed(busy)])).mayHaveBeenSent).toBe(false);
    expect((await abortedInWait(1, [signed(unforeseen)])).mayHaveBeenSent).toBe(true);
    expect((await abortedInWait(1, [brokenConnection])).mayHaveBeenSent).toBe(true);
    expect((await abortedInWait(1, [noConnection])).mayHaveBeenSent).toBe(false);
  });

  it('aborted while waiting: a try before the last counts, too', async () => {
    expect((await abortedInWait(2, [brokenConnection, signed(busy)])).mayHaveBeenSent).toBe(true);
    expect((await abortedInWait(2, [signed(unforeseen), signed(busy)])).mayHaveBeenSent).toBe(true);
    expect((await abortedInWait(2, [brokenConnection, noConnection])).mayHaveBeenSent).toBe(true);
    expect((await abortedInWait(2, [signed(busy), signed(busy)])).mayHaveBeenSent).toBe(false);
    expect((await abortedInWait(2, [noConnection, signed(busy)])).mayHaveBeenSent).toBe(false);
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
