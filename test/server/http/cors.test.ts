import { createMockServer } from '@sendotp-contract/mock';
import { createSendOtpServer, type MppServer } from '@sendotp-contract/server';
import { operations } from '@sendotp-contract/spec';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { caller, mpp } from '../../key-pairs.js';
import { shellOptions } from '../shell.js';

const { path } = operations.sendOTP;
let server: MppServer | undefined;
afterEach(() => server?.close({ graceMs: 100 }));

const started = async (made: Promise<MppServer>): Promise<string> => {
  server = await made;
  return (await server.listen({ port: 0 })).url;
};
const preflight = (url: string, origin: string) =>
  fetch(`${url}${path}`, {
    method: 'OPTIONS',
    headers: {
      Origin: origin,
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'client-id,request-time,signature',
    },
  });
const allowed = (response: Response) => response.headers.get('access-control-allow-origin');

describe('a page of another origin', () => {
  let loopback: MppServer;
  let url = '';
  beforeAll(async () => {
    loopback = await createSendOtpServer({ ...shellOptions(), corsOrigins: 'loopback' });
    ({ url } = await loopback.listen({ port: 0 }));
  });
  afterAll(() => loopback.close({ graceMs: 100 }));

  it.each([
    'http://localhost:5173',
    'http://127.0.0.1',
    'http://127.10.0.254:80',
    'https://my-app2.localhost:8443',
    'http://[::1]:3000',
  ])('on this machine, %s, may call a server that says loopback', async (origin) => {
    const response = await preflight(url, origin);
    expect(response.status).toBe(204);
    expect(allowed(response)).toBe(origin);
    expect(response.headers.get('access-control-allow-headers')).toBe('client-id,request-time,signature');
    expect(response.headers.get('access-control-allow-methods')).toBe('POST');
    const answer = await fetch(`${url}${path}`, {
      method: 'POST',
      body: '{}',
      headers: { Origin: origin },
    });
    expect(answer.status).toBe(200);
    expect(allowed(answer)).toBe(origin);
    // HDR-6: without one of them a page cannot check the response.
    expect(answer.headers.get('access-control-expose-headers')).toBe('signature, response-time, client-id');
  });

  it.each([
    'https://evil.example',
    'http://localhost.evil.example',
    'http://127.0.0.1.evil.example',
    'http://127.0.0.1:80.evil.example',
    'http://127.0.0',
    'http://127a0.0.1',
    'http://127.0.0.0001',
    'http://.localhost',
    'http://evil_example.localhost',
    'http://evilalocalhost',
    'http://[::1]evil.example',
    'http://localhost:',
    'ftp://localhost',
    'xhttp://localhost',
    'null',
  ])('%s, may not', async (origin) => {
    const response = await preflight(url, origin);
    expect(allowed(response)).toBeNull();
    expect(await response.text()).toContain('METHOD_NOT_SUPPORTED');
  });

  const post = (origin: string | undefined, headers: Readonly<Record<string, string>>, method = 'POST') =>
    fetch(`${url}${path}`, {
      method,
      headers: { ...headers, ...(origin === undefined ? {} : { Origin: origin }) },
    });
  const origin = 'http://localhost';
  const asking = { 'Access-Control-Request-Method': 'POST' };

  it('RC-9: whose preflight is answered gets no outcome in the same place', async () => {
    const respond = vi.fn();
    const url = await started(createSendOtpServer({ ...shellOptions({ respond }), corsOrigins: 'loopback' }));
    expect((await preflight(url, origin)).status).toBe(204);
    expect(respond).not.toHaveBeenCalled();
  });

  it('that asks for no headers and no private network is told of none', async () => {
    const { headers } = await post(origin, asking, 'OPTIONS');
    expect(headers.get('access-control-allow-headers')).toBeNull();
    expect(headers.get('access-control-allow-private-network')).toBeNull();
    expect(headers.get('access-control-expose-headers')).toBeNull();
  });

  it.each([
    ['true', 'true'],
    ['false', null],
  ])('that asks with %s for a private network is told %s', async (asked, said) => {
    const headers = { ...asking, 'Access-Control-Request-Private-Network': asked };
    const response = await post(origin, headers, 'OPTIONS');
    expect(response.headers.get('access-control-allow-private-network')).toBe(said);
  });

  it.each([
    ['OPTIONS without a method that it asks for', {}, 'OPTIONS', 'METHOD_NOT_SUPPORTED'],
    ['POST with a method that it asks for', asking, 'POST', 'INVALID_CLIENT'],
  ])('RC-9: %s is no preflight, and can be read', async (_, headers, method, code) => {
    const response = await post(origin, headers, method);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain(code);
    expect(allowed(response)).toBe(origin);
  });

  it('is told apart from others by caches, and who has no origin is told nothing', async () => {
    expect((await post(origin, {})).headers.get('vary')).toBe('origin');
    const { headers } = await post(undefined, {});
    expect([headers.get('vary'), headers.get('access-control-allow-origin')]).toEqual([null, null]);
  });

  it('may call if it is on the list, and nobody else', async () => {
    const corsOrigins = ['https://tools.example.net'];
    const listed = await started(createSendOtpServer({ ...shellOptions(), corsOrigins }));
    expect(allowed(await preflight(listed, 'https://tools.example.net'))).toBe('https://tools.example.net');
    expect(allowed(await preflight(listed, 'http://localhost'))).toBeNull();
  });

  it('RC-9: may not call a server that says nothing', async () => {
    const response = await preflight(
      await started(createSendOtpServer(shellOptions())),
      'http://localhost:5173',
    );
    expect(allowed(response)).toBeNull();
    expect(await response.text()).toContain('METHOD_NOT_SUPPORTED');
  });

  it('on this machine may call the mock', async () => {
    const { privateKey } = mpp;
    const mock = await started(createMockServer({ clients: { CALLER: caller.publicKey }, privateKey }));
    expect(allowed(await preflight(mock, 'http://localhost:5173'))).toBe('http://localhost:5173');
  });
});
