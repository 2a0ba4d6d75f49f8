import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Reservation, SendingLimit } from '@sendotp-contract/reference';
import { expectModel, type ModelCommand, modelCommand, passes } from '../../model-run.js';
import { StandingClock } from '../../standing-clock.js';
import { start } from '../test-mpp.js';
import { type LimitSetting, newUser } from './sending-limit-rules.js';

const longestMs = 5_000;
const windows = [
  { periodMs: 1_000, sendings: 2 },
  { periodMs: longestMs, sendings: 3 },
];
const refusalWindows = [
  { periodMs: 3_000, sendings: 1 },
  { periodMs: 9_000, sendings: 2 },
];
const verifyTypes = ['MOBILE', 'EMAIL'] as const;
type VerifyType = (typeof verifyTypes)[number];

interface Counted {
  readonly user: number;
  readonly verifyType: VerifyType;
  readonly at: number;
}

/** What counts: every sending that was let through and not released, and every one that the channel refused. */
interface Model {
  readonly now: () => number;
  sendings: Counted[];
  readonly refusals: Counted[];
  /** In the order of the reservations; undefined for one that was limited. */
  readonly reserved: (Counted | undefined)[];
}

interface Real {
  readonly limit: SendingLimit;
  readonly clock: StandingClock;
  readonly users: readonly string[];
  readonly reservations: Reservation[];
}

type Command = ModelCommand<Model, Real>;

function isFull(counted: readonly Counted[], of: typeof windows, sending: Counted): boolean {
  const { user, verifyType, at: now } = sending;
  const same = counted.filter((each) => each.user === user && each.verifyType === verifyType);
  return of.some(({ periodMs, sendings }) => same.filter(({ at }) => at + periodMs > now).length >= sendings);
}

const reserves = (user: number, verifyType: VerifyType): Command =>
  modelCommand(`reserve ${user} ${verifyType}`, async (model, { limit, clock, users, reservations }) => {
    const sending: Counted = { user, verifyType, at: clock.now() };
    const isLimited =
      isFull(model.sendings, windows, sending) || isFull(model.refusals, refusalWindows, sending);
    const reservation = await limit.reserve(users[user] ?? '', verifyType);
    expect(reservation.outcome).toBe(isLimited ? 'limited' : 'allowed');
    reservations.push(reservation);
    model.reserved.push(isLimited ? undefined : sending);
    if (!isLimited) model.sendings.push(sending);
  });

/** Perhaps a second time, and perhaps of one that was limited: nothing happens then. */
const releases = (index: number, why: 'not-sent' | 'refused'): Command =>
  modelCommand(
    `release ${index} ${why}`,
    async (model, { clock, reservations }) => {
      const reservation = reservations[index];
      if (reservation?.outcome === 'allowed') await reservation.release(why);
      const sending = model.reserved[index];
      if (sending === undefined || !model.sendings.includes(sending)) return;
      model.sendings = model.sendings.filter((each) => each !== sending);
      if (why === 'refused') model.refusals.push({ ...sending, at: clock.now() });
    },
    // A handler has ended long before its sending stops to count.
    ({ reserved, now }) => now() < (reserved[index]?.at ?? 0) + longestMs,
  );

/** A limit of sendings does what a list of the sendings says, whatever is asked in whatever order. */
export function sendingLimitModel(create: (setting: LimitSetting) => SendingLimit, numRuns: number): void {
  it('RC-11: counts as a list of all sendings would, to the millisecond, whatever is asked in whatever order', async () => {
    await expectModel(
      () => {
        const clock = new StandingClock(start);
        const limit = create({ clock: clock.now, windows, refusalWindows });
        const real: Real = { limit, clock, users: [newUser(), newUser()], reservations: [] };
        const model: Model = { now: clock.now, sendings: [], refusals: [], reserved: [] };
        return { model, real };
      },
      [
        fc.tuple(fc.nat({ max: 1 }), fc.constantFrom(...verifyTypes)).map((args) => reserves(...args)),
        fc.constant(reserves(0, 'MOBILE')),
        fc
          .tuple(fc.nat({ max: 12 }), fc.constantFrom('not-sent' as const, 'refused' as const))
          .map((args) => releases(...args)),
        passes(1, 499, 999, 1_000),
        passes(1, 2_000, 2_999, 3_000, 3_001),
      ],
      { numRuns, maxCommands: 40 },
    );
  });
}
