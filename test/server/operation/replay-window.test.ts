import { afterEach, describe, expect, it } from 'vitest';
import { MemoryReplayStore } from '@sendotp-contract/server';
import { call, prepare, send } from '../../e2e/caller.js';
import { StandingClock } from '../../standing-clock.js';
import { type Shell, type ShellOptions, startShell } from '../shell.js';

const toleranceMs = 600_000;
/** For how much longer than the tolerance a message is remembered, as the shell says. */
const marginMs = 60_000;

describe('the time for which a message is remembered', () => {
  let shell: Shell;
  let clock: StandingClock;
  let replays: MemoryReplayStore;
  afterEach(() => shell.server.close({ graceMs: 100 }));
  const start = async (options: ShellOptions = {}) => {
    clock = new StandingClock();
    replays = new MemoryReplayStore({ now: clock.now });
    shell = await startShell({ now: clock.now, replays, ...options });
  };
  /** A message whose Request-Time is so far ahead of the clock, in ms. */
  const message = (aheadMs = 0) => prepare(shell, { time: new Date(clock.now() + aheadMs).toISOString() });
  const wasReplayed = () => shell.observations.at(-1)?.replayed;

  it.each([
    ['signed now', 0],
    ['signed as long ago as is allowed', -toleranceMs],
    ['signed as far ahead of the clock as is allowed', toleranceMs],
    ['signed a little ahead of the clock', 1],
  ])('SIG-9: a message %s has one outcome until it is too old to be taken', async (_, aheadMs) => {
    await start();
    const one = message(aheadMs);
    const tooOldAfter = clock.now() + aheadMs + toleranceMs;
    const first = await send(shell, one);
    expect([first.code, wasReplayed()]).toEqual(['SUCCESS', false]);
    // Others come meanwhile: what has expired is looked for when a new one comes.
    for (const at of [clock.now(), clock.now() + aheadMs, tooOldAfter - 1, tooOldAfter]) {
      if (at < clock.now()) continue;
      clock.set(at);
      await call(shell);
      expect((await send(shell, one)).body).toEqual(first.body);
      expect(wasReplayed()).toBe(true);
    }
    clock.pass(1);
    expect((await send(shell, one)).code).toBe('ACCESS_DENIED');
  });

  it('SIG-9: a message that grew too old while its traffic was checked is not done a second time', async () => {
    const waits = [0, marginMs - 1];
    await start({
      admit: () => {
        clock.pass(waits.shift() ?? 0);
        return true;
      },
    });
    const one = message();
    const first = await send(shell, one);
    clock.pass(toleranceMs);
    expect((await send(shell, one)).body).toEqual(first.body);
    expect(wasReplayed()).toBe(true);
  });

  it('is over a minute after the tolerance, from the time it was signed at: then the memory is free again', async () => {
    await start();
    const [past, ahead] = [message(-toleranceMs), message(toleranceMs)];
    const signedAt = clock.now();
    await send(shell, past);
    await send(shell, ahead);
    const sizeAt = async (ms: number) => {
      clock.set(ms);
      await call(shell);
      return replays.size;
    };
    expect(await sizeAt(signedAt + marginMs - 1)).toBe(3);
    // The first has gone, the newest has come.
    expect(await sizeAt(signedAt + marginMs)).toBe(3);
    expect(await sizeAt(signedAt + 2 * toleranceMs + marginMs - 1)).toBe(4);
    // All but the newest two: the call of a ms ago, and this one.
    expect(await sizeAt(signedAt + 2 * toleranceMs + marginMs)).toBe(2);
  });

  it('follows the clock of the shell where it brings no store of its own', async () => {
    // By the machine's clock the message is long too old.
    clock = new StandingClock(Date.UTC(2026, 0, 1));
    shell = await startShell({ now: clock.now });
    const one = message(toleranceMs);
    const first = await send(shell, one);
    clock.pass(2 * toleranceMs);
    expect((await send(shell, one)).body).toEqual(first.body);
  });

  it('SIG-9: what a tolerance of its own makes shorter is forgotten earlier', async () => {
    await start({ toleranceMs: 2_000 });
    const one = message();
    await send(shell, one);
    clock.pass(2_000 + marginMs - 1);
    await call(shell);
    expect(replays.size).toBe(2);
    clock.pass(1);
    await call(shell);
    expect(replays.size).toBe(2);
  });
});
