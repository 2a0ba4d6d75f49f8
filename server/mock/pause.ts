import type { ServerResponse } from 'node:http';

/**
 * Waits this many ms, but no longer than the caller waits for a response and the server is open. Without ms it waits until
 * the caller closes its side: who has half-closed still gets an answer that comes, and of one that never comes nobody would
 * hear again.
 */
export function pause(response: ServerResponse, stop: AbortSignal, ms?: number): Promise<void> {
  return new Promise((resolve) => {
    const { socket } = response;
    const timer = ms === undefined ? undefined : setTimeout(done, ms);
    response.once('close', done);
    if (ms === undefined) socket?.once('end', done);
    stop.addEventListener('abort', done);
    if (response.destroyed || stop.aborted) done();

    function done(): void {
      clearTimeout(timer);
      response.off('close', done);
      socket?.off('end', done);
      stop.removeEventListener('abort', done);
      resolve();
    }
  });
}
