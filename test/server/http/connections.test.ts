import { IncomingMessage, ServerResponse } from 'node:http';
import { connect, Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Connections } from '../../../server/contract/http/connections.js';
import { call, path, prepare } from '../../e2e/caller.js';
import { type Shell, startShell } from '../shell.js';

describe('a connection', () => {
  let shell: Shell;
  beforeEach(async () => {
    shell = await startShell();
  });
  afterEach(async () => {
    await shell.server.close({ graceMs: 100 });
  });
  const open = () => {
    const { hostname, port } = new URL(shell.url);
    return connect({ port: Number(port), host: hostname }).on('error', () => undefined);
  };
  const signed = (): string => {
    const { headers, bytes } = prepare(shell);
    const lines = Object.entries({ ...headers, Host: 'x', 'Content-Length': bytes.length });
    return `POST ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${bytes.toString()}`;
  };

  it('with thousands of requests in one write is closed, and all but a few of them cost nothing', async () => {
    const socket = open();
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.resume().write('GET / HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(20_000));
    await closed;
    expect((await call(shell)).code).toBe('SUCCESS');
    expect(shell.observations.length).toBeLessThanOrEqual(17);
  });

  it('that dies with requests still queued on it leaves nothing behind', () => {
    const connections = new Connections();
    const socket = new Socket();
    const response = new ServerResponse(new IncomingMessage(socket));
    // Queued behind another, it is never told that the socket has gone.
    expect(connections.takesOn(response.req, response)).toBe(true);
    expect(connections.size).toBe(1);
    socket.emit('close');
    expect(connections.size).toBe(0);
  });

  it('with a few requests in one write gets every answer, in order', async () => {
    const socket = open();
    let received = '';
    socket.on('data', (chunk: Buffer) => (received += chunk.toString()));
    socket.write(`${signed()}GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n${signed()}`);
    await expect.poll(() => received.match(/"resultCode":"\w+"/g)).toHaveLength(3);
    expect(received.match(/"resultCode":"\w+"/g)).toEqual([
      '"resultCode":"SUCCESS"',
      '"resultCode":"METHOD_NOT_SUPPORTED"',
      '"resultCode":"SUCCESS"',
    ]);
    socket.destroy();
  });

  it('RES-8: garbage behind a good request does not overtake its answer', async () => {
    const socket = open();
    let received = '';
    socket.on('data', (chunk: Buffer) => (received += chunk.toString()));
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.write(`${signed()}\0garbage\r\n\r\n`);
    await closed;
    expect(received).toContain('"SUCCESS"');
    expect(received).not.toContain('HTTP/1.1 400');
  });
});
