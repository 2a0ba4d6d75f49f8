import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { SendOtpClientOptions } from '@sendotp-contract/client';
import { operations } from '@sendotp-contract/spec';
import { isConnectFailure, readConnectFailure } from '../../client/connect-failure.js';
import {
  type Act,
  brokenConnection,
  noConnection,
  play,
  PlayedClock,
  refused,
  request,
  signed,
  success,
} from './played-mpp.js';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** Listens on a port of its own, or on this one. @returns the port */
async function listen(server: Server, port = 0): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function closedPort(): Promise<number> {
  const server = createTcpServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** What a call to this address throws, with real sockets and no real waits. */
async function failureAt(baseUrl: string, options: Partial<SendOtpClientOptions> = {}) {
  const { failure, clock } = await play([], { baseUrl, fetch: globalThis.fetch, ...options });
  const error = await failure();
  expect(error.code).toBe('TRANSPORT_FAILED');
  expect(error.cause).toBeInstanceOf(TypeError);
  expect(error.exchange?.response).toBeUndefined();
  expect(error.exchange?.request.body).toBe(JSON.stringify(request));
  return { error, sleeps: clock.sleeps };
}

it('an error of several addresses that contains itself comes to an end', () => {
  const circle = new AggregateError([], 'no address answers');
  circle.errors.push(circle);
  expect(isConnectFailure(circle)).toBe(false);
});

describe('Retrying: when no connection was made, nothing was sent and the call is tried again', () => {
  it('after a closed port', async () => {
    const url = `http://127.0.0.1:${await closedPort()}`;
    const { error, sleeps } = await failureAt(url);
    expect(error.message).toContain(`no response from ${url}${operations.sendOTP.path}: ECONNREFUSED`);
    expect(error.mayHaveBeenSent).toBe(false);
    expect(error.exchange?.attempts).toBe(3);
    expect(sleeps).toEqual([100, 200]);
  });

  it('after a closed port at each of several addresses of one name', async () => {
    const { error } = await failureAt(`http://localhost:${await closedPort()}`);
    expect(error).toMatchObject({ mayHaveBeenSent: false, exchange: { attempts: 3 } });
  });

  it('after a name that does not exist', async () => {
    const { error } = await failureAt('http://mpp.invalid', { allowInsecure: true });
    expect(error.message).toMatch(/: (ENOTFOUND|EAI_AGAIN)$/);
    expect(error).toMatchObject({ mayHaveBeenSent: false, exchange: { attempts: 3 } });
  });

  it('after a port that fetch never connects to', async () => {
    const { error } = await failureAt('http://127.0.0.1:6000');
    expect(error.message).toContain('bad port: fetch connects to no port of this list');
    expect(error).toMatchObject({ mayHaveBeenSent: false, exchange: { attempts: 3 } });
  });

  it('after a self-signed certificate', async () => {
    let requests = 0;
    const tls = {
      cert: readFileSync('test/server/tls/first.cert.pem'),
      key: readFileSync('test/server/tls/first.key.pem'),
    };
    const port = await listen(createTlsServer(tls, () => (requests += 1)));
    const { error } = await failureAt(`https://127.0.0.1:${port}`);
    expect(error.message).toContain('DEPTH_ZERO_SELF_SIGNED_CERT');
    expect(error).toMatchObject({ mayHaveBeenSent: false, exchange: { attempts: 3 } });
    expect(requests).toBe(0);
  });

  it('after a server without TLS behind an https: address', async () => {
    const port = await listen(createServer());
    const { error } = await failureAt(`https://127.0.0.1:${port}`);
    expect(error.message).toContain('ERR_SSL_');
    expect(error.message).toContain('the server does not speak TLS there; check baseUrl');
    expect(error).toMatchObject({ mayHaveBeenSent: false, exchange: { attempts: 3 } });
  });

  it('after a connection that closes during the TLS handshake', async () => {
    const port = await listen(createTcpServer((socket) => socket.once('data', () => socket.end())));
    const { error } = await failureAt(`https://127.0.0.1:${port}`);
    expect(error).toMatchObject({ mayHaveBeenSent: false, exchange: { attempts: 3 } });
  });

  it('and succeeds when the server is there at the second attempt', async () => {
    const port = await closedPort();
    const bodies: string[] = [];
    const server = createServer((message, response) => {
      message.on('data', (chunk: Buffer) => bodies.push(chunk.toString()));
      message.on('end', () => response.end(JSON.stringify(refused('PROCESS_FAIL'))));
    });
    const clock = new PlayedClock();
    const { client } = await play([], {
      baseUrl: `http://127.0.0.1:${port}`,
      fetch: globalThis.fetch,
      clock: {
        now: clock.now,
        sleep: async (ms) => {
          await listen(server, port);
          await clock.sleep(ms);
        },
      },
    });
    const outcome = await client.sendOtp(request);
    expect(outcome.exchange.attempts).toBe(2);
    expect(bodies).toEqual([JSON.stringify(request)]);
  });

  it('unless retry is false', async () => {
    const { error, sleeps } = await failureAt(`http://127.0.0.1:${await closedPort()}`, { retry: false });
    expect(error).toMatchObject({ mayHaveBeenSent: false, exchange: { attempts: 1 } });
    expect(sleeps).toEqual([]);
  });

  it('with the same bytes', async () => {
    const { client, received } = await play([noConnection, noConnection, signed(success)]);
    expect((await client.sendOtp(request)).exchange.attempts).toBe(3);
    expect(received[1]).toEqual(received[0]);
    expect(received[2]).toEqual(received[0]);
  });
});

describe('whether the request may have been sent', () => {
  it('is true when the connection of a later attempt breaks, which ends the call', async () => {
    const { failure, received } = await play([noConnection, brokenConnection, signed(success)]);
    expect(await failure()).toMatchObject({ code: 'TRANSPORT_FAILED', mayHaveBeenSent: true });
    expect(received).toHaveLength(2);
  });

  it('stays true when no connection is made for a resend', async () => {
    const retry = { resendUnknown: true };
    const { failure } = await play([brokenConnection, noConnection, noConnection], { retry });
    expect(await failure()).toMatchObject({ mayHaveBeenSent: true, exchange: { attempts: 3 } });
  });
});

/** An error as Node's fetch throws it. */
const fetchFailed = (cause: unknown): Error => new TypeError('fetch failed', { cause });
const withCode = (code: string, syscall?: string): Error =>
  Object.assign(new Error(code), { code, ...(syscall === undefined ? {} : { syscall }) });

const circle = new Error('circle');
circle.cause = circle;

describe('an error of fetch says that no connection was made', () => {
  it.each([
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'UND_ERR_CONNECT_TIMEOUT',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'CERT_HAS_EXPIRED',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ])('by the code %s of its cause', async (code) => {
    expect(isConnectFailure(fetchFailed(withCode(code)))).toBe(true);
    const act: Act = () => Promise.reject(fetchFailed(withCode(code)));
    const { failure, received } = await play([act, act, act]);
    expect(await failure()).toMatchObject({ code: 'TRANSPORT_FAILED', mayHaveBeenSent: false });
    expect(received).toHaveLength(3);
  });

  it.each<[string, unknown]>([
    ['by a cause of its cause', fetchFailed(fetchFailed(withCode('ECONNREFUSED')))],
    ['by its own code', withCode('ENOTFOUND')],
    ['by the system call', fetchFailed(withCode('ETIMEDOUT', 'connect'))],
    [
      'by all of several addresses',
      fetchFailed(
        new AggregateError([withCode('ECONNREFUSED', 'connect'), withCode('ENETUNREACH', 'connect')]),
      ),
    ],
  ])('%s', (_, error) => {
    expect(isConnectFailure(error)).toBe(true);
  });

  it.each<[string, unknown]>([
    ['a connection that was reset', fetchFailed(withCode('ECONNRESET'))],
    ['a socket that was closed', fetchFailed(withCode('UND_ERR_SOCKET'))],
    ['a response whose header takes too long', fetchFailed(withCode('UND_ERR_HEADERS_TIMEOUT'))],
    ['a connection that lost its route', fetchFailed(withCode('EHOSTUNREACH', 'read'))],
    ['a write that timed out', fetchFailed(withCode('ETIMEDOUT', 'write'))],
    [
      'one of several addresses that broke later',
      fetchFailed(new AggregateError([withCode('ECONNREFUSED', 'connect'), withCode('ECONNRESET', 'read')])),
    ],
    ['an empty list of addresses', fetchFailed(new AggregateError([]))],
    ['a browser, which tells nothing', new TypeError('Failed to fetch')],
    ['a cause that is a string', fetchFailed('ECONNREFUSED')],
    ['causes in a circle', circle],
    ['no error at all', 'ECONNREFUSED'],
  ])('but not %s', (_, error) => {
    expect(isConnectFailure(error)).toBe(false);
  });
});

describe('what an error of fetch says', () => {
  it.each<[string, unknown, string]>([
    ['the code of its cause', fetchFailed(withCode('ECONNRESET')), 'ECONNRESET'],
    ['the message of its cause', fetchFailed(new Error('socket hang up')), 'socket hang up'],
    [
      'the message of a cause whose code is no text',
      fetchFailed(Object.assign(new Error('aborted'), { code: 20 })),
      'aborted',
    ],
    ['its own message, where its cause has none', fetchFailed(new Error('')), 'fetch failed'],
    ['its own message, where its cause has an empty code', fetchFailed(withCode('')), 'fetch failed'],
    ['its own message, where its cause is no error', fetchFailed({ code: 'X' }), 'fetch failed'],
    ['its own message, where it has no cause', withCode('ECONNRESET'), 'ECONNRESET'],
    ['nothing, where it is no error', { message: 'x' }, 'the connection failed'],
  ])('is %s', (_, error, reason) => {
    expect(readConnectFailure(error)).toEqual({ reason, isConnectFailure: false });
  });

  const deep = (levels: number): Error =>
    Array.from({ length: levels }).reduce<Error>((inner) => fetchFailed(inner), withCode('CERT_HAS_EXPIRED'));
  it.each<[string, unknown, RegExp]>([
    [
      'by the code of a cause',
      fetchFailed(withCode('DEPTH_ZERO_SELF_SIGNED_CERT')),
      /: the certificate is not of a CA/,
    ],
    ['by its own code', withCode('HOSTNAME_MISMATCH'), /: the certificate is for another host name/],
    ['by a cause of its cause', deep(2), /: the server's certificate has expired/],
    ['by a message', fetchFailed(new Error('bad port')), /^bad port: fetch connects to no port/],
    ['by a cause that is eight levels down', deep(8), /has expired/],
  ])('is followed by what to do, %s', (_, error, advice) => {
    expect(readConnectFailure(error).reason).toMatch(advice);
    expect(readConnectFailure(error).isConnectFailure).toBe(true);
  });

  it('is followed by nothing where there is nothing to do', () => {
    for (const error of [
      circle,
      deep(9),
      fetchFailed(new Error('toString')),
      fetchFailed(withCode('ECONNREFUSED')),
    ])
      expect(readConnectFailure(error).reason).not.toContain(': ');
    expect(isConnectFailure(deep(9))).toBe(false);
  });
});
