import fc from 'fast-check';
import { expect, it } from 'vitest';
import { failed, type ReplayStore, sent, unknown } from '@sendotp-contract/server';
import { type Answer, goodBody, prepare, send } from '../../e2e/caller.js';
import { expectModel, type ModelCommand, modelCommand } from '../../model-run.js';
import { StandingClock } from '../../standing-clock.js';
import { startShell } from '../shell.js';

const toleranceMs = 600_000;
/** How far a clock may be set back without a message being done twice: less than the minute that the shell adds. */
const longestBackMs = 59_999;

/** When each message of a sequence was signed, from its start on in ms, and which outcome it has. */
const messages = [
  { at: -toleranceMs, kind: 'S' },
  { at: -toleranceMs, kind: 'F' },
  { at: -1, kind: 'S' },
  { at: 0, kind: 'not kept' },
  { at: toleranceMs - 1, kind: 'F' },
  { at: toleranceMs, kind: 'S' },
  { at: 2 * toleranceMs, kind: 'S' },
] as const;

interface Model {
  readonly startedAt: number;
  /** The latest that the clock has been. */
  latest: number;
  readonly now: () => number;
  /** Messages that were accepted and have an outcome for good. */
  readonly kept: Map<number, Answer['body']>;
}

interface Real {
  readonly clock: StandingClock;
  /** Sends the message of this number. */
  readonly sendMessage: (index: number) => Promise<Answer>;
  /** How often a handler has run. */
  readonly runs: () => number;
}

type Command = ModelCommand<Model, Real>;

/** Sends a message so many times at once. */
const sends = (index: number, times: number): Command =>
  modelCommand(`send ${index} ${times}×`, async (model, { sendMessage, runs }) => {
    const { at, kind } = messages[index] ?? messages[0];
    const before = runs();
    const answers = await Promise.all(Array.from({ length: times }, () => sendMessage(index)));
    const bodies = answers.map(({ body }) => body);
    if (Math.abs(model.startedAt + at - model.now()) > toleranceMs) {
      expect(answers.map(({ code }) => code)).toEqual(answers.map(() => 'ACCESS_DENIED'));
      expect(runs()).toBe(before);
      return;
    }
    const known = model.kept.get(index);
    expect(bodies).toEqual(bodies.map(() => known ?? bodies[0]));
    if (kind === 'not kept') {
      expect(runs()).toBeGreaterThan(before);
      return;
    }
    expect(runs()).toBe(known === undefined ? before + 1 : before);
    if (bodies[0] !== undefined) model.kept.set(index, bodies[0]);
  });

const passes = (ms: number): Command =>
  modelCommand(
    `pass ${ms} ms`,
    (model, { clock }) => {
      clock.pass(ms);
      model.latest = Math.max(model.latest, clock.now());
      return Promise.resolve();
    },
    ({ latest, now }) => now() + ms >= latest - longestBackMs,
  );

const outcomes = {
  S: (run: number) => sent(`id-${run}`),
  F: () => failed('PROCESS_FAIL'),
  'not kept': () => unknown('REQUEST_TRAFFIC_EXCEED_LIMIT'),
} as const;

/** The shell with this store accepts what a set of digests with their times would. */
export function replayModel(create: (now: () => number) => ReplayStore, numRuns: number): void {
  it('SIG-8, SIG-9: takes each message while it is in tolerance, and does it once, however clock and messages come', async () => {
    const clock = new StandingClock();
    let runs = 0;
    const shell = await startShell({
      now: clock.now,
      replays: create(clock.now),
      handlers: {
        sendOTP: ({ accessToken }) => {
          runs += 1;
          const { kind } = messages[Number(accessToken)] ?? messages[0];
          return Promise.resolve(outcomes[kind](runs));
        },
      },
    });
    try {
      await expectModel<Model, Real>(
        () => {
          // Long after all that went before.
          clock.pass(10 * toleranceMs);
          const startedAt = clock.now();
          const prepared = messages.map(({ at }, index) =>
            prepare(shell, {
              time: new Date(startedAt + at).toISOString(),
              body: goodBody(shell, { accessToken: String(index) }),
            }),
          );
          const sendMessage = (index: number) => send(shell, prepared[index] ?? prepare(shell));
          return {
            model: { startedAt, latest: startedAt, now: clock.now, kept: new Map() },
            real: { clock, sendMessage, runs: () => runs },
          };
        },
        [
          fc
            .tuple(fc.nat({ max: messages.length - 1 }), fc.integer({ min: 1, max: 2 }))
            .map((args) => sends(...args)),
          fc.nat({ max: messages.length - 1 }).map((index) => sends(index, 1)),
          fc.constantFrom(1, longestBackMs, toleranceMs - 1, toleranceMs, toleranceMs + 1).map(passes),
          fc.constantFrom(-1, -30_000, -longestBackMs).map(passes),
        ],
        { numRuns, maxCommands: 25 },
      );
    } finally {
      await shell.server.close({ graceMs: 100 });
    }
  });
}
