import { describe, expect, it } from 'vitest';
import type { Reservation, SendingLimit, SendingWindow } from '@sendotp-contract/reference';
import { start } from '../test-mpp.js';

let serial = 0;

export function newUser(): string {
  serial += 1;
  return `user-${serial}`;
}

export interface LimitSetting {
  readonly clock: () => number;
  readonly windows?: readonly SendingWindow[];
  readonly refusalWindows?: readonly SendingWindow[];
}

/** Takes a sending that is allowed. */
export function allowed(reservation: Reservation): Extract<Reservation, { outcome: 'allowed' }> {
  if (reservation.outcome !== 'allowed') throw new Error('limited, where a sending is allowed');
  return reservation;
}

/** What must hold for every sending limit. */
export function sendingLimitRules(name: string, create: (setting: LimitSetting) => SendingLimit): void {
  describe(`${name} keeps the rules of a sending limit`, () => {
    it('RC-11: allows one a minute, to the millisecond', async () => {
      let now = start;
      const limit = create({ clock: () => now });
      const user = newUser();
      const reserve = async () => (await limit.reserve(user, 'MOBILE')).outcome;
      expect(await reserve()).toBe('allowed');
      expect(await reserve()).toBe('limited');
      now += 59_999;
      expect(await reserve()).toBe('limited');
      now += 1;
      expect(await reserve()).toBe('allowed');
    });

    it('RC-11: allows 5 an hour and 10 a day, reckoned back from each moment', async () => {
      let now = start;
      const limit = create({ clock: () => now });
      const user = newUser();
      const sentAt: number[] = [];
      // A user who asks every minute for two days.
      for (; now < start + 2 * 86_400_000; now += 60_000) {
        if ((await limit.reserve(user, 'MOBILE')).outcome === 'allowed') sentAt.push(now - start);
      }
      const minute = (n: number) => n * 60_000;
      const firstDay = [0, 1, 2, 3, 4, 60, 61, 62, 63, 64];
      expect(sentAt).toEqual([...firstDay, ...firstDay.map((n) => n + 1_440)].map(minute));
    });

    it('counts users and verifyTypes apart', async () => {
      const limit = create({ clock: () => start });
      const [one, two] = [newUser(), newUser()];
      for (const [user, verifyType] of [
        [one, 'MOBILE'],
        [one, 'EMAIL'],
        [two, 'MOBILE'],
        [`MOBILE:${one}`, 'EMAIL'],
      ] as const) {
        expect((await limit.reserve(user, verifyType)).outcome).toBe('allowed');
        expect((await limit.reserve(user, verifyType)).outcome).toBe('limited');
      }
    });

    it('does not count a sending that is released, however often it is', async () => {
      const limit = create({ clock: () => start, windows: [{ periodMs: 60_000, sendings: 2 }] });
      const user = newUser();
      const failed = allowed(await limit.reserve(user, 'MOBILE'));
      await limit.reserve(user, 'MOBILE');
      expect((await limit.reserve(user, 'MOBILE')).outcome).toBe('limited');
      await failed.release();
      await failed.release();
      expect((await limit.reserve(user, 'MOBILE')).outcome).toBe('allowed');
      expect((await limit.reserve(user, 'MOBILE')).outcome).toBe('limited');
    });

    it('counts what the channel refuses on its own: 3 an hour, 10 a day', async () => {
      let now = start;
      const limit = create({ clock: () => now, windows: [{ periodMs: 1_000, sendings: 1 }] });
      const user = newUser();
      const refused: number[] = [];
      for (; now < start + 86_400_000; now += 60_000) {
        const reservation = await limit.reserve(user, 'MOBILE');
        if (reservation.outcome === 'limited') continue;
        await reservation.release('refused');
        await reservation.release('refused');
        refused.push((now - start) / 60_000);
      }
      expect(refused).toEqual([0, 1, 2, 60, 61, 62, 120, 121, 122, 180]);
      // Not a sending, and not of the other verifyType.
      expect((await limit.reserve(user, 'EMAIL')).outcome).toBe('allowed');
      now += 86_400_000;
      expect((await limit.reserve(user, 'MOBILE')).outcome).toBe('allowed');
    });

    it('a refused sending frees its place among the sendings', async () => {
      const limit = create({ clock: () => start });
      const user = newUser();
      await allowed(await limit.reserve(user, 'MOBILE')).release('refused');
      expect((await limit.reserve(user, 'MOBILE')).outcome).toBe('allowed');
      expect((await limit.reserve(user, 'MOBILE')).outcome).toBe('limited');
    });

    it('does not count a request that it limits', async () => {
      let now = start;
      const limit = create({ clock: () => now });
      const user = newUser();
      await limit.reserve(user, 'MOBILE');
      for (; now < start + 60_000; now += 6_000) {
        expect((await limit.reserve(user, 'MOBILE')).outcome).toBe('limited');
      }
      expect((await limit.reserve(user, 'MOBILE')).outcome).toBe('allowed');
    });

    it('takes a release that comes after the sending has stopped to count', async () => {
      let now = start;
      const limit = create({ clock: () => now, windows: [{ periodMs: 1_000, sendings: 1 }] });
      const user = newUser();
      const early = allowed(await limit.reserve(user, 'MOBILE'));
      now += 1_000;
      await limit.reserve(user, 'MOBILE');
      await early.release();
      expect((await limit.reserve(user, 'MOBILE')).outcome).toBe('limited');
    });

    it('lets through exactly the limit, however many come at once', async () => {
      const limit = create({ clock: () => start, windows: [{ periodMs: 60_000, sendings: 7 }] });
      const user = newUser();
      const reservations = await Promise.all(Array.from({ length: 50 }, () => limit.reserve(user, 'MOBILE')));
      expect(reservations.filter(({ outcome }) => outcome === 'allowed')).toHaveLength(7);
    });

    it('refuses windows that make no sense', () => {
      const clock = () => start;
      expect(() => create({ clock, windows: [] })).toThrow(/^windows/);
      expect(() => create({ clock, windows: [{ periodMs: 0, sendings: 1 }] })).toThrow(/^periodMs/);
      expect(() => create({ clock, windows: [{ periodMs: 1.5, sendings: 1 }] })).toThrow(/^periodMs/);
      expect(() => create({ clock, windows: [{ periodMs: 1, sendings: 0 }] })).toThrow(/^sendings/);
      expect(() => create({ clock, windows: [{ periodMs: 1, sendings: 1_001 }] })).toThrow(/^sendings/);
    });
  });
}
