import type { ServerResponse } from 'node:http';

/** Waits this many ms, or without end, but no longer than the caller waits for a response and the server is open. */
export function pause(response: ServerResponse, stop: AbortSignal, ms?: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = ms === undefined ? undefined : setTimeout(done, ms);
    response.once('close', done);
    stop.addEventListener('abort', done);
    if (response.destroyed || stop.aborted) done();

    function done(): void {
      clearTimeout(timer);
      response.off('close', done);
      stop.removeEventListener('abort', done);
      resolve();
    }
  });
}
