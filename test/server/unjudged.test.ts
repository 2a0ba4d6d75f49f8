import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, goodBody, path, uniqueTime } from '../e2e/caller.js';
import { type Shell, startShell } from './shell.js';

/** What a judge cannot see, or may not ask of a server of which it knows no more than the contract. */
describe('what the judge leaves to this test', () => {
  let shell: Shell;
  beforeAll(async () => {
    shell = await startShell();
  });
  afterAll(async () => {
    await shell.server.close({ graceMs: 100 });
  });

  // Its response has no body, in which the judge looks for the result.
  it('CALL-1: HEAD is answered with the headers of METHOD_NOT_SUPPORTED', async () => {
    const { hostname, port } = new URL(shell.url);
    const answer = await new Promise<{ status: number | undefined; length: string | undefined }>(
      (resolve, reject) => {
        request({ hostname, port, path, method: 'HEAD', agent: false }, (response) => {
          response.resume();
          resolve({ status: response.statusCode, length: response.headers['content-length'] });
        })
          .on('error', reject)
          .end();
      },
    );
    expect(answer.status).toBe(200);
    expect(Number(answer.length)).toBeGreaterThan(0);
  });

  // Another host would lead the judge's request past a proxy to somebody else.
  it.each([
    ['path', ''],
    ['path and query', '?tenant=7'],
    ['path and an empty query', '?'],
  ])('CALL-2: a target in absolute form is verified over its %s, whatever its host', async (_, query) => {
    for (const origin of ['http://mpp.example.net', 'https://user@mpp.example.net:8443', 'HTTP://[::1]']) {
      const changes = { path: origin + path + query, signedPath: path + query };
      expect((await call(shell, changes)).code, origin).toBe('SUCCESS');
    }
  });

  it('CALL-2: a target in absolute form that was signed as it is written is INVALID_SIGNATURE', async () => {
    expect((await call(shell, { path: shell.url + path })).code).toBe('INVALID_SIGNATURE');
  });

  it('RC-8: an empty Accept excludes nothing', async () => {
    expect((await call(shell, { headers: { Accept: '' } })).code).toBe('SUCCESS');
  });

  // How much a server reads is its own decision.
  it('RC-12: a body of just 16 KiB is read, and one byte more is PARAM_ILLEGAL', async () => {
    const padded = (size: number): string => {
      const text = JSON.stringify(goodBody(shell, { pad: '' }));
      return text.replace('"pad":""', `"pad":"${'x'.repeat(size - text.length)}"`);
    };
    expect((await call(shell, { body: padded(16_384) })).code).toBe('SUCCESS');
    expect((await call(shell, { body: padded(16_385) })).code).toBe('PARAM_ILLEGAL');
    expect((await call(shell, { body: padded(2_000_000) })).code).toBe('PARAM_ILLEGAL');
  });

  // The judge keeps a minute away from the limit: clocks differ.
  it.each([
    [-9.9, 'SUCCESS'],
    [9.9, 'SUCCESS'],
    [-10.1, 'ACCESS_DENIED'],
    [10.1, 'ACCESS_DENIED'],
  ])('SIG-8: a Request-Time %d minutes from now is %s', async (offset, code) => {
    expect((await call(shell, { time: uniqueTime(Date.now() + offset * 60_000) })).code).toBe(code);
  });

  // Only an OTP has something of its own for each message, and each costs a text message to a person.
  it.each([
    ['another query', { path: `${path}?try=2` }],
    ['another body', { body: { acquirerId: 'A', pspId: 'P', accessToken: 'T', note: 'again' } }],
    ['another Request-Time', { time: uniqueTime() }],
  ])('SIG-9: with %s it is another message', async (_, changes) => {
    const time = uniqueTime();
    const first = await call(shell, { time });
    const other = await call(shell, { time, ...changes });
    expect([first.code, other.code]).toEqual(['SUCCESS', 'SUCCESS']);
    expect(other.body.verifyRequestId).not.toBe(first.body.verifyRequestId);
  });

  // Any order of the pairs and any spelling of the charset keep the contract.
  it('HDR-6: Signature and Content-Type are written as in the examples of the vendor', async () => {
    const { headers } = await call(shell);
    expect(headers['signature']).toMatch(/^algorithm=RSA256, keyVersion=[^,]+, signature=[A-Za-z0-9%]+$/);
    expect(headers['content-type']).toBe('application/json; charset=UTF-8');
  });
});
