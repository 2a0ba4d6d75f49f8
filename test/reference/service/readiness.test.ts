import { describe, expect, it, vi } from 'vitest';
import { StoreUnavailable } from '@sendotp-contract/reference';
import { Readiness } from '../../../server/reference/service/readiness.js';

/** Readiness of an instance that listens. */
function serving(...options: ConstructorParameters<typeof Readiness>): Readiness {
  const readiness = new Readiness(...options);
  readiness.start();
  return readiness;
}

const failing = (error: Error) => () => Promise.reject(error);

describe('readiness', () => {
  it('is what every check says; of a failure its code, and nothing else of what it says', async () => {
    const coded = Object.assign(new Error('redis://:secret@h'), { code: 'ECONNREFUSED' });
    const readiness = serving([
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
    const readiness = serving([{ name: 'smtp', check }], { timeoutMs: 20 });
    expect(await readiness.report()).toEqual({ ready: false, checks: { smtp: 'no answer in 20 ms' } });
    expect(signal?.aborted).toBe(true);
  });

  it('an answer is kept for a while, also among those who ask at once', async () => {
    const check = vi.fn(() => Promise.resolve());
    const readiness = serving([{ name: 'a', check }], { keepMs: 60_000 });
    await Promise.all([readiness.report(), readiness.report()]);
    await readiness.report();
    expect(check).toHaveBeenCalledTimes(1);
    const fresh = serving([{ name: 'a', check }], { keepMs: 0 });
    await fresh.report();
    await fresh.report();
    expect(check).toHaveBeenCalledTimes(3);
  });

  it('an instance that does not listen yet is not ready', async () => {
    const readiness = new Readiness([]);
    expect(await readiness.report()).toEqual({ ready: false, checks: { process: 'is starting' } });
    readiness.start();
    expect((await readiness.report()).ready).toBe(true);
  });

  it('a store says which error its Redis gave', async () => {
    const full = new StoreUnavailable('STORE_REFUSED', 'refused', 'OOM');
    const readiness = serving([{ name: 'redis', check: failing(full) }]);
    expect((await readiness.report()).checks).toEqual({ redis: 'STORE_REFUSED OOM' });
  });

  it('a process that is about to stop is not ready, whatever the checks say', async () => {
    const readiness = serving([]);
    expect((await readiness.report()).ready).toBe(true);
    readiness.stop();
    expect((await readiness.report()).ready).toBe(false);
  });
});
