import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { WrongCodeLimit } from '@sendotp-contract/reference';
import { expectModel, type ModelCommand, modelCommand } from '../../model-run.js';
import { newUser } from '../limit/sending-limit-rules.js';

const most = 3;

/** The wrong codes in a row of each user. */
interface Model {
  readonly counts: [number, number];
}

interface Real {
  readonly limit: WrongCodeLimit;
  readonly users: readonly [string, string];
}

type Command = ModelCommand<Model, Real>;
type User = 0 | 1;

const counts = (user: User): Command =>
  modelCommand(`count ${user}`, async (model, { limit, users }) => {
    model.counts[user] += 1;
    const count = model.counts[user];
    const expected = count > most ? 'blocked' : count === most ? 'last' : 'allowed';
    expect(await limit.count(users[user])).toBe(expected);
  });

const asks = (user: User): Command =>
  modelCommand(`isBlocked ${user}`, async (model, { limit, users }) => {
    expect(await limit.isBlocked(users[user])).toBe(model.counts[user] >= most);
  });

const resets = (user: User): Command =>
  modelCommand(`reset ${user}`, async (model, { limit, users }) => {
    model.counts[user] = 0;
    await limit.reset(users[user]);
  });

/** A limit of wrong codes does what a count would, whatever is asked in whatever order. */
export function wrongCodeModel(create: (limit: number) => WrongCodeLimit, numRuns: number): void {
  it('blocks as a count of each user would, whatever is asked in whatever order', async () => {
    const user = fc.constantFrom<User>(0, 1);
    await expectModel<Model, Real>(
      () => ({
        model: { counts: [0, 0] },
        real: { limit: create(most), users: [newUser(), newUser()] },
      }),
      [user.map(counts), user.map(counts), user.map(asks), user.map(resets)],
      { numRuns, maxCommands: 30 },
    );
  });
}
