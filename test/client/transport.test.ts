import { createServer, type RequestListener } from 'node:http';
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Server as TcpServer,
  type Socket,
} from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createSendOtpClient, type SendOtpClientOptions, type SendOtpError } from '@sendotp-contract/client';
import { operations } from '@sendotp-contract/spec';
import { caller, mpp } from '../key-pairs.js';
import {
  type Act,
  busy,
  failureOf,
  play,
  refused,
  request,
  signed,
  success,
  unsigned,
} from './played-mpp.js';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function listen(server: TcpServer): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A server that speaks HTTP, and how many requests it got. */
async function serve(listener: RequestListener): Promise<{ url: string; requests: () => number }> {
  let requests = 0;
  const server = createServer((message, response) => {
    requests += 1;
    listener(message, response);
  });
  const url = await listen(server);
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url, requests: () => requests };
}

/** A server that does this with a connection as soon as something was said on it. */
async function serveTcp(answer: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => {
      answer(socket);
    });
  });
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return listen(server);
}

/** What a call to this address throws. */
async function failureAt(
  baseUrl: string,
  options: Partial<SendOtpClientOptions> = {},
): Promise<SendOtpError> {
  const client = await createSendOtpClient({
    baseUrl,
    clientId: 'CALLER',
    privateKey: caller.privateKey,
    publicKeys: mpp.publicKey,
    ...options,
  });
  const error = await failureOf(client.sendOtp(request));
  expect(error.exchange).toMatchObject({ attempts: 1, response: undefined });
  expect(error.exchange?.request.body).toBe(JSON.stringify(request));
  expect(error.mayHaveBeenSent).toBe(true);
  return error;
}

const head = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"result"';

describe('TRANSPORT_FAILED', () => {
  it.each<[string, (socket: Socket) => void]>([
    ['before the answer', (socket) => socket.resetAndDestroy()],
    ['in the middle of the header', (socket) => socket.write(head.slice(0, 30), () => socket.destroy())],
    ['in the middle of the body', (socket) => socket.write(head, () => socket.resetAndDestroy())],
    ['short of the announced length', (socket) => socket.end(head)],
  ])('a connection that breaks %s', async (_, answer) => {
    expect((await failureAt(await serveTcp(answer))).code).toBe('TRANSPORT_FAILED');
  });

  it('an answer that is not HTTP', async () => {
    const url = await serveTcp((socket) => socket.end('SSH-2.0-OpenSSH\r\n'));
    expect((await failureAt(url)).code).toBe('TRANSPORT_FAILED');
  });

  it.each([301, 302, 303, 307, 308])(
    'a redirect by HTTP %i: the signed body goes nowhere else',
    async (status) => {
      const other = await serve((_, response) => response.end());
      const { url, requests } = await serve((_, response) => {
        response.writeHead(status, { Location: `${other.url}${operations.sendOTP.path}` }).end();
      });
      const error = await failureAt(url);
      expect(error.code).toBe('TRANSPORT_FAILED');
      expect(error.message).toContain('redirect');
      expect(requests()).toBe(1);
      expect(other.requests()).toBe(0);
    },
  );

  it('a redirect ends the connection, so that the server need not go on with a body that nobody reads', async () => {
    let passed: AbortSignal | null | undefined;
    const { failure } = await play([
      (_, signal) => {
        passed = signal;
        return new Response(null, { status: 302, headers: { Location: '/' } });
      },
    ]);
    expect((await failure()).message).toContain('redirect');
    expect(passed?.aborted).toBe(true);
  });

  it('a redirect as browsers show one that is not followed', async () => {
    const opaque = { status: 0, type: 'opaqueredirect', headers: new Headers(), body: null };
    const { failure } = await play([], { fetch: () => Promise.resolve(opaque) });
    const error = await failure();
    expect(error.code).toBe('TRANSPORT_FAILED');
    expect(error.message).toMatch(/answered with a redirect, which is not followed/);
  });
});

describe('HTTP_STATUS', () => {
  it.each([299, 300, 304, 399, 400])('HTTP %i is a redirect only where it says to where', async (status) => {
    const { client } = await play([
      () => new Response(null, { status }),
      () => new Response(null, { status, headers: { Location: '/' } }),
    ]);
    expect((await failureOf(client.sendOtp(request))).code).toBe('HTTP_STATUS');
    const isRedirect = status >= 300 && status < 400;
    expect((await failureOf(client.sendOtp(request))).code).toBe(
      isRedirect ? 'TRANSPORT_FAILED' : 'HTTP_STATUS',
    );
  });
});

