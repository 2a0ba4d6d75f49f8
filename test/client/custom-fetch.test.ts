import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import nodeFetch from 'node-fetch';
import { fetch as undiciFetch } from 'undici';
import { createSendOtpClient, type FetchFunction } from '@sendotp-contract/client';
import { createSendOtpRouter, createSendOtpServer } from '@sendotp-contract/server';
import express from 'express';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fetchWithCertificate } from '../../examples/fetch/mutual-tls.js';
import { fetchWithCa } from '../../examples/fetch/private-ca.js';
import { fetchThrough } from '../../examples/fetch/proxy.js';
import { caller, mpp } from '../key-pairs.js';
import { shellOptions } from '../server/shell.js';
import { failureOf, request } from './played-mpp.js';

const closing: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});
const files = {
  ca: 'test/server/tls/first.cert.pem',
  cert: 'test/server/tls/first.cert.pem',
  key: 'test/server/tls/first.key.pem',
};

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

const clientWith = (baseUrl: string, fetch?: FetchFunction) =>
  createSendOtpClient({
    ...{ baseUrl, clientId: 'CALLER', privateKey: caller.privateKey, publicKeys: mpp.publicKey },
    ...(fetch === undefined ? {} : { fetch }),
    retry: false,
  });

describe('a fetch of somebody else', () => {
  it.each<[string, FetchFunction]>([
    ['undici', undiciFetch],
    ['node-fetch', (url, init) => nodeFetch(url, init)],
    ['a wrapper', (...call) => fetch(...call)],
  ])('%s', async (_, own) => {
    const server = await createSendOtpServer(shellOptions());
    closing.push(() => server.close({ graceMs: 100 }));
    const { url } = await server.listen({ port: 0 });
    const client = await clientWith(url, own);
    expect(await client.sendOtp(request)).toMatchObject({ resultStatus: 'S', signed: true });
  });

  it('that follows a redirect is refused', async () => {
    const other = await listen(createServer((_, response) => response.end('{}')));
    const port = await listen(
      createServer((_, response) =>
        response.writeHead(307, { Location: `http://127.0.0.1:${other}/` }).end(),
      ),
    );
    const following: FetchFunction = (url, init) => fetch(url, { ...init, redirect: 'follow' });
    const client = await clientWith(`http://127.0.0.1:${port}`, following);
    const error = await failureOf(client.sendOtp(request));
    expect(error.code).toBe('TRANSPORT_FAILED');
    expect(error.message).toContain('redirect');
  });
});

it('the global fetch is that of the moment of the call: what an application puts in its place later counts', async () => {
  const client = await clientWith('https://mpp.example.net');
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('a fetch of the application')));
  const error = await failureOf(client.sendOtp(request)).finally(() => vi.unstubAllGlobals());
  expect(error.message).toContain('a fetch of the application');
});

describe('the examples of docs/calling.md', () => {
  const guide = readFileSync('docs/calling.md', 'utf8');
  it.each(['private-ca', 'mutual-tls', 'proxy'])('%s is printed there as it is run here', (name) => {
    expect(guide).toContain(readFileSync(`examples/fetch/${name}.ts`, 'utf8').trim());
  });

  const tls = { cert: readFileSync(files.cert), key: readFileSync(files.key), ca: readFileSync(files.ca) };
  const app = async () => express().use(await createSendOtpRouter(shellOptions()));

  it('a CA of your own', async () => {
    const port = await listen(createTlsServer(tls, await app()));
    const url = `https://localhost:${port}`;
    expect((await failureOf((await clientWith(url)).sendOtp(request))).message).toContain(
      'NODE_EXTRA_CA_CERTS',
    );
    const client = await clientWith(url, fetchWithCa(files.ca));
    expect(await client.sendOtp(request)).toMatchObject({ resultStatus: 'S' });
  });

  it('a certificate of your own', async () => {
    const port = await listen(
      createTlsServer({ ...tls, requestCert: true, rejectUnauthorized: true }, await app()),
    );
    const url = `https://localhost:${port}`;
    const client = await clientWith(url, fetchWithCertificate(files));
    expect(await client.sendOtp(request)).toMatchObject({ resultStatus: 'S' });
    const without = await clientWith(url, fetchWithCa(files.ca));
    expect((await failureOf(without.sendOtp(request))).code).toBe('TRANSPORT_FAILED');
  });

  it('a proxy', async () => {
    const port = await listen(createServer(await app()));
    const seen: string[] = [];
    const proxy = createServer();
    proxy.on('connect', ({ url = '' }, socket: Socket) => {
      seen.push(url);
      const upstream = connect(port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        upstream.pipe(socket).pipe(upstream);
      });
      closing.push(() => {
        upstream.destroy();
        // The server does not count it as its own any more.
        socket.destroy();
      });
    });
    const proxyPort = await listen(proxy);
    const client = await clientWith(
      `http://127.0.0.1:${port}`,
      fetchThrough(`http://127.0.0.1:${proxyPort}`),
    );
    expect(await client.sendOtp(request)).toMatchObject({ resultStatus: 'S' });
    expect(seen).toEqual([`127.0.0.1:${port}`]);
  });
});
