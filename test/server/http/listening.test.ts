import { connect, createServer } from 'node:net';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { createSendOtpServer, type SendOtpServer } from '@sendotp-contract/server';
import { call } from '../../e2e/caller.js';
import { shellOptions, targetAt } from '../shell.js';

describe('a server that listens', () => {
  let server: SendOtpServer;
  afterEach(() => server.close({ graceMs: 100 }));

  it('says where, and is there', async () => {
    server = await createSendOtpServer(shellOptions());
    const { host, port, url } = await server.listen({ port: 0 });
    expect({ host, url }).toEqual({ host: '127.0.0.1', url: `http://127.0.0.1:${port}` });
    expect((await call(targetAt(url))).code).toBe('SUCCESS');
  });

  it('says where in IPv6 as a URL has it', async () => {
    server = await createSendOtpServer(shellOptions());
    const { host, port, url } = await server.listen({ port: 0, host: '::1' });
    expect({ host, url }).toEqual({ host: '::1', url: `http://[::1]:${port}` });
    expect(await (await fetch(url)).text()).toContain('NO_INTERFACE_DEF');
  });

  it('where another one does is told so, and may try elsewhere', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    server = await createSendOtpServer(shellOptions());
    const before = server.http.listenerCount('error');
    await expect(server.listen({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    const { url } = await server.listen({ port: 0 });
    expect((await call(targetAt(url))).code).toBe('SUCCESS');
    // An error that comes later is nobody's answer: it must not be swallowed.
    expect(server.http.listenerCount('error')).toBe(before);
    other.close();
  });

  it('is closed already when it found no port, and when it was never asked to listen', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    server = await createSendOtpServer(shellOptions());
    await expect(server.listen({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await expect(server.close()).resolves.toBeUndefined();
    await expect((await createSendOtpServer(shellOptions())).close()).resolves.toBeUndefined();
    other.close();
    // It was not used up: it may listen, and is closed once more.
    const { url } = await server.listen({ port: 0 });
    expect((await call(targetAt(url))).code).toBe('SUCCESS');
    await server.close({ graceMs: 100 });
    expect(server.http.listening).toBe(false);
  });

  it('takes the limits that it is given, and sensible ones where none is', async () => {
    server = await createSendOtpServer(shellOptions());
    expect(server.http).toMatchObject({
      ...{ headersTimeout: 10_000, requestTimeout: 15_000, keepAliveTimeout: 65_000, maxConnections: 10_000 },
    });
    const own = await createSendOtpServer({
      ...shellOptions(),
      ...{ headersTimeoutMs: 1_000, requestTimeoutMs: 2_000, keepAliveTimeoutMs: 3_000, maxConnections: 4 },
    });
    expect(own.http).toMatchObject({
      ...{ headersTimeout: 1_000, requestTimeout: 2_000, keepAliveTimeout: 3_000, maxConnections: 4 },
    });
    await server.listen({ port: 0 });
  });

  it('closes though a caller never ends its side: a refusal is the last that it hears', async () => {
    server = await createSendOtpServer(shellOptions());
    const { port, host } = await server.listen({ port: 0 });
    const socket = connect({ port, host, allowHalfOpen: true });
    let received = '';
    socket.on('data', (chunk: Buffer) => (received += chunk.toString()));
    socket.on('error', () => undefined).write('no HTTP\r\n\r\n');
    await expect
      .poll(() => received)
      .toBe('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    await server.close({ graceMs: 120_000 });
    socket.destroy();
  });
});
