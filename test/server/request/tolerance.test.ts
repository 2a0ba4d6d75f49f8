import { afterEach, describe, expect, it } from 'vitest';
import { failed } from '@sendotp-contract/server';
import { StandingClock } from '../../standing-clock.js';
import { call } from '../../e2e/caller.js';
import { type Shell, type ShellOptions, startShell } from '../shell.js';

const iso = (ms: number): string => new Date(ms).toISOString();

describe('the tolerance of Request-Time', () => {
  let shell: Shell;
  let clock: StandingClock;
  afterEach(() => shell.server.close({ graceMs: 100 }));
  const start = async (options: ShellOptions = {}) => {
    clock = new StandingClock();
    shell = await startShell({ now: clock.now, ...options });
  };
  /** The code of a message whose Request-Time is so far ahead of the server's clock, in ms. */
  const codeOf = async (aheadMs: number) => (await call(shell, { time: iso(clock.now() + aheadMs) })).code;

  it.each([
    ['10 minutes, where nothing else is said', {}, 600_000],
    ['as long as is said', { toleranceMs: 1_500 }, 1_500],
  ])('SIG-8: is %s, to the millisecond, in the past and ahead', async (_, options, toleranceMs) => {
    await start(options);
    expect(await codeOf(-toleranceMs)).toBe('SUCCESS');
    expect(await codeOf(toleranceMs)).toBe('SUCCESS');
    expect(await codeOf(-toleranceMs - 1)).toBe('ACCESS_DENIED');
    expect(await codeOf(toleranceMs + 1)).toBe('ACCESS_DENIED');
    expect(shell.observations.map(({ resultCode }) => resultCode)).toEqual([
      'SUCCESS',
      'SUCCESS',
      'ACCESS_DENIED',
      'ACCESS_DENIED',
    ]);
  });

  it.each([
    [-600_001, "Request-Time is 600 s behind this server's clock"],
    [3_600_000, "Request-Time is 3600 s ahead of this server's clock"],
  ])(
    'says to the operator on which side of the clock a message %d ms ahead lies',
    async (aheadMs, reason) => {
      await start();
      await codeOf(aheadMs);
      expect(shell.observations.at(-1)?.reason).toBe(reason);
    },
  );

  it('SIG-8: is measured when the message comes, in whatever zone its time is written', async () => {
    await start();
    const local = new Date(clock.now() + 5.5 * 3_600_000).toISOString().replace('Z', '+05:30');
    clock.pass(600_000);
    expect((await call(shell, { time: local })).code).toBe('SUCCESS');
    clock.pass(1);
    expect((await call(shell, { time: local })).code).toBe('ACCESS_DENIED');
  });

  it('SIG-8: holds at the same millisecond for epoch milliseconds, where they are taken', async () => {
    await start({ acceptVendorSdkRequests: true });
    const time = String(clock.now());
    clock.pass(600_000);
    expect((await call(shell, { time })).code).toBe('SUCCESS');
    clock.pass(1);
    expect((await call(shell, { time })).code).toBe('ACCESS_DENIED');
  });

  it('HDR-6: the time of the response is that of the clock when the response is signed', async () => {
    await start({
      handlers: {
        sendOTP: () => {
          clock.pass(1_234);
          return Promise.resolve(failed('PROCESS_FAIL'));
        },
      },
    });
    const askedAt = clock.now();
    const { headers } = await call(shell);
    expect(headers['response-time']).toBe(iso(askedAt + 1_234));
  });
});
