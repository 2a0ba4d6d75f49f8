import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openConnections } from '../shell.js';
import { startWaitingShell, type WaitingShell } from '../waiting-shell.js';
import { RawConnection, signedRequest, unsignedRequest } from './raw-connection.js';

describe('a connection with several requests at once', () => {
  let shell: WaitingShell;
  beforeEach(async () => {
    shell = await startWaitingShell();
  });
  afterEach(async () => {
    await shell.server.close({ graceMs: 100 });
    expect(await openConnections(shell)).toBe(0);
    expect(shell.inFlight.count).toBe(0);
    expect(shell.faults).toEqual([]);
  });

  it('gives the answers in the order of the requests, though a later one is ready first', async () => {
    const connection = await RawConnection.to(shell.url);
    connection.write(signedRequest(shell).text, unsignedRequest, signedRequest(shell).text);
    await shell.called(2);
    shell.letAnswer(1, 'second');
    await expect.poll(() => shell.observations.length).toBe(2);
    expect(connection.received).toBe('');
    shell.letAnswer(0, 'first');
    await connection.answered(3);
    expect(connection.codes).toEqual(['SUCCESS', 'METHOD_NOT_SUPPORTED', 'SUCCESS']);
    expect(connection.answers.map(({ verifyRequestId }) => verifyRequestId)).toEqual([
      'first',
      undefined,
      'second',
    ]);
  });

  it('takes 16 requests that wait for an answer', async () => {
    const connection = await RawConnection.to(shell.url);
    connection.write(signedRequest(shell).text, unsignedRequest.repeat(15));
    await expect.poll(() => shell.observations.length).toBe(15);
    shell.letAnswer(0, 'first');
    await connection.answered(16);
    connection.write(unsignedRequest.repeat(15));
    await connection.answered(31);
  });

  it('is closed when 17 wait, and none of them is answered', async () => {
    const connection = await RawConnection.to(shell.url);
    connection.write(signedRequest(shell).text);
    await shell.called(1);
    connection.write(unsignedRequest.repeat(16));
    await connection.closed;
    expect(connection.received).toBe('');
    await expect.poll(() => openConnections(shell)).toBe(0);
    shell.letAnswer(0, 'nobody hears it');
    await expect.poll(() => shell.inFlight.count).toBe(0);
  });

  it('is closed with thousands of requests in one write, and all but a few of them cost nothing', async () => {
    const connection = await RawConnection.to(shell.url);
    connection.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(20_000));
    await connection.closed;
    expect(shell.observations.length).toBeLessThanOrEqual(17);
  });

  it('with garbage behind requests that wait gives every answer first', async () => {
    const connection = await RawConnection.to(shell.url);
    connection.write(signedRequest(shell).text, signedRequest(shell).text, '\0garbage\r\n\r\n');
    await shell.called(2);
    for (const call of [1, 0]) shell.letAnswer(call, `id-${call}`);
    await connection.closed;
    expect(connection.codes).toEqual(['SUCCESS', 'SUCCESS']);
    expect(connection.received).not.toContain('HTTP/1.1 400');
  });
});
