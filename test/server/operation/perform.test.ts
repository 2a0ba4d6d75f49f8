import { afterEach, describe, expect, it } from 'vitest';
import { failed, type ReplayStore, sent } from '@sendotp-contract/server';
import { call } from '../../e2e/caller.js';
import { type Shell, startShell } from '../shell.js';

/** A store that others may write to gives back this. */
const giving = (outcome: unknown): ReplayStore => ({ once: () => Promise.resolve(outcome as never) });

describe('a replay store of somebody else', () => {
  let shell: Shell;
  afterEach(() => shell.server.close({ graceMs: 100 }));

  it('SIG-9: what it knows of a message is its outcome, and no handler runs', async () => {
    shell = await startShell({ replays: giving(failed('USER_NOT_EXIST')) });
    expect((await call(shell)).code).toBe('USER_NOT_EXIST');
    expect(shell.observations).toMatchObject([{ resultCode: 'USER_NOT_EXIST', replayed: true }]);
  });

  it.each([
    ['nothing', undefined],
    ['a code that the operation does not have', { resultStatus: 'F', resultCode: 'OTHER' }],
    ['a code with another status', { resultStatus: 'U', resultCode: 'PROCESS_FAIL' }],
    ['S without an id', { resultStatus: 'S', resultCode: 'SUCCESS' }],
  ])('RC-17: that gives back %s makes UNKNOWN_EXCEPTION, which is reported', async (_, outcome) => {
    shell = await startShell({ replays: giving(outcome) });
    expect((await call(shell)).code).toBe('UNKNOWN_EXCEPTION');
    expect(shell.faults).toMatchObject([{ stage: 'request', error: { name: 'IllegalOutcome' } }]);
    expect(shell.observations[0]?.reason).toBe('the replay store gave back something that is no outcome');
  });

  it('RC-17: that gives back what is no outcome in the place of the handler’s makes UNKNOWN_EXCEPTION', async () => {
    const replays: ReplayStore = { once: (_, first) => first().then(() => ({}) as never) };
    shell = await startShell({ replays });
    expect((await call(shell)).code).toBe('UNKNOWN_EXCEPTION');
    expect(shell.faults).toMatchObject([{ stage: 'request', error: { name: 'IllegalOutcome' } }]);
  });

  it('RC-17: that fails makes UNKNOWN_EXCEPTION, and nothing of what it says is in the observation', async () => {
    const error = new Error('no connection for +12025550101');
    shell = await startShell({
      replays: { once: () => Promise.reject(error) },
      handlers: { sendOTP: () => Promise.resolve(sent('id')) },
    });
    expect((await call(shell)).code).toBe('UNKNOWN_EXCEPTION');
    expect(shell.faults).toMatchObject([{ stage: 'request', error }]);
    expect(shell.observations[0]?.reason).toBe('an unforeseen error, reported as a fault');
  });
});
