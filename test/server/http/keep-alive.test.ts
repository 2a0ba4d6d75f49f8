import { afterEach, describe, expect, it } from 'vitest';
import { InFlight, StrangerLimit } from '@sendotp-contract/server';
import { path } from '../../e2e/caller.js';
import { openConnections, type Shell, startShell } from '../shell.js';
import { startWaitingShell } from '../waiting-shell.js';
import { RawConnection, signedRequest, unsignedRequest } from './raw-connection.js';

const closing = `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`;

describe('a connection that is kept', () => {
  let shell: Shell;
  const opened: RawConnection[] = [];
  afterEach(async () => {
    for (const { socket } of opened.splice(0)) socket.destroy();
    await expect.poll(() => openConnections(shell)).toBe(0);
    expect(shell.faults).toEqual([]);
    await shell.server.close({ graceMs: 100 });
  });
  const open = async (options: { readonly allowHalfOpen?: boolean } = {}) => {
    const connection = await RawConnection.to(shell.url, options);
    opened.push(connection);
    return connection;
  };

  it('answers one request after the other, of whatever outcome, and is the only one', async () => {
    shell = await startShell();
    const connection = await open();
    const requests = [
      signedRequest(shell).text,
      unsignedRequest,
      signedRequest(shell, { body: '{}' }).text,
      signedRequest(shell, { path: '/elsewhere' }).text,
      signedRequest(shell).text,
    ];
    for (const [index, text] of requests.entries()) {
      connection.write(text);
      await connection.answered(index + 1);
    }
    const codes = ['SUCCESS', 'METHOD_NOT_SUPPORTED', 'PARAM_ILLEGAL', 'NO_INTERFACE_DEF', 'SUCCESS'];
    expect(connection.codes).toEqual(codes);
    expect(connection.answers.map(({ headers }) => headers['connection'])).toEqual(
      codes.map(() => 'keep-alive'),
    );
    expect(connection.answers.at(-1)?.verifyRequestId).toBe('id-2');
    expect(await openConnections(shell)).toBe(1);
    expect(connection.socket.destroyed).toBe(false);
  });

  it('ends with the answer to a request that says so, and takes nothing that comes behind it', async () => {
    shell = await startShell();
    const connection = await open();
    connection.write(signedRequest(shell, {}, { Connection: 'close' }).text, signedRequest(shell).text);
    await connection.closed;
    expect(connection.codes).toEqual(['SUCCESS']);
    expect(connection.answers[0]?.headers['connection']).toBe('close');
    expect(shell.observations).toHaveLength(1);
  });

  it.each([
    ['HTTP/1.0', unsignedRequest.replace('1.1', '1.0')],
    ['Connection: close', closing],
  ])('ends after its answer with %s', async (_, text) => {
    shell = await startShell();
    const connection = await open();
    connection.write(text);
    await connection.closed;
    expect(connection.codes).toEqual(['METHOD_NOT_SUPPORTED']);
    expect(await openConnections(shell)).toBe(0);
  });

  it.each<[string, Parameters<typeof signedRequest>[1], string]>([
    ['the path', { path: '/elsewhere' }, 'NO_INTERFACE_DEF'],
    ['the method', { method: 'PUT' }, 'METHOD_NOT_SUPPORTED'],
    ['the media type', { headers: { 'Content-Type': 'text/plain' } }, 'MEDIA_TYPE_NOT_ACCEPTABLE'],
    ['the announced size', { body: 'x'.repeat(16 * 1024 + 1) }, 'PARAM_ILLEGAL'],
  ])(
    'answers a request refused for %s before its body comes; the body is thrown away and the next request answered',
    async (_, changes, code) => {
      shell = await startShell();
      const connection = await open();
      const { head, body } = signedRequest(shell, changes);
      connection.write(head);
      await connection.answered(1);
      // Taken for a request, it would be the smuggled one.
      const smuggled = unsignedRequest.padEnd(body.length, 'x').slice(0, body.length);
      connection.write(smuggled, signedRequest(shell).text);
      await connection.answered(2);
      expect(connection.codes).toEqual([code, 'SUCCESS']);
      expect(shell.observations).toHaveLength(2);
    },
  );

  it('SIG-7: ends with an answer to a stranger over its limit: what is left of the body is not waited for', async () => {
    shell = await startShell({ strangers: new StrangerLimit({ perSecond: 1 }) });
    const first = await open();
    first.write(signedRequest(shell, { signedBody: 'another' }).text);
    await first.answered(1);
    const connection = await open();
    // Nobody would hear of what the second one did.
    connection.write(unsignedRequest, signedRequest(shell).head);
    await connection.closed;
    expect(shell.observations).toHaveLength(2);
    expect(connection.codes).toEqual(['REQUEST_TRAFFIC_EXCEED_LIMIT']);
    expect(connection.answers[0]?.headers).toMatchObject({ connection: 'close' });
    expect(connection.answers[0]?.headers['signature']).toBeUndefined();
  });

  it.each(['\0garbage\r\n\r\n', 'GET\r\n\r\n', `POST ${path} HTTP/9.9\r\n\r\n`])(
    'is closed without a word when %j follows a finished answer',
    async (garbage) => {
      shell = await startShell();
      const connection = await open();
      connection.write(signedRequest(shell).text);
      await connection.answered(1);
      const { length } = connection.received;
      connection.write(garbage);
      await connection.closed;
      expect(connection.received).toHaveLength(length);
      expect(shell.observations).toHaveLength(1);
      await expect.poll(() => openConnections(shell)).toBe(0);
    },
  );

  it('that its caller half closes gets the answers that wait, and is closed', async () => {
    const waiting = await startWaitingShell();
    shell = waiting;
    const connection = await open({ allowHalfOpen: true });
    connection.socket.end(signedRequest(shell).text + signedRequest(shell).text);
    await waiting.called(2);
    for (const call of [1, 0]) waiting.letAnswer(call, `id-${call}`);
    await connection.closed;
    expect(connection.codes).toEqual(['SUCCESS', 'SUCCESS']);
    await expect.poll(() => openConnections(shell)).toBe(0);
  });

  it.each([
    ['has said nothing', ''],
    ['has been answered', unsignedRequest],
  ])('that %s is closed when its caller half closes it', async (_, text) => {
    shell = await startShell();
    const connection = await open({ allowHalfOpen: true });
    if (text !== '') {
      connection.write(text);
      await connection.answered(1);
    }
    connection.socket.end();
    await connection.closed;
    await expect.poll(() => openConnections(shell)).toBe(0);
  });

  it('whose caller goes away while the handler runs leaves nothing in flight', async () => {
    const waiting = await startWaitingShell();
    shell = waiting;
    const connection = await open();
    connection.write(signedRequest(shell).text, signedRequest(shell).text);
    await waiting.called(2);
    expect(waiting.inFlight.count).toBe(2);
    connection.socket.resetAndDestroy();
    await expect.poll(() => openConnections(shell)).toBe(0);
    for (const call of [0, 1]) waiting.letAnswer(call, 'nobody hears it');
    await expect.poll(() => waiting.inFlight.count).toBe(0);
  });

  it('that stops in the header or the body of its second request is cut off without a word', async () => {
    const inFlight = new InFlight();
    shell = await startShell({ inFlight, headersTimeoutMs: 200, requestTimeoutMs: 200 });
    const halves = [`POST ${path} HTTP/1.1\r\nHost: x\r\n`, `${signedRequest(shell).head}{`];
    await Promise.all(
      halves.map(async (half) => {
        const connection = await open();
        connection.write(unsignedRequest);
        await connection.answered(1);
        connection.write(half);
        await connection.closed;
        expect(connection.answers).toHaveLength(1);
        expect(connection.received).not.toContain('HTTP/1.1 408');
      }),
    );
    expect(inFlight.count).toBe(0);
  });

  it('lets in as many as are allowed, and another when one has gone', async () => {
    shell = await startShell({ maxConnections: 2 });
    const [one, two] = [await open(), await open()];
    const refused = await open();
    await refused.closed;
    expect(refused.received).toBe('');
    for (const each of [one, two]) {
      each.write(unsignedRequest);
      await each.answered(1);
    }
    one.socket.destroy();
    await expect.poll(() => openConnections(shell)).toBe(1);
    const another = await open();
    another.write(signedRequest(shell).text);
    await another.answered(1);
    expect(another.codes).toEqual(['SUCCESS']);
  });
});
