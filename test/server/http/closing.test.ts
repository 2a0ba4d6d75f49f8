import type { Socket } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { call, path } from '../../e2e/caller.js';
import { openConnections, type ShellOptions } from '../shell.js';
import { startWaitingShell, type WaitingShell } from '../waiting-shell.js';
import { RawConnection, signedRequest, unsignedRequest } from './raw-connection.js';

/** Longer than a test: whatever waits for it fails. */
const graceMs = 120_000;

describe('a server that closes', () => {
  let shell: WaitingShell;
  const opened: RawConnection[] = [];
  /** The server's ends of the connections. */
  const accepted: Socket[] = [];
  afterEach(async () => {
    accepted.splice(0);
    for (const { socket } of opened.splice(0)) socket.destroy();
    await shell.server.close();
    expect(await openConnections(shell)).toBe(0);
    expect(shell.server.http.listening).toBe(false);
  });
  const start = async (options: ShellOptions = {}) => {
    shell = await startWaitingShell(options);
    shell.server.http.on('connection', (socket: Socket) => accepted.push(socket));
  };
  const open = async () => {
    const connection = await RawConnection.to(shell.url);
    opened.push(connection);
    return connection;
  };

  /** Writes on the only connection, and waits until the server has read it. */
  const writeBehind = async (connection: RawConnection, text: string) => {
    const before = accepted[0]?.bytesRead ?? 0;
    connection.write(text);
    await expect.poll(() => accepted[0]?.bytesRead).toBe(before + text.length);
  };

  it('lets go at once of connections that have said nothing, and of those that were answered', async () => {
    await start();
    const [silent, idle] = [await open(), await open()];
    idle.write(unsignedRequest);
    await idle.answered(1);
    expect(await openConnections(shell)).toBe(2);
    await shell.server.close({ graceMs });
    await Promise.all([silent.closed, idle.closed]);
    expect([silent.received, idle.codes]).toEqual(['', ['METHOD_NOT_SUPPORTED']]);
  });

  it('answers what is in flight, and says that nothing comes after it', async () => {
    await start();
    const connection = await open();
    connection.write(signedRequest(shell).text);
    await shell.called(1);
    const closed = shell.server.close({ graceMs });
    await expect(call(shell)).rejects.toThrow('ECONNREFUSED');
    shell.letAnswer(0, 'late');
    await Promise.all([closed, connection.closed]);
    expect(connection.answers).toMatchObject([{ verifyRequestId: 'late', headers: { connection: 'close' } }]);
  });

  it('SIG-9: answers all that is in flight on one connection: of an OTP that was sent its caller hears', async () => {
    await start();
    const connection = await open();
    connection.write(signedRequest(shell).text, unsignedRequest, signedRequest(shell).text);
    await shell.called(2);
    const closed = shell.server.close({ graceMs });
    for (const each of [0, 1]) shell.letAnswer(each, `id-${each}`);
    await Promise.all([closed, connection.closed]);
    expect(connection.answers.map(({ code, headers }) => [code, headers['connection']])).toEqual([
      ['SUCCESS', 'keep-alive'],
      ['METHOD_NOT_SUPPORTED', 'keep-alive'],
      ['SUCCESS', 'close'],
    ]);
  });

  it('does not wait for a connection whose last answer was written before, and held up by another', async () => {
    await start();
    const connection = await open();
    connection.write(signedRequest(shell).text, unsignedRequest);
    await shell.called(1);
    await expect.poll(() => shell.observations.length).toBe(1);
    const closed = shell.server.close({ graceMs });
    await writeBehind(connection, signedRequest(shell).text);
    shell.letAnswer(0, 'late');
    await Promise.all([closed, connection.closed]);
    expect(connection.codes).toEqual(['SUCCESS', 'METHOD_NOT_SUPPORTED']);
    expect(shell.calls()).toBe(1);
  });

  it('does nothing for a request that comes behind the last one that is answered', async () => {
    await start();
    const connection = await open();
    connection.write(signedRequest(shell).text);
    await shell.called(1);
    const closed = shell.server.close({ graceMs });
    await writeBehind(connection, signedRequest(shell).text);
    shell.letAnswer(0, 'in time');
    await Promise.all([closed, connection.closed]);
    expect(connection.answers.map(({ verifyRequestId }) => verifyRequestId)).toEqual(['in time']);
    expect(shell.calls()).toBe(1);
    expect(shell.inFlight.count).toBe(0);
  });

  it('answers a request whose beginning had come, when the rest does', async () => {
    await start();
    const connections = [await open(), await open()];
    const { head, body } = signedRequest(shell);
    connections[0]?.write(head.slice(0, 40));
    connections[1]?.write(signedRequest(shell).head);
    await expect.poll(() => accepted.filter(({ bytesRead }) => bytesRead > 0).length).toBe(2);
    const closed = shell.server.close({ graceMs });
    connections[0]?.write(head.slice(40), body);
    connections[1]?.write(body);
    await shell.called(2);
    for (const each of [0, 1]) shell.letAnswer(each, 'late');
    await Promise.all([closed, ...connections.map((connection) => connection.closed)]);
    for (const { answers } of connections)
      expect(answers).toMatchObject([{ code: 'SUCCESS', headers: { connection: 'close' } }]);
  });

  it.each([
    ['that stopped in its header', `POST ${path} HTTP/1.1\r\nHost: x\r\n`],
    ['that stopped in its body', `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{`],
  ])('waits for a caller %s until its grace is over, and no longer', async (_, text) => {
    await start();
    const connection = await open();
    connection.write(text);
    await expect.poll(() => accepted[0]?.bytesRead).toBe(text.length);
    const since = performance.now();
    await shell.server.close({ graceMs: 150 });
    expect(performance.now() - since).toBeGreaterThanOrEqual(145);
    await connection.closed;
    expect(connection.received).toBe('');
    expect(shell.inFlight.count).toBe(0);
  });

  it('gives 10 seconds of grace, where nothing else is said', async () => {
    await start();
    const connection = await open();
    const text = `POST ${path} HTTP/1.1\r\n`;
    connection.write(text);
    await expect.poll(() => accepted[0]?.bytesRead).toBe(text.length);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const closed = shell.server.close();
      await vi.advanceTimersByTimeAsync(9_999);
      expect(await openConnections(shell)).toBe(1);
      await vi.advanceTimersByTimeAsync(1);
      await closed;
    } finally {
      vi.useRealTimers();
    }
  });

  it('ends at its grace though a handler never does, whose call leaves the count when its time is over', async () => {
    await start({ handlerTimeoutMs: 300 });
    const connection = await open();
    connection.write(signedRequest(shell).text);
    await shell.called(1);
    await shell.server.close({ graceMs: 20 });
    await connection.closed;
    expect(connection.received).toBe('');
    await expect.poll(() => shell.inFlight.count).toBe(0);
  });

  it('closes once, however often it is told', async () => {
    await start();
    const connection = await open();
    const first = shell.server.close({ graceMs });
    expect(shell.server.close({ graceMs: 1 })).toBe(first);
    await first;
    await connection.closed;
    await expect(shell.server.close()).resolves.toBeUndefined();
  });
});
