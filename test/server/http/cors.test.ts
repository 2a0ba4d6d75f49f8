import { createMockServer } from '@sendotp-contract/mock';
import { createSendOtpServer, type MppServer } from '@sendotp-contract/server';
import { operations } from '@sendotp-contract/spec';
import { afterEach, describe, expect, it } from 'vitest';
import { caller, mpp, shellOptions } from '../shell.js';

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
  it.each(['http://localhost:5173', 'http://127.0.0.1', 'https://app.localhost:8443', 'http://[::1]:3000'])(
    'on this machine, %s, may call a server that says loopback',
    async (origin) => {
      const url = await started(createSendOtpServer({ ...shellOptions(), corsOrigins: 'loopback' }));
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
      expect(answer.headers.get('access-control-expose-headers')).toContain('signature, response-time');
    },
  );

  it.each(['https://evil.example', 'http://localhost.evil.example', 'http://127.0.0.1.evil.example', 'null'])(
    '%s, may not',
    async (origin) => {
      const url = await started(createSendOtpServer({ ...shellOptions(), corsOrigins: 'loopback' }));
      const response = await preflight(url, origin);
      expect(allowed(response)).toBeNull();
      expect(await response.text()).toContain('METHOD_NOT_SUPPORTED');
    },
  );

  it('may call if it is on the list, and nobody else', async () => {
    const corsOrigins = ['https://tools.example.net'];
    const url = await started(createSendOtpServer({ ...shellOptions(), corsOrigins }));
    expect(allowed(await preflight(url, 'https://tools.example.net'))).toBe('https://tools.example.net');
    expect(allowed(await preflight(url, 'http://localhost'))).toBeNull();
  });

  it('RC-9: may not call a server that says nothing', async () => {
    const url = await started(createSendOtpServer(shellOptions()));
    const response = await preflight(url, 'http://localhost:5173');
    expect(allowed(response)).toBeNull();
    expect(await response.text()).toContain('METHOD_NOT_SUPPORTED');
  });

  it('on this machine may call the mock', async () => {
    const { privateKey } = mpp;
    const url = await started(createMockServer({ clients: { CALLER: caller.publicKey }, privateKey }));
    expect(allowed(await preflight(url, 'http://localhost:5173'))).toBe('http://localhost:5173');
  });
});
