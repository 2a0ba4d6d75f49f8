import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RequestContext, sent, SignatureQueue } from '@sendotp-contract/server';
import { call } from '../../e2e/caller.js';
import { type Shell, startShell } from '../shell.js';

const expected = 'expected an ISO 8601 time with a zone, such as 2025-02-20T08:51:49.09Z';
const ofSdk =
  "epoch milliseconds, as the vendor's merchant-side SDKs for Java and Go send (see acceptVendorSdkRequests)";

describe('why a caller is refused', () => {
  const signatures = new SignatureQueue();
  let shell: Shell;
  let seen = 0;
  beforeAll(async () => {
    shell = await startShell({ signatures });
  });
  beforeEach(() => {
    seen = shell.observations.length;
  });
  afterAll(() => shell.server.close({ graceMs: 100 }));

  it.each([
    ['HDR-1', { 'Client-Id': undefined }, 'INVALID_CLIENT', 'Client-Id is missing'],
    ['HDR-1', { 'Client-Id': '' }, 'INVALID_CLIENT', 'Client-Id is missing'],
    ['RC-4', { 'Client-Id': 'STRANGER' }, 'INVALID_CLIENT', 'Client-Id is not registered'],
    ['HDR-2', { 'Request-Time': undefined }, 'PARAM_ILLEGAL', 'Request-Time is missing'],
    ['HDR-2', { 'Request-Time': '' }, 'PARAM_ILLEGAL', `Request-Time is not a time; ${expected}`],
    ['HDR-2', { 'Request-Time': 'now' }, 'PARAM_ILLEGAL', `Request-Time is not a time; ${expected}`],
    [
      'HDR-2',
      { 'Request-Time': '1740041509090' },
      'PARAM_ILLEGAL',
      `Request-Time is 13 digits: ${ofSdk}; ${expected}`,
    ],
    ['HDR-2', { 'Request-Time': '174004150909' }, 'PARAM_ILLEGAL', `Request-Time is not a time; ${expected}`],
    [
      'HDR-2',
      { 'Request-Time': '17400415090901' },
      'PARAM_ILLEGAL',
      `Request-Time is not a time; ${expected}`,
    ],
    [
      'HDR-2',
      { 'Request-Time': 'T1740041509090' },
      'PARAM_ILLEGAL',
      `Request-Time is not a time; ${expected}`,
    ],
  ])('%s: %o is %s: %s', async (_, headers, code, reason) => {
    expect((await call(shell, { headers })).code).toBe(code);
    expect(shell.observations.slice(seen)).toMatchObject([{ resultCode: code, reason, replayed: false }]);
  });

  it('HDR-3: without a signature it is INVALID_SIGNATURE, and what is wrong is said', async () => {
    expect((await call(shell, { headers: { Signature: undefined } })).code).toBe('INVALID_SIGNATURE');
    expect(shell.observations.at(-1)).toMatchObject({ clientId: 'CALLER' });
    expect(shell.observations.at(-1)?.reason).toMatch(/^[a-z-]+: ./);
  });

  it('RC-7: a key version that the client does not have is KEY_NOT_FOUND, and the log knows the client', async () => {
    const signatureHeader = (signature: Buffer) =>
      `algorithm=RSA256, keyVersion=9, signature=${encodeURIComponent(signature.toString('base64'))}`;
    expect((await call(shell, { signatureHeader })).code).toBe('KEY_NOT_FOUND');
    expect(shell.observations.at(-1)).toMatchObject({ clientId: 'CALLER' });
    expect(shell.observations.at(-1)?.reason).toMatch(/^key-not-found: /);
  });

  it('the log knows a client from the moment on that it is registered', async () => {
    await call(shell, { headers: { 'Client-Id': 'STRANGER' } });
    await call(shell, { headers: { 'Request-Time': 'now' } });
    expect(shell.observations.slice(seen).map(({ clientId }) => clientId)).toEqual([undefined, 'CALLER']);
  });

  it('RC-16: whatever becomes of a check, it counts no longer among those that are under way', async () => {
    await call(shell);
    await call(shell, { signedBody: 'another' });
    await call(shell, { headers: { Signature: 'x' } });
    expect(signatures.count).toBe(0);
  });
});

describe('a caller with one of the SDKs of the vendor', () => {
  it.each([
    [true, 'SUCCESS'],
    [false, 'MEDIA_TYPE_NOT_ACCEPTABLE'],
  ])(
    'RC-8, HDR-2: where its requests are taken: %s, is answered %s',
    async (acceptVendorSdkRequests, code) => {
      const shell = await startShell({ acceptVendorSdkRequests });
      const headers = { Accept: 'text/plain,text/xml,text/javascript,text/html' };
      expect((await call(shell, { time: String(Date.now()), headers })).code).toBe(code);
      await shell.server.close({ graceMs: 100 });
    },
  );
});

describe('a caller whose signature is not looked at', () => {
  it.each([
    [{ 'Client-Id': 'ANYBODY' }, 'ANYBODY'],
    [{ 'Client-Id': undefined }, ''],
  ])('with the headers %o is for the handler %j, and asks now', async (headers, clientId) => {
    const contexts: RequestContext[] = [];
    const now = Date.UTC(2026, 10, 25);
    const shell = await startShell({
      signature: 'off',
      now: () => now,
      handlers: {
        sendOTP: (_, context) => {
          contexts.push(context);
          return Promise.resolve(sent('id'));
        },
      },
    });
    const time = new Date(now - 1_000).toISOString();
    expect((await call(shell, { time, headers })).code).toBe('SUCCESS');
    await shell.server.close({ graceMs: 100 });
    expect(contexts).toMatchObject([{ clientId, requestTime: now }]);
    // What nobody has proved is not in the log as the client's name.
    expect(shell.observations).toMatchObject([{ clientId: undefined }]);
  });
});