describe('TIMEOUT', () => {
  it('no answer', async () => {
    const { url, requests } = await serve(() => undefined);
    const error = await failureAt(url, { timeoutMs: 200 });
    expect(error.code).toBe('TIMEOUT');
    expect(error.message).toContain('within 200 ms');
    expect(requests()).toBe(1);
  });

  it('a body that drips for ever', async () => {
    const { url } = await serve((_, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      const dripping = setInterval(() => response.write(' '), 10);
      closing.push(() => {
        clearInterval(dripping);
      });
    });
    expect((await failureAt(url, { timeoutMs: 200 })).code).toBe('TIMEOUT');
  });

  it('ends the connection, so that the server need not go on', async () => {
    let closed: Promise<unknown> | undefined;
    const { url } = await serve((_, response) => {
      closed = new Promise((resolve) => response.once('close', resolve));
    });
    await failureAt(url, { timeoutMs: 200 });
    await closed;
  });
});

describe('RESPONSE_TOO_LARGE', () => {
  it('a body of no announced length that never ends', async () => {
    const { url } = await serve((_, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      const pour = (): void => {
        while (response.write('x'.repeat(10_000)));
      };
      response.on('drain', pour);
      pour();
    });
    const error = await failureAt(url);
    expect(error.code).toBe('RESPONSE_TOO_LARGE');
    expect(error.message).toContain('65536 bytes');
  });

  it('64 KiB are not too large', async () => {
    const text = JSON.stringify(success);
    const padded = text + ' '.repeat(64 * 1024 - text.length);
    const { client } = await play([signed(padded)]);
    expect(await client.sendOtp(request)).toMatchObject({ resultStatus: 'S' });
    expect((await (await play([signed(`${padded} `)])).failure()).code).toBe('RESPONSE_TOO_LARGE');
  });
});

describe('on the wire', () => {
  it('Node sends what the exchange says', async () => {
    let received: { readonly headers: object; readonly body: string } | undefined;
    const { url } = await serve((message, response) => {
      const chunks: Buffer[] = [];
      message.on('data', (chunk: Buffer) => chunks.push(chunk));
      message.on('end', () => {
        received = { headers: message.headers, body: Buffer.concat(chunks).toString() };
        response.end(JSON.stringify(refused('PROCESS_FAIL')));
      });
    });
    const { client } = await play([], { baseUrl: url, fetch: globalThis.fetch });
    const { exchange } = await client.sendOtp(request);
    expect(received?.body).toBe(exchange.request.body);
    const sent = Object.entries(exchange.request.headers).map(([name, value]) => [name.toLowerCase(), value]);
    expect(received?.headers).toMatchObject(Object.fromEntries(sent));
  });

  it('the headers of a response have names in lower case, however a fetch of your own writes them', async () => {
    const own: Act = async (received, signal) => {
      const { status, headers, body } = await signed(success)(received, signal);
      const upper = [...headers].map(([name, value]) => [name.toUpperCase(), value] as const);
      return { status, body, headers: new Map(upper) } as never;
    };
    const { client } = await play([own]);
    const { exchange } = await client.sendOtp(request);
    expect(Object.keys(exchange.response?.headers ?? {}).toSorted()).toEqual([
      'content-type',
      'response-time',
      'signature',
    ]);
  });

  it('SIG-9: a fetch of your own that adds headers changes neither the next attempt nor the exchange', async () => {
    const names: (readonly string[])[] = [];
    const { client } = await play([], {
      fetch: (_, { headers }) => {
        names.push(Object.keys(headers));
        headers['X-Attempt'] = String(names.length);
        return Promise.resolve(Response.json(busy));
      },
    });
    const { exchange } = await client.sendOtp(request);
    expect(names).toHaveLength(3);
    expect(names.flat()).not.toContain('X-Attempt');
    expect(exchange.request.headers).not.toHaveProperty('X-Attempt');
  });

  it('a fetch whose error has no cause speaks for itself', async () => {
    const { failure } = await play([() => Promise.reject(new TypeError('no network'))]);
    const error = await failure();
    expect(error.code).toBe('TRANSPORT_FAILED');
    expect(error.message).toMatch(/: no network$/);
  });

  it('a response without a body is outside the contract', async () => {
    const { failure } = await play([() => new Response(null, { status: 200 })]);
    const empty = await play([unsigned('', { headers: { 'Content-Length': '0' } })]);
    for (const error of [await failure(), await empty.failure()]) {
      expect(error.code).toBe('RESPONSE_OUTSIDE_CONTRACT');
      expect(error.message).toContain('not JSON');
    }
  });
});
