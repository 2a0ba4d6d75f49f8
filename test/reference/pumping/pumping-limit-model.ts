import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { PumpingLimit, PumpingReservation } from '@sendotp-contract/reference';
import { expectModel, type ModelCommand, modelCommand, passes } from '../../model-run.js';
import { StandingClock } from '../../standing-clock.js';
import { start } from '../test-mpp.js';
import type { CreatePumpingLimit } from './pumping-limit-rules.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const limits = {
  address: [{ sendings: 2, periodMs: hourMs }],
  prefix: { '+1202': [{ sendings: 5, periodMs: 2 * hourMs }] },
  client: [{ sendings: 6, periodMs: 4 * hourMs }],
  total: [{ sendings: 9, periodMs: 3 * hourMs }],
  unanswered: 3,
} as const;

/** A number of a sequence: which block, and which of the numbers in it. */
interface Phone {
  readonly block: number;
  readonly place: number;
}

interface Sent extends Phone {
  readonly client: number;
  readonly at: number;
  /** Whether the number had not answered before. */
  readonly isStranger: boolean;
}

interface Model {
  sent: Sent[];
  readonly answered: { readonly block: number; readonly at: number }[];
  /** Numbers that have answered; a sequence is shorter than the 90 days for which they are known. */
  readonly known: Set<string>;
  readonly reserved: (Sent | undefined)[];
}

interface Real {
  readonly limit: PumpingLimit;
  readonly clock: StandingClock;
  /** Keeps sequences apart that share a Redis: five digits. */
  readonly scope: string;
  readonly reservations: PumpingReservation[];
}

type Command = ModelCommand<Model, Real>;

const addressOf = ({ block, place }: Phone, scope: string): string =>
  `${block === 0 ? '+1202' : '+4420'}${scope}000${place}`;
const nameOf = ({ block, place }: Phone): string => `${block}-${place}`;

/** Whether what was counted then counts now: a period goes by in 24 steps. */
const counts = (at: number, periodMs: number, now: number): boolean =>
  Math.floor((at * 24) / periodMs) > Math.floor((now * 24) / periodMs) - 24;

/** What a sending should come to. */
function expected(model: Model, phone: Phone, client: number, now: number): string {
  const count = (periodMs: number, isCounted: (each: Sent) => boolean): number =>
    model.sent.filter((each) => counts(each.at, periodMs, now) && isCounted(each)).length;
  const isFull = (
    [{ sendings, periodMs }]: readonly [{ readonly sendings: number; readonly periodMs: number }],
    isCounted: (each: Sent) => boolean,
  ): boolean => count(periodMs, isCounted) >= sendings;
  if (isFull(limits.address, (each) => nameOf(each) === nameOf(phone))) return 'address';
  if (phone.block === 0 && isFull(limits.prefix['+1202'], ({ block }) => block === 0)) return 'prefix';
  if (isFull(limits.client, (each) => each.client === client)) return 'client';
  if (isFull(limits.total, () => true)) return 'total';
  if (model.known.has(nameOf(phone))) return 'allowed';
  const answered = model.answered.filter(
    ({ block, at }) => block === phone.block && counts(at, dayMs, now),
  ).length;
  const sent = count(dayMs, ({ block, isStranger }) => isStranger && block === phone.block);
  return sent - answered >= limits.unanswered + answered ? 'unanswered' : 'allowed';
}

const reserves = (phone: Phone, client: number): Command =>
  modelCommand(`reserve ${nameOf(phone)} for ${client}`, async (model, real) => {
    const now = real.clock.now();
    const outcome = expected(model, phone, client, now);
    const reservation = await real.limit.reserve({
      clientId: `${real.scope}-${client}`,
      verifyType: 'MOBILE',
      address: addressOf(phone, real.scope),
    });
    expect(reservation.outcome === 'braked' ? reservation.by : reservation.outcome).toBe(outcome);
    real.reservations.push(reservation);
    const sent = { ...phone, client, at: now, isStranger: !model.known.has(nameOf(phone)) };
    model.reserved.push(outcome === 'allowed' ? sent : undefined);
    if (outcome === 'allowed') model.sent.push(sent);
  });

/** Perhaps a second time: nothing happens then. */
const releases = (index: number): Command =>
  modelCommand(
    `release ${index}`,
    async (model, { reservations }) => {
      const reservation = reservations[index];
      if (reservation?.outcome === 'allowed') await reservation.release();
      model.sent = model.sent.filter((each) => each !== model.reserved[index]);
    },
    ({ reserved }) => index < reserved.length,
  );

const answers = (phone: Phone): Command =>
  modelCommand(`answer ${nameOf(phone)}`, async (model, { limit, clock, scope }) => {
    await limit.answered({ verifyType: 'MOBILE', address: addressOf(phone, scope) });
    if (!model.known.has(nameOf(phone))) model.answered.push({ block: phone.block, at: clock.now() });
    model.known.add(nameOf(phone));
  });

let sequences = 0;

/** The limits against SMS pumping do what a list of the sendings says, whatever is asked in whatever order. */
export function pumpingLimitModel(create: CreatePumpingLimit, numRuns: number): void {
  it('counts as a list of all sendings and answers would, whatever is asked in whatever order', async () => {
    const phone = fc.record({ block: fc.nat({ max: 1 }), place: fc.nat({ max: 5 }) });
    const reserve = fc.tuple(phone, fc.nat({ max: 1 })).map((args) => reserves(...args));
    await expectModel<Model, Real>(
      () => {
        sequences += 1;
        // The total is one for all sequences that share a Redis: each lives long after the one before.
        const clock = new StandingClock(start + sequences * 30 * dayMs);
        const scope = String(10_000 + sequences);
        const real = { limit: create({ clock: clock.now, ...limits }), clock, scope, reservations: [] };
        return { model: { sent: [], answered: [], known: new Set(), reserved: [] }, real };
      },
      [
        reserve,
        reserve,
        reserve,
        fc.nat({ max: 15 }).map(releases),
        phone.map(answers),
        passes(1, hourMs / 24 - 1, hourMs / 24, hourMs - 1, hourMs),
        passes(2 * hourMs, 3 * hourMs - 1, 23 * hourMs, dayMs),
      ],
      { numRuns, maxCommands: 50 },
    );
  });
}
