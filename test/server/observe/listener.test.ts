import { afterEach, describe, expect, it, vi } from 'vitest';
import { describeFault, printingListener } from '@sendotp-contract/server';
import { call } from '../../e2e/caller.js';
import { type Shell, startShell } from '../shell.js';

const error = new TypeError('no log today for +12025550101');
const fail = (): never => {
  throw error;
};

/** Every way in which a callback fails. */
const failing: readonly (readonly [string, () => unknown])[] = [
  ['throws', fail],
  ['rejects', () => Promise.reject(error)],
  ['rejects later', () => new Promise((_, reject) => setImmediate(reject, error))],
  ['returns a thenable that throws', () => ({ then: fail })],
];

describe('a callback of the server', () => {
  let shell: Shell;
  afterEach(() => shell.server.close({ graceMs: 100 }));

  it.each(failing)('observe that %s changes no answer, and is reported as a fault', async (_, observe) => {
    shell = await startShell({ observe });
    expect((await call(shell)).code).toBe('SUCCESS');
    await expect
      .poll(() => shell.faults)
      .toEqual([{ requestId: expect.any(String) as string, stage: 'observe', error }]);
  });

  it.each(failing)(
    'SIG-1: onSignatureMismatch that %s leaves INVALID_SIGNATURE, and is reported as a fault',
    async (_, onSignatureMismatch) => {
      shell = await startShell({ onSignatureMismatch });
      expect((await call(shell, { signedBody: 'another' })).code).toBe('INVALID_SIGNATURE');
      await expect.poll(() => shell.faults).toMatchObject([{ stage: 'onSignatureMismatch', error }]);
      expect(shell.faults[0]?.requestId).toBe(shell.observations[0]?.requestId);
    },
  );

  it.each(failing)(
    'onFault that %s changes no answer: what it was told of and why it failed are on standard error',
    async (_, onFault) => {
      const lines: string[] = [];
      const write = vi.spyOn(console, 'error').mockImplementation((line: string) => lines.push(line));
      shell = await startShell({ onFault, handlers: { sendOTP: () => Promise.reject(new RangeError()) } });
      expect((await call(shell)).code).toBe('UNKNOWN_EXCEPTION');
      await expect.poll(() => lines).toHaveLength(2);
      write.mockRestore();
      const { requestId = '' } = shell.observations[0] ?? {};
      expect(JSON.parse(lines[0] ?? '')).toMatchObject({ requestId, stage: 'handler', name: 'RangeError' });
      expect(lines[1]).toBe(describeFault({ requestId, stage: 'onFault', error }));
    },
  );

  it('that fails behind another one that fails is on standard error, too', async () => {
    const lines: string[] = [];
    const write = vi.spyOn(console, 'error').mockImplementation((line: string) => lines.push(line));
    shell = await startShell({ observe: () => Promise.reject(error), onFault: () => Promise.reject(error) });
    expect((await call(shell)).code).toBe('SUCCESS');
    await expect
      .poll(() => lines.map((line) => (JSON.parse(line) as { stage: string }).stage))
      .toEqual(['observe', 'onFault']);
    write.mockRestore();
  });
});

describe('a callback outside of requests', () => {
  const printed = (listener: (stage: string) => { tell(event: { state: string }): void }): unknown[] => {
    const lines: string[] = [];
    const write = vi.spyOn(console, 'error').mockImplementation((line: string) => lines.push(line));
    listener('onChange').tell({ state: 'lost' });
    write.mockRestore();
    return lines.map((line) => JSON.parse(line) as unknown);
  };

  it('that fails is one line on standard error, with its name and what may be said of the event', () => {
    const known = { level: 'error', stage: 'onChange', name: 'TypeError' };
    const [withDetails, ...none] = printed((stage) =>
      printingListener(stage, fail, ({ state }) => ({ state })),
    );
    expect(withDetails).toMatchObject({ ...known, state: 'lost' });
    expect(none).toEqual([]);
    const [line] = printed((stage) => printingListener<{ state: string }>(stage, fail));
    expect(line).toMatchObject(known);
    expect(line).not.toHaveProperty('state');
  });

  it('that is none or succeeds says nothing', () => {
    expect(printed((stage) => printingListener(stage))).toEqual([]);
    expect(printed((stage) => printingListener(stage, () => null))).toEqual([]);
  });
});
