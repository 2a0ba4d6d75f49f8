import { getEventListeners } from 'node:events';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { pause } from '../../server/mock/pause.js';

/** A response to a caller, and what ends a pause before it. */
function waiting() {
  const socket = new Socket();
  const response = new ServerResponse(new IncomingMessage(socket));
  response.assignSocket(socket);
  const stop = new AbortController();
  const listeners = (): number =>
    response.listenerCount('close') +
    socket.listenerCount('end') +
    socket.listenerCount('close') +
    // It is the server's, and outlives every response.
    getEventListeners(stop.signal, 'abort').length;
  return { socket, response, stop, listeners };
}

/** Whether this promise is settled by now. */
async function isOver(promise: Promise<void>): Promise<boolean> {
  const turn = new Promise<boolean>((resolve) => setImmediate(resolve, false));
  return Promise.race([promise.then(() => true), turn]);
}

const hour = 3_600_000;

describe('a pause', () => {
  it.each([undefined, hour])(
    'of %s ms ends when the caller closes the connection, or the server',
    async (ms) => {
      for (const end of [
        ({ response }: ReturnType<typeof waiting>) => response.emit('close'),
        ({ stop }: ReturnType<typeof waiting>) => {
          stop.abort();
        },
      ]) {
        const call = waiting();
        const before = call.listeners();
        const paused = pause(call.response, call.stop.signal, ms);
        expect(await isOver(paused)).toBe(false);
        end(call);
        expect(await isOver(paused)).toBe(true);
        expect(call.listeners()).toBeLessThanOrEqual(before);
      }
    },
  );

  it('without a time ends when the caller closes its side; one with a time does not', async () => {
    const endless = waiting();
    const paused = pause(endless.response, endless.stop.signal);
    endless.socket.emit('end');
    expect(await isOver(paused)).toBe(true);
    const timed = waiting();
    const late = pause(timed.response, timed.stop.signal, hour);
    timed.socket.emit('end');
    expect(await isOver(late)).toBe(false);
    timed.stop.abort();
    await late;
  });

  it('with a time ends then', async () => {
    const { response, stop } = waiting();
    const startedAt = performance.now();
    await pause(response, stop.signal, 20);
    // Node's timers may go off 1 ms early.
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(19);
  });

  it.each([undefined, hour])('of %s ms does not begin where nobody waits any more', async (ms) => {
    const destroyed = waiting();
    destroyed.response.destroy();
    expect(await isOver(pause(destroyed.response, destroyed.stop.signal, ms))).toBe(true);
    const stopped = waiting();
    stopped.stop.abort();
    expect(await isOver(pause(stopped.response, stopped.stop.signal, ms))).toBe(true);
  });

  it('needs no connection', async () => {
    const response = new ServerResponse(new IncomingMessage(new Socket()));
    const stop = new AbortController();
    const paused = pause(response, stop.signal);
    expect(await isOver(paused)).toBe(false);
    stop.abort();
    expect(await isOver(paused)).toBe(true);
  });
});
