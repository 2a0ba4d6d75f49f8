import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { call, goodBody, path } from '../../e2e/caller.js';
import { Abandoned, readBody } from '../../../server/contract/request/request-body.js';
import { openConnections, type Shell, startShell } from '../shell.js';
import { RawConnection, signedRequest, unsignedRequest } from './raw-connection.js';

// Without a collection the heap says how lazy the collector is, not what is kept.
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

describe('on the wire', () => {
  let shell: Shell;
  beforeAll(async () => {
    shell = await startShell();
  });
  afterAll(async () => {
    await shell.server.close({ graceMs: 100 });
  });

  it('RC-8: a compressed body is refused and never unpacked', async () => {
    const body = gzipSync(JSON.stringify(goodBody(shell)));
    expect((await call(shell, { body, headers: { 'Content-Encoding': 'gzip' } })).code).toBe(
      'MEDIA_TYPE_NOT_ACCEPTABLE',
    );
    expect((await call(shell, { body })).code).toBe('PARAM_ILLEGAL');
  });

  it('deep nesting is harmless', async () => {
    const deep = `${'['.repeat(8000)}${']'.repeat(8000)}`;
    expect((await call(shell, { body: deep })).code).toBe('PARAM_ILLEGAL');
    const inside = JSON.stringify(goodBody(shell)).replace(
      '}',
      `,"x":${'['.repeat(7900)}${']'.repeat(7900)}}`,
    );
    expect((await call(shell, { body: inside })).code).toBe('SUCCESS');
  });

  it('of duplicate keys the last counts, and one body has one meaning', async () => {
    const twice = JSON.stringify(goodBody(shell)).replace('{', '{"verifyType":"FAX","verifyType":"EMAIL",');
    expect((await call(shell, { body: twice })).code).toBe('SUCCESS');
    expect((await call(shell, { body: twice.replace('EMAIL', 'FAX') })).code).toBe('PARAM_ILLEGAL');
  });

  it('HDR-1: Client-Id twice is one that nobody has', async () => {
    const connection = await RawConnection.to(shell.url);
    const { head, body } = signedRequest(shell, {}, { Connection: 'close' });
    connection.write(head.replace(/\r\n$/, `Client-Id: ${shell.clientId}\r\n\r\n`), body);
    await connection.closed;
    expect(connection.codes).toEqual(['INVALID_CLIENT']);
  });

  it('a thousand Content-Types do not make the validator grow', async () => {
    const heap = (): number => {
      collectGarbage();
      return process.memoryUsage().heapUsed;
    };
    for (let index = 0; index < 100; index += 1)
      await call(shell, { headers: { 'Content-Type': `application/json; p=${index}` } });
    const before = heap();
    for (let index = 0; index < 1000; index += 1)
      await call(shell, { headers: { 'Content-Type': `application/json; q=${index}` } });
    // EOV alone keeps 25 KB for each.
    expect(heap() - before).toBeLessThan(12_000_000);
  });

  it('an unknown expectation is no reason for another HTTP status', async () => {
    expect((await call(shell, { headers: { Expect: 'the-unexpected' } })).code).toBe('SUCCESS');
  });

  it.each([
    ['something that is not HTTP', 'hello\r\n\r\n', 'HTTP/1.1 400'],
    ['an endless header', `POST / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 'HTTP/1.1 431'],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
      'HTTP/1.1 400',
    ],
    ['no Host', 'POST / HTTP/1.1\r\n\r\n', 'HTTP/1.1 400'],
  ])('%s gets the shortest answer and the door', async (_, text, expected) => {
    const connection = await RawConnection.to(shell.url);
    connection.write(text);
    await connection.closed;
    expect(connection.received).toContain(expected);
  });

  it.each(['http://[::1', 'http://xn--a/', '*', 'http://x', `http://x${path}/`])(
    'RC-10: the target %s is no path of an operation, and gets an outcome that is signed',
    async (target) => {
      expect((await call(shell, { path: target })).code).toBe('NO_INTERFACE_DEF');
    },
  );

  it('a caller that breaks off in the middle of its body is forgotten', async () => {
    const accepted = new Promise<Socket>((resolve) => shell.server.http.once('connection', resolve));
    const { socket } = await RawConnection.to(shell.url);
    const before = shell.observations.length;
    const text = `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{`;
    socket.write(text);
    const atServer = await accepted;
    await expect.poll(() => atServer.bytesRead).toBe(text.length);
    socket.destroy();
    await expect.poll(() => openConnections(shell)).toBe(0);
    expect((await call(shell)).code).toBe('SUCCESS');
    expect(shell.observations.length).toBe(before + 1);
    expect(shell.faults).toEqual([]);
  });

  it('RC-12: a body without an announced length is cut off at the limit', async () => {
    const connection = await RawConnection.to(shell.url);
    connection.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n`);
    connection.write(`1000\r\n${'x'.repeat(4096)}\r\n`.repeat(5));
    await connection.answered(1);
    expect(connection.codes).toEqual(['PARAM_ILLEGAL']);
    connection.socket.destroy();
  });

  it.each([
    ['one piece', ['{"a":1}']],
    ['several pieces', ['{"a"', ':', '1}']],
    ['none', []],
  ])('SIG-3: a body that comes in %s is read as its bytes', async (_, pieces) => {
    const request = new IncomingMessage(new Socket());
    const reading = readBody(request);
    for (const piece of pieces) request.push(piece);
    request.push(null);
    expect((await reading).toString()).toBe(pieces.join(''));
  });

  it('a body that its caller breaks off is waited for no longer', async () => {
    const request = new IncomingMessage(new Socket());
    const reading = readBody(request);
    request.push('{"a"');
    request.destroy();
    await expect(reading).rejects.toThrow(Abandoned);
  });

  it('RC-12: of a body that is too large nothing is kept while the rest of it comes', async () => {
    const request = new IncomingMessage(new Socket());
    const reading = readBody(request);
    const refused = expect(reading).rejects.toThrow('the body is larger than 16384 bytes');
    const kept = (): number => {
      collectGarbage();
      return process.memoryUsage().arrayBuffers;
    };
    const before = kept();
    for (let n = 0; n < 50; n += 1) {
      request.push(Buffer.alloc(1_000_000));
      await new Promise(setImmediate);
    }
    await refused;
    // What was collected is given back a little later.
    await expect.poll(() => kept() - before).toBeLessThan(10_000_000);
    request.destroy();
  });

  it('RC-4: what strangers send as an id is not repeated in the observations', async () => {
    await call(shell, { clientId: 'stranger\u00e9' });
    expect(JSON.stringify(shell.observations.at(-1))).not.toContain('stranger');
  });
});

describe('slow and idle connections', () => {
  let shell: Shell | undefined;
  afterEach(async () => {
    await shell?.server.close({ graceMs: 100 });
  });

  it.each([
    ['says nothing', ''],
    ['stops in its header', `POST ${path} HTTP/1.1\r\nHost: x\r\n`],
    ['stops in its body', `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{`],
  ])('a caller that %s is cut off', async (_, text) => {
    shell = await startShell({ headersTimeoutMs: 300, requestTimeoutMs: 300 });
    const since = performance.now();
    const connection = await RawConnection.to(shell.url);
    if (text !== '') connection.write(text);
    await connection.closed;
    // Node looks every 30 s unless it is told to look more often.
    expect(performance.now() - since).toBeLessThan(20_000);
    expect(connection.received).toMatch(/^(HTTP\/1\.1 408|$)/);
  });

  it('an idle connection is closed', async () => {
    shell = await startShell({ keepAliveTimeoutMs: 100 });
    const connection = await RawConnection.to(shell.url);
    connection.write(unsignedRequest);
    await connection.closed;
    expect(connection.codes).toEqual(['METHOD_NOT_SUPPORTED']);
  });
});
