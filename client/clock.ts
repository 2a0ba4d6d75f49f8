import type { CallSignal } from './call-signal.js';

/** The time and waiting, so that tests can inject both. */
export interface Clock {
  /** ms since the epoch. */
  now(): number;
  /** Resolves after this many ms, or as soon as the signal aborts. */
  sleep(ms: number, signal: CallSignal): Promise<void>;
}

/** This machine's clock when a response came, and `Response-Time` of it, in ms since the epoch. */
export interface Clocks {
  readonly nowMs: number;
  readonly responseTimeMs: number;
}

export const systemClock: Clock = {
  now: Date.now,
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) {
        resolve();
        return;
      }
      const done = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal.addEventListener('abort', done);
    }),
};
