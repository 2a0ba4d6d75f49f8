import { describe, expect, it } from 'vitest';
import type { PumpingLimit, PumpingOptions, PumpingReservation } from '@sendotp-contract/reference';
import { start } from '../test-mpp.js';

let serial = 0;
/** A number in a block of its own, unless a block is given. */
export function newNumber(block = `+1${String(2_000_000 + (serial += 1))}`): string {
  serial += 1;
  return block + String(serial % 10_000).padStart(4, '0');
}

export type CreatePumpingLimit = (options: PumpingOptions & { readonly clock: () => number }) => PumpingLimit;

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Takes a sending that is let through. */
export function taken(reservation: PumpingReservation): Extract<PumpingReservation, { outcome: 'allowed' }> {
  if (reservation.outcome !== 'allowed')
    throw new Error(`${reservation.outcome}, where a sending is allowed`);
  return reservation;
}

/** What must hold for every limit against SMS pumping. */
export function pumpingLimitRules(name: string, create: CreatePumpingLimit): void {
  describe(`${name} keeps the rules against SMS pumping`, () => {
    let now = start;
    const clock = () => now;
    const sms = (address: string, clientId = 'C') => ({ clientId, verifyType: 'MOBILE', address }) as const;
    const outcomeOf = (reservation: PumpingReservation): string =>
      reservation.outcome === 'braked' ? reservation.by : reservation.outcome;

    it('counts by phone number and by e-mail address, whoever its users are', async () => {
      const limit = create({ clock, address: [{ sendings: 3, periodMs: dayMs }] });
      const number = newNumber();
      const reserve = async (verifyType: 'MOBILE' | 'EMAIL', address: string) =>
        outcomeOf(await limit.reserve({ clientId: 'C', verifyType, address }));
      for (let count = 0; count < 3; count += 1) expect(await reserve('MOBILE', number)).toBe('allowed');
      expect(await reserve('MOBILE', number)).toBe('address');
      expect(await reserve('MOBILE', newNumber())).toBe('allowed');
      for (let count = 0; count < 3; count += 1)
        expect(await reserve('EMAIL', `${number}@example.com`)).toBe('allowed');
      expect(await reserve('EMAIL', `${number}@example.com`)).toBe('address');
    });

    it('RC-11: one user who asks 3 times a day gets 3 on every day', async () => {
      now = start;
      const limit = create({ clock, address: [{ sendings: 3, periodMs: dayMs }] });
      const number = newNumber();
      for (let day = 0; day < 5; day += 1) {
        for (let count = 0; count < 3; count += 1)
          expect(outcomeOf(await limit.reserve(sms(number)))).toBe('allowed');
        expect(outcomeOf(await limit.reserve(sms(number)))).toBe('address');
        now += dayMs;
      }
    });

    it('counts by the longest prefix, for SMS only', async () => {
      const limit = create({
        clock,
        prefix: {
          '+1': [{ sendings: 4, periodMs: dayMs }],
          '+1868': [
            { sendings: 1, periodMs: hourMs },
            { sendings: 2, periodMs: dayMs },
          ],
        },
      });
      now = start + 10 * dayMs;
      const reserve = async (block: string) => outcomeOf(await limit.reserve(sms(newNumber(block))));
      expect(await reserve('+1868555')).toBe('allowed');
      expect(await reserve('+1868556')).toBe('prefix');
      for (let count = 0; count < 4; count += 1) expect(await reserve('+1202555')).toBe('allowed');
      expect(await reserve('+1202556')).toBe('prefix');
      expect(await reserve('+4420255')).toBe('allowed');
      now += hourMs;
      expect(await reserve('+1868555')).toBe('allowed');
      now += hourMs;
      expect(await reserve('+1868555')).toBe('prefix');
      const mail = { clientId: 'C', verifyType: 'EMAIL', address: '+1868@example.com' } as const;
      expect(outcomeOf(await limit.reserve(mail))).toBe('allowed');
    });

    it('sends to the allowed prefixes only; mail is no matter of prefixes', async () => {
      const limit = create({ clock, allowedPrefixes: ['+65', '+852'] });
      expect(outcomeOf(await limit.reserve(sms('+6591234567')))).toBe('allowed');
      expect(outcomeOf(await limit.reserve(sms('+85251234567')))).toBe('allowed');
      expect(outcomeOf(await limit.reserve(sms('+85351234567')))).toBe('barred');
      const mail = { clientId: 'C', verifyType: 'EMAIL', address: 'a@example.com' } as const;
      expect(outcomeOf(await limit.reserve(mail))).toBe('allowed');
    });

    it('counts by caller and in all', async () => {
      now = start + 20 * dayMs;
      const [one, two] = [`one-${newNumber()}`, `two-${newNumber()}`];
      const limit = create({
        clock,
        client: [{ sendings: 2, periodMs: dayMs }],
        total: [{ sendings: 3, periodMs: 2 * dayMs }],
      });
      const reserve = async (client: string) => outcomeOf(await limit.reserve(sms(newNumber(), client)));
      expect(await reserve(one)).toBe('allowed');
      expect(await reserve(one)).toBe('allowed');
      expect(await reserve(one)).toBe('client');
      expect(await reserve(two)).toBe('allowed');
      expect(await reserve(two)).toBe('total');
    });

    it('what is released does not count, however often it is released, and what is held back does not count', async () => {
      now = start + 30 * dayMs;
      const limit = create({ clock, address: [{ sendings: 3, periodMs: dayMs }], unanswered: 3 });
      const number = newNumber();
      const first = taken(await limit.reserve(sms(number)));
      for (let count = 0; count < 2; count += 1) taken(await limit.reserve(sms(number)));
      for (let count = 0; count < 5; count += 1)
        expect(outcomeOf(await limit.reserve(sms(number)))).toBe('address');
      await first.release();
      await first.release();
      expect(outcomeOf(await limit.reserve(sms(number)))).toBe('allowed');
      expect(outcomeOf(await limit.reserve(sms(number)))).toBe('address');
    });

    it('a block of numbers that does not answer gets no more; answers, and time, let it have more', async () => {
      now = start + 40 * dayMs;
      const limit = create({ clock, unanswered: 5 });
      const block = `+1${String(3_000_000 + (serial += 1))}`;
      const numbers = Array.from({ length: 60 }, () => newNumber(block));
      const reserve = async (address = '') => outcomeOf(await limit.reserve(sms(address)));
      for (const number of numbers.slice(0, 5)) expect(await reserve(number)).toBe('allowed');
      expect(await reserve(numbers[5])).toBe('unanswered');
      // Another block is none of its.
      expect(await reserve(newNumber())).toBe('allowed');
      // One answer: 4 are unanswered, and 6 may be.
      await limit.answered({ verifyType: 'MOBILE', address: numbers[0] ?? '' });
      const more = await Promise.all(numbers.slice(6, 20).map(reserve));
      expect(more.filter((outcome) => outcome === 'allowed')).toHaveLength(2);
      // Who has answered before is not pumping.
      expect(await reserve(numbers[0])).toBe('allowed');
      // and pays for nobody else by answering again.
      await limit.answered({ verifyType: 'MOBILE', address: numbers[0] ?? '' });
      expect(await reserve(numbers[21])).toBe('unanswered');
      now += dayMs;
      expect(await reserve(numbers[21])).toBe('allowed');
    });

    it('where most OTPs are answered, none is held back', async () => {
      now = start + 50 * dayMs;
      const limit = create({ clock, unanswered: 10 });
      const block = `+1${String(4_000_000 + (serial += 1))}`;
      for (let count = 0; count < 200; count += 1) {
        const number = newNumber(block);
        expect(outcomeOf(await limit.reserve(sms(number)))).toBe('allowed');
        if (count % 3 > 0) await limit.answered({ verifyType: 'MOBILE', address: number });
        now += 1_000;
      }
    });

    it('lets through exactly the limit, however many come at once', async () => {
      now = start + 60 * dayMs;
      const limit = create({ clock, address: [{ sendings: 7, periodMs: dayMs }] });
      const number = newNumber();
      const all = await Promise.all(Array.from({ length: 50 }, () => limit.reserve(sms(number))));
      expect(all.filter(({ outcome }) => outcome === 'allowed')).toHaveLength(7);
    });

    it('names where a number belongs by a prefix that is set, else by its calling code', () => {
      const limit = create({
        clock,
        prefix: { '+1868': [{ sendings: 9, periodMs: dayMs }] },
        allowedPrefixes: ['+1'],
      });
      expect(limit.labelOf({ verifyType: 'MOBILE', address: '+18685550142' })).toBe('+1868');
      expect(limit.labelOf({ verifyType: 'MOBILE', address: '+12025550142' })).toBe('+1');
      expect(limit.labelOf({ verifyType: 'MOBILE', address: '+447700900123' })).toBe('+44');
      expect(limit.labelOf({ verifyType: 'EMAIL', address: 'a@example.com' })).toBe('');
    });

    it('refuses options that make no sense', () => {
      expect(() => create({ clock, address: [{ sendings: 2, periodMs: dayMs }] })).toThrow('RC-11');
      expect(() => create({ clock, client: [{ sendings: 0, periodMs: dayMs }] })).toThrow(/^sendings/);
      expect(() => create({ clock, total: [{ sendings: 1, periodMs: 5 }] })).toThrow(/^periodMs/);
      expect(() => create({ clock, prefix: { '1868': [] } })).toThrow(/^a prefix must be/);
      expect(() => create({ clock, allowedPrefixes: ['+12025550142'] })).toThrow(/^a prefix must be/);
      expect(() => create({ clock, unanswered: 0 })).toThrow(/^unanswered/);
    });
  });
}
