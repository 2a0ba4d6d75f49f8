import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sent } from '@sendotp-contract/server';
import { call, goodBody, path, prepare, send } from '../../e2e/caller.js';
import { type Shell, startShell } from '../shell.js';

/** A connection on which anything can be said, and all that came back on it. */
async function raw(url: string): Promise<{ socket: Socket; received: () => string; closed: Promise<void> }> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString('latin1')));
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) =>
    socket.on('close', () => {
      resolve();
    }),
  );
  await new Promise<void>((resolve) => socket.on('connect', resolve));
  return { socket, received: () => text, closed };
}

const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
};

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
    const { hostname, port } = new URL(shell.url);
    const { headers, bytes } = prepare(shell);
    const { socket, received, closed } = await raw(`http://${hostname}:${port}`);
    const lines = Object.entries({
      ...headers,
      Host: 'x',
      Connection: 'close',
      'Content-Length': bytes.length,
    }).map(([name, value]) => `${name}: ${value}`);
    socket.write(
      `POST ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\nClient-Id: ${shell.clientId}\r\n\r\n${bytes.toString()}`,
    );
    await closed;
    expect(received()).toContain('"INVALID_CLIENT"');
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
    const { socket, received, closed } = await raw(shell.url);
    socket.write(text);
    await closed;
    expect(received()).toContain(expected);
  });

  it.each(['http://[::1', 'http://xn--a/', '*', 'http://x', `http://x${path}/`])(
    'RC-10: the target %s is no path of an operation, and gets an outcome that is signed',
    async (target) => {
      expect((await call(shell, { path: target })).code).toBe('NO_INTERFACE_DEF');
    },
  );

  it('a caller that has nothing more to send still gets its answer', async () => {
    const { hostname, port } = new URL(shell.url);
    const { headers, bytes } = prepare(shell);
    const lines = Object.entries({ ...headers, Host: 'x', 'Content-Length': bytes.length });
    const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
    const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
    let received = '';
    socket.on('data', (chunk: Buffer) => (received += chunk.toString()));
    socket.end(`POST ${path} HTTP/1.1\r\n${head}\r\n${bytes.toString()}`);
    await new Promise((resolve) => socket.once('end', resolve));
    expect(received).toContain('"SUCCESS"');
  });

  it('a caller that breaks off in the middle of its body is forgotten', async () => {
    const { socket } = await raw(shell.url);
    const before = shell.observations.length;
    socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    expect((await call(shell)).code).toBe('SUCCESS');
    expect(shell.observations.length).toBe(before + 1);
    expect(shell.faults).toEqual([]);
  });

  it('RC-12: a body without an announced length is cut off at the limit', async () => {
    const { socket, received } = await raw(shell.url);
    socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n`);
    const chunk = `1000\r\n${'x'.repeat(4096)}\r\n`;
    for (let index = 0; index < 5; index += 1) socket.write(chunk);
    await until(() => received().includes('}}'));
    expect(received()).toContain('"PARAM_ILLEGAL"');
    socket.destroy();
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
    const { socket, received, closed } = await raw(shell.url);
    if (text !== '') socket.write(text);
    await closed;
    expect(received()).toMatch(/^(HTTP\/1\.1 408|$)/);
  });

  it('an idle connection is closed', async () => {
    shell = await startShell({ keepAliveTimeoutMs: 100 });
    const { socket, received, closed } = await raw(shell.url);
    socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
    await closed;
    expect(received()).toContain('METHOD_NOT_SUPPORTED');
  });
});

describe('shutdown', () => {
  it('answers what is in flight, then ends, and takes nothing new', async () => {
    let release: (() => void) | undefined;
    const shell = await startShell({
      handlers: {
        sendOTP: () =>
          new Promise((resolve) => {
            release = () => {
              resolve(sent('late'));
            };
          }),
      },
    });
    const inFlight = send(shell, prepare(shell));
    await until(() => release !== undefined);
    const closed = shell.server.close();
    await expect(call(shell)).rejects.toThrow('ECONNREFUSED');
    release?.();
    expect(await inFlight).toMatchObject({ code: 'SUCCESS', headers: { connection: 'close' } });
    await closed;
  });

  it('does not wait for a connection that its caller would keep', async () => {
    let release: (() => void) | undefined;
    const shell = await startShell({
      handlers: {
        sendOTP: () =>
          new Promise((resolve) => {
            release = () => {
              resolve(sent('late'));
            };
          }),
      },
    });
    const { socket, received, closed } = await raw(shell.url);
    const { headers, bytes } = prepare(shell);
    const lines = Object.entries({ ...headers, Host: 'x', 'Content-Length': bytes.length });
    socket.write(
      `POST ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`,
    );
    socket.write(bytes);
    await until(() => release !== undefined);
    const startedAt = performance.now();
    const ended = shell.server.close({ graceMs: 20_000 });
    release?.();
    await Promise.all([ended, closed]);
    expect(performance.now() - startedAt).toBeLessThan(15_000);
    expect(received()).toContain('Connection: close');
  });

  it('does not wait for ever', async () => {
    const shell = await startShell({
      handlers: { sendOTP: () => new Promise(() => undefined) },
      handlerTimeoutMs: 200,
    });
    const inFlight = send(shell, prepare(shell)).catch((error: unknown) => String(error));
    await until(() => shell.server.http.listening);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await shell.server.close({ graceMs: 50 });
    expect(await inFlight).toContain('socket hang up');
  });
});
