import { connect } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { InFlight, sent, type Outcome } from '@sendotp-contract/server';
import { call, path } from '../../e2e/caller.js';
import { openConnections, type Shell, startShell } from '../shell.js';

describe('requests in flight', () => {
  let shell: Shell;
  afterEach(async () => {
    await shell.server.close({ graceMs: 100 });
  });

  it('RC-16: beyond the limit REQUEST_TRAFFIC_EXCEED_LIMIT is answered and no handler runs; then there is room again', async () => {
    const inFlight = new InFlight(2);
    const waiting: ((outcome: Outcome<'sendOTP'>) => void)[] = [];
    const sendOTP = vi.fn(() => new Promise<Outcome<'sendOTP'>>((resolve) => waiting.push(resolve)));
    shell = await startShell({ inFlight, handlers: { sendOTP } });
    const slow = [call(shell), call(shell)];
    await expect.poll(() => waiting.length).toBe(2);

    expect((await call(shell)).code).toBe('REQUEST_TRAFFIC_EXCEED_LIMIT');
    expect(inFlight.count).toBe(2);
    expect(sendOTP).toHaveBeenCalledTimes(2);
    expect(shell.observations.at(-1)?.reason).toBe('more than 2 requests are in flight');

    waiting.splice(0).forEach((resolve, index) => {
      resolve(sent(`id-${index}`));
    });
    expect((await Promise.all(slow)).map(({ code }) => code)).toEqual(['SUCCESS', 'SUCCESS']);
    await expect.poll(() => inFlight.count).toBe(0);
    const another = call(shell);
    await expect.poll(() => waiting.length).toBe(1);
    waiting[0]?.(sent('id-9'));
    expect((await another).code).toBe('SUCCESS');
  });

  it('RC-16: strangers who stop in the middle of a body take nobody’s place, and are cut off though they never close', async () => {
    const inFlight = new InFlight(2);
    shell = await startShell({ inFlight, requestTimeoutMs: 500, headersTimeoutMs: 500 });
    const { hostname, port } = new URL(shell.url);
    const head = `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{`;
    const strangers = Array.from({ length: 10 }, () => {
      // Half open, and never read: it sees no end and sends none.
      const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
      socket.on('error', () => undefined).write(head);
      return socket;
    });
    await expect.poll(() => strangers.every(({ bytesWritten }) => bytesWritten > 0)).toBe(true);
    expect((await call(shell)).code).toBe('SUCCESS');
    expect(inFlight.count).toBe(0);
    await expect.poll(() => openConnections(shell)).toBe(0);
    for (const socket of strangers) socket.destroy();
  });

  it.each([
    ['at once', (isAdmitted: boolean) => isAdmitted],
    ['later', (isAdmitted: boolean) => Promise.resolve(isAdmitted)],
  ])(
    'RC-16: who is let in is decided by the caller, %s, and whoever is not leaves no count',
    async (_, decide) => {
      const inFlight = new InFlight();
      const asked: string[] = [];
      const answers = [true, false];
      const sendOTP = vi.fn(() => Promise.resolve(sent('id')));
      const admit = (clientId: string) => {
        asked.push(clientId);
        return decide(answers.shift() ?? true);
      };
      shell = await startShell({ inFlight, admit, handlers: { sendOTP } });
      expect((await call(shell)).code).toBe('SUCCESS');
      expect((await call(shell)).code).toBe('REQUEST_TRAFFIC_EXCEED_LIMIT');
      expect(shell.observations.at(-1)?.reason).toBe('more requests from this client than it is allowed');
      expect((await call(shell, { signedBody: 'another' })).code).toBe('INVALID_SIGNATURE');
      expect(asked).toEqual(['CALLER', 'CALLER']);
      expect(sendOTP).toHaveBeenCalledTimes(1);
      expect(inFlight.count).toBe(0);
    },
  );

  it('a signature that does not verify is told before the load is', async () => {
    const inFlight = new InFlight(1);
    inFlight.enter();
    shell = await startShell({ inFlight });
    expect((await call(shell, { signedBody: 'another' })).code).toBe('INVALID_SIGNATURE');
    expect((await call(shell)).code).toBe('REQUEST_TRAFFIC_EXCEED_LIMIT');
  });

  it('RC-16: what is over the limit of all costs a caller nothing of what it is allowed', async () => {
    const inFlight = new InFlight(1);
    inFlight.enter();
    const admit = vi.fn(() => true);
    shell = await startShell({ inFlight, admit });
    expect((await call(shell)).code).toBe('REQUEST_TRAFFIC_EXCEED_LIMIT');
    expect(admit).not.toHaveBeenCalled();
  });

  it('one is over the limit when it is more than that, and 1,000 is the limit where nothing is said', () => {
    const inFlight = new InFlight(1);
    const over = [inFlight.isOver];
    for (let n = 0; n < 2; n += 1) {
      inFlight.enter();
      over.push(inFlight.isOver);
    }
    inFlight.leave();
    expect([...over, inFlight.isOver]).toEqual([false, false, true, false]);
    expect(new InFlight().limit).toBe(1_000);
  });

  it.each([0, 1.5, NaN, -1])('a limit of %d makes no sense', (limit) => {
    expect(() => new InFlight(limit)).toThrow(RangeError);
  });
});
