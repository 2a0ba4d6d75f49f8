import { describe, expect, it } from 'vitest';
import { MemorySendingLimit } from '@sendotp-contract/reference';
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
