import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../client/clock.js';

describe('the clock of the system', () => {
  it('sleeps for at least as long as requested, give or take the resolution of a timer', async () => {
    const startedAt = performance.now();
    await systemClock.sleep(30, new AbortController().signal);
    expect(performance.now() - startedAt).toBeGreaterThan(25);
  });

  it('leaves no listener behind, however it ends', async () => {
    const controller = new AbortController();
    await systemClock.sleep(1, controller.signal);
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
    const sleeping = systemClock.sleep(3_600_000, controller.signal);
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(1);
    controller.abort();
    await sleeping;
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
  });

  it('wakes as soon as the signal aborts', async () => {
    const controller = new AbortController();
    const sleeping = systemClock.sleep(3_600_000, controller.signal);
    controller.abort();
    await sleeping;
    await systemClock.sleep(3_600_000, controller.signal);
  });

  it('tells the time', () => {
    expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1_000);
  });
});
