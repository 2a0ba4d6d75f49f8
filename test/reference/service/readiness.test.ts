import { describe, expect, it, vi } from 'vitest';
import { Readiness } from '../../../server/reference/service/readiness.js';

const failing = (error: Error) => () => Promise.reject(error);

describe('readiness', () => {
  it('is what every check says; of a failure its code, and nothing else of what it says', async () => {
    const coded = Object.assign(new Error('redis://:secret@h'), { code: 'ECONNREFUSED' });
    const readiness = new Readiness([
      { name: 'a', check: () => Promise.resolve() },
      { name: 'b', check: failing(coded) },
      { name: 'c', check: failing(new Error('secret')) },
    ]);
    expect(await readiness.report()).toEqual({
      ready: false,
      checks: { a: 'ok', b: 'ECONNREFUSED', c: 'failed' },
    });
  });

  it('a check that does not answer is waited for only so long, and told', async () => {
    let signal: AbortSignal | undefined;
    const check = (options: { signal: AbortSignal }) => {
      signal = options.signal;
      return new Promise<void>(() => undefined);
    };
    const readiness = new Readiness([{ name: 'smtp', check }], { timeoutMs: 20 });
    expect(await readiness.report()).toEqual({ ready: false, checks: { smtp: 'no answer in 20 ms' } });
    expect(signal?.aborted).toBe(true);
  });

  it('an answer is kept for a while, also among those who ask at once', async () => {
    const check = vi.fn(() => Promise.resolve());
    const readiness = new Readiness([{ name: 'a', check }], { keepMs: 60_000 });
    await Promise.all([readiness.report(), readiness.report()]);
    await readiness.report();
    expect(check).toHaveBeenCalledTimes(1);
    const fresh = new Readiness([{ name: 'a', check }], { keepMs: 0 });
    await fresh.report();
    await fresh.report();
    expect(check).toHaveBeenCalledTimes(3);
  });

  it('a process that is about to stop is not ready, whatever the checks say', async () => {
    const readiness = new Readiness([]);
    expect((await readiness.report()).ready).toBe(true);
    readiness.stop();
    expect((await readiness.report()).ready).toBe(false);
  });
});
