import type { Attempt } from './attempt.js';

/**
 * Waits for work no longer than an attempt may take, nor after the caller's signal has aborted. What the work does then has
 * no effect.
 * @param what that is waited for, in the error that it rejects with then
 * @param controller is aborted then
 */
export function inTime<T>(
  work: Promise<T>,
  { start: { timeoutMs, signal } }: Attempt,
  what: string,
  controller?: AbortController,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    };
    const stop = (): void => {
      end();
      controller?.abort();
      reject(new DOMException(`no ${what} within ${timeoutMs} ms`, 'AbortError'));
    };
    const timer = setTimeout(stop, timeoutMs);
    signal.addEventListener('abort', stop);
    work.finally(end).then(resolve, reject);
    if (signal.aborted) stop();
  });
}
