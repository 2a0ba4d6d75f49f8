import { describe, expect, it } from 'vitest';
import { MemorySendingLimit } from '@sendotp-contract/reference';
import { StandingClock } from '../../standing-clock.js';
import { start } from '../test-mpp.js';
import { sendingLimitModel } from './sending-limit-model.js';
import { allowed, newUser, sendingLimitRules } from './sending-limit-rules.js';

sendingLimitRules('the memory limit', (setting) => new MemorySendingLimit(setting));

describe('memory sending limit', () => {
  sendingLimitModel((setting) => new MemorySendingLimit(setting), 300);

  it('refuses a new user when it is full, and forgets nothing that it has counted', async () => {
    let now = start;
    const limit = new MemorySendingLimit({ clock: () => now, maxLogs: 2 });
    const [one, two, three] = [newUser(), newUser(), newUser()];
    await limit.reserve(one, 'MOBILE');
    now += 1;
    await limit.reserve(two, 'MOBILE');
    await expect(limit.reserve(three, 'MOBILE')).rejects.toMatchObject({
      name: 'SendingLimitFull',
      code: 'SENDING_LIMIT_FULL',
    });
    expect((await limit.reserve(one, 'MOBILE')).outcome).toBe('limited');
    now += 60_000;
    expect((await limit.reserve(one, 'MOBILE')).outcome).toBe('allowed');
    now = start + 86_400_001;
    expect((await limit.reserve(three, 'MOBILE')).outcome).toBe('allowed');
    expect(limit.size).toBe(2);
  });

  it('has room again for a sending that was released', async () => {
    const limit = new MemorySendingLimit({ clock: () => start, maxLogs: 1 });
    const reservation = allowed(await limit.reserve(newUser(), 'MOBILE'));
    await reservation.release();
    expect(limit.size).toBe(0);
    expect((await limit.reserve(newUser(), 'MOBILE')).outcome).toBe('allowed');
  });

  it('has room again for a user whose sendings that still count were all released', async () => {
    let now = start;
    const windows = [{ periodMs: 60_000, sendings: 2 }];
    const limit = new MemorySendingLimit({ clock: () => now, maxLogs: 1, windows });
    const user = newUser();
    await limit.reserve(user, 'MOBILE');
    now += 30_000;
    const second = allowed(await limit.reserve(user, 'MOBILE'));
    now += 30_000;
    const third = allowed(await limit.reserve(user, 'MOBILE'));
    await second.release();
    await third.release();
    expect(limit.size).toBe(0);
  });

  it('keeps as many refusals as sendings and no more: those of the longest ago are forgotten', async () => {
    const clock = new StandingClock(start);
    const refusalWindows = [{ periodMs: 3_600_000, sendings: 1 }];
    const limit = new MemorySendingLimit({ clock: clock.now, maxLogs: 2, refusalWindows });
    const [one, two, three] = [newUser(), newUser(), newUser()];
    const refused = async (user: string) => allowed(await limit.reserve(user, 'MOBILE')).release('refused');
    for (const user of [one, two, three]) {
      await refused(user);
      clock.pass(1);
    }
    expect(limit.size).toBe(2);
    expect((await limit.reserve(two, 'MOBILE')).outcome).toBe('limited');
    expect((await limit.reserve(three, 'MOBILE')).outcome).toBe('limited');
    // Has room of its own again, which costs the next oldest its own.
    await refused(one);
    expect((await limit.reserve(two, 'MOBILE')).outcome).toBe('allowed');
    expect((await limit.reserve(three, 'MOBILE')).outcome).toBe('limited');
  });

  it('a second refusal of a user costs no other user theirs', async () => {
    const windows = [{ periodMs: 3_600_000, sendings: 2 }];
    const limit = new MemorySendingLimit({ clock: () => start, maxLogs: 2, refusalWindows: windows });
    const [one, two] = [newUser(), newUser()];
    for (const user of [one, two, two, one])
      await allowed(await limit.reserve(user, 'MOBILE')).release('refused');
    for (const user of [one, two]) expect((await limit.reserve(user, 'MOBILE')).outcome).toBe('limited');
  });

  it('forgets refusals after their time, with the next call that comes', async () => {
    const clock = new StandingClock(start);
    const limit = new MemorySendingLimit({ clock: clock.now });
    await allowed(await limit.reserve(newUser(), 'MOBILE')).release('refused');
    clock.pass(86_399_999);
    await limit.reserve(newUser(), 'MOBILE');
    expect(limit.size).toBe(2);
    clock.pass(1);
    await allowed(await limit.reserve(newUser(), 'MOBILE')).release();
    expect(limit.size).toBe(1);
  });

  it('forgets 20,000 users after their time, with the next call that comes', async () => {
    let now = start;
    const limit = new MemorySendingLimit({ clock: () => now });
    for (let n = 0; n < 20_000; n += 1) await limit.reserve(newUser(), 'MOBILE');
    expect(limit.size).toBe(20_000);
    now += 86_400_000;
    await limit.reserve(newUser(), 'MOBILE');
    expect(limit.size).toBe(1);
  });

  it('refuses a room that makes no sense', () => {
    expect(() => new MemorySendingLimit({ maxLogs: 0 })).toThrow(/^maxLogs/);
  });
});
