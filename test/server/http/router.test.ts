import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express } from 'express';
import { afterEach, describe, expect, it } from 'vitest';
import {
  createSendOtpRouter,
  type Fault,
  type Observation,
  type SendOtpRouterOptions,
} from '@sendotp-contract/server';
import { call, path, prepare, send } from '../../e2e/caller.js';
import { shellOptions, targetAt } from '../shell.js';

let http: Server;
afterEach(() => {
  http.closeAllConnections();
  http.close();
});

async function serve(app: Express): Promise<string> {
  http = createServer(app);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
}

const router = (options: Partial<SendOtpRouterOptions> = {}) =>
  createSendOtpRouter({ ...shellOptions(), ...options });

describe('the router in an app of somebody else', () => {
  it('answers its own path and leaves the others to the app', async () => {
    const app = express();
    app.use(await router());
    app.use(express.json());
    app.get('/health', (_request, response) => void response.send('fine'));
    const url = await serve(app);
    expect((await call(targetAt(url))).code).toBe('SUCCESS');
    expect(await (await fetch(`${url}/health`)).text()).toBe('fine');
    expect((await fetch(`${url}/other`)).status).toBe(404);
  });

  it('RC-10: answers NO_INTERFACE_DEF to every other path when told to', async () => {
    const app = express();
    app.use(await router({ otherPaths: 'answer' }));
    const url = await serve(app);
    expect((await call(targetAt(url), { path: '/other' })).code).toBe('NO_INTERFACE_DEF');
  });

  it('SIG-1: mounted under a prefix, the prefix is part of what is signed', async () => {
    const app = express();
    app.use('/mpp/gw', await router());
    const target = targetAt(await serve(app));
    expect((await call(target, { path: `/mpp/gw${path}` })).code).toBe('SUCCESS');
    await expect(call(target, { path: `/mpp/gw${path}`, signedPath: path })).resolves.toMatchObject({
      code: 'INVALID_SIGNATURE',
    });
  });

  it('SIG-1: behind a proxy that strips a prefix, the path as the caller signed it can be said', async () => {
    const app = express();
    app.use(await router({ signedPathPrefix: '/mpp/gw' }));
    const target = targetAt(await serve(app));
    // The proxy: what arrives has the bare path, what was signed has the prefix. So has what the response signs.
    const prepared = prepare(target, { path, signedPath: `/mpp/gw${path}?a=1` });
    const proxied = { ...prepared, path: `${path}?a=1` };
    const failure = await send(target, proxied).then(
      () => undefined,
      (error: unknown) => String(error),
    );
    expect(failure).toContain('the signature of the response');
    const answered = await fetchRaw(target.url, proxied);
    expect(answered).toContain('"resultCode":"SUCCESS"');
  });

  it('does not depend on the routing settings of the app', async () => {
    const app = express();
    app.set('case sensitive routing', false);
    app.set('strict routing', false);
    app.set('query parser', 'extended');
    app.use(await router({ otherPaths: 'answer' }));
    const target = targetAt(await serve(app));
    expect((await call(target, { path: path.toUpperCase() })).code).toBe('NO_INTERFACE_DEF');
    expect((await call(target, { path: `${path}/` })).code).toBe('NO_INTERFACE_DEF');
    expect((await call(target, { path: `${path}?a[b]=c` })).code).toBe('SUCCESS');
  });

  it('mounted behind a body parser it says so at the first request, with the line that mends it', async () => {
    const faults: Fault[] = [];
    const observations: Observation[] = [];
    const app = express();
    app.use(express.json());
    app.use(
      await router({
        onFault: (fault) => faults.push(fault),
        observe: (observation) => observations.push(observation),
      }),
    );
    const target = targetAt(await serve(app));
    expect((await call(target)).code).toBe('UNKNOWN_EXCEPTION');
    const line = 'app.use(await createSendOtpRouter({ … })); app.use(express.json());';
    expect(String(faults[0]?.error)).toContain(line);
    expect(observations[0]?.reason).toContain(line);
  });
});

async function fetchRaw(
  url: string,
  { path: sentPath, headers, bytes }: ReturnType<typeof prepare>,
): Promise<string> {
  const response = await fetch(`${url}${sentPath}`, { method: 'POST', headers, body: bytes.toString() });
  return response.text();
}

describe('settings', () => {
  it.each([
    ['no clients', { clients: {} }, 'clients is empty'],
    ['a prefix without a slash', { signedPathPrefix: 'mpp' }, 'signedPathPrefix must look like /mpp/gateway'],
    [
      'a prefix that ends with a slash',
      { signedPathPrefix: '/mpp/' },
      'signedPathPrefix must look like /mpp/gateway',
    ],
    ['a prefix with a query', { signedPathPrefix: '/mpp?a' }, 'signedPathPrefix must look like /mpp/gateway'],
    ['a prefix with a fragment', { signedPathPrefix: '/mpp#a' }, 'signedPathPrefix must look like'],
    ['a prefix with a blank', { signedPathPrefix: '/mpp gw' }, 'signedPathPrefix must look like'],
    ['a prefix of two slashes', { signedPathPrefix: '//mpp' }, 'signedPathPrefix must look like'],
    ['a prefix behind a host', { signedPathPrefix: 'http://x/mpp' }, 'signedPathPrefix must look like'],
    ['a deadline of nothing', { handlerTimeoutMs: 0 }, 'handlerTimeoutMs must be'],
    ['a deadline without end', { handlerTimeoutMs: Infinity }, 'handlerTimeoutMs must be'],
    ['a tolerance that is no number', { toleranceMs: NaN }, 'toleranceMs must be'],
    ['a tolerance of nothing', { toleranceMs: 0 }, 'toleranceMs must be'],
    ['a tolerance below nothing', { toleranceMs: -1 }, 'toleranceMs must be'],
    [
      'a key and a function that signs',
      { sign: () => new Uint8Array() },
      'both privateKey and sign are given',
    ],
  ])('%s is refused at the start', async (_, options, message) => {
    http = createServer();
    await expect(router(options as Partial<SendOtpRouterOptions>)).rejects.toThrow(message);
  });

  it('SIG-6: a private key among the public ones is refused at the start, naming the client', async () => {
    http = createServer();
    const { privateKey } = shellOptions();
    await expect(router({ clients: { SOMEBODY: privateKey as string } })).rejects.toThrow(
      /clients\["SOMEBODY"\].*private key/,
    );
  });
});
