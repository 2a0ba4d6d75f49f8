import { afterEach, describe, expect, it, vi } from 'vitest';
import { obeySignals } from '../../../server/reference/service/signals.js';
import { NoticeLog } from './notice-log.js';

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** A service that obeys, and what it was told; the process of the test does not. */
function obeying() {
  vi.useFakeTimers();
  const told: string[] = [];
  const listeners = new Map<string, () => void>();
  vi.spyOn(process, 'on').mockImplementation((signal, listener) => {
    listeners.set(String(signal), listener as () => void);
    return process;
  });
  vi.spyOn(process, 'exit').mockImplementation((code) => {
    told.push(`exit ${code ?? 0}`);
    return undefined as never;
  });
  const log = new NoticeLog();
  const note = (what: string) => () => {
    told.push(what);
    return Promise.resolve();
  };
  obeySignals({
    ...{ close: note('close'), closeSoon: () => void told.push('closeSoon'), reload: note('reload') },
    log,
  });
  const raise = async (signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP') => {
    listeners.get(signal)?.();
    await Promise.resolve();
  };
  return { told, notices: log.notices, raise, signals: [...listeners.keys()] };
}

describe('signals', () => {
  it('are those that stop and reload a service', () => {
    expect(obeying().signals.sort()).toEqual(['SIGHUP', 'SIGINT', 'SIGTERM']);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('%s closes it, and the process ends soon after', async (signal) => {
    const { told, raise } = obeying();
    await raise(signal);
    expect(told).toEqual(['close']);
    await vi.advanceTimersByTimeAsync(499);
    expect(told).toEqual(['close']);
    await vi.advanceTimersByTimeAsync(1);
    expect(told).toEqual(['close', 'exit 0']);
  });

  it('the second one skips the delay, and the third one ends the process at once', async () => {
    const { told, raise } = obeying();
    await raise('SIGTERM');
    await raise('SIGINT');
    expect(told).toEqual(['close', 'closeSoon']);
    await raise('SIGTERM');
    expect(told[2]).toBe('exit 1');
  });

  it('SIGHUP reads all files again, however often, and says so', async () => {
    const { told, notices, raise } = obeying();
    await raise('SIGHUP');
    await raise('SIGHUP');
    expect(told).toEqual(['reload', 'reload']);
    expect(notices).toEqual(Array(2).fill({ level: 'info', what: 'SIGHUP: reading all files again' }));
  });
});
