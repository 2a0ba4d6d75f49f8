import type { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSendOtpClient, SendOtpError, type SendOtpOutcome } from '@sendotp-contract/client';
import { sendOtpErrorCodes } from '../../client/error.js';
import { importPrivateKey } from '@sendotp-contract/message';
import { operations } from '@sendotp-contract/spec';
import { type FaultName, faults } from '@sendotp-contract/mock';
import { codeWithStatus } from '../../server/mock/code-with-status.js';
import { keyPair } from '../key-pairs.js';
import { prepare, send } from '../e2e/caller.js';
import { type MockTarget, startMock } from '../e2e/mock-target.js';
import { RawConnection, signedRequest } from '../server/http/raw-connection.js';

/** As the project was asked for them. */
const wanted = [
  'timeout',
  'slow',
  'reset',
  'http-500',
  'not-json',
  'truncated',
  'bad-signature',
  'unsigned-success',
  'half-signed',
  'wrong-status',
  'missing-id',
  'unknown-code',
  'stale-response-time',
];

/** Calls with the client. @returns the outcome or the error */
export async function callWithClient(
  target: MockTarget,
  scenario: string,
  timeoutMs: number,
): Promise<SendOtpOutcome | SendOtpError> {
  const client = await createSendOtpClient({
    baseUrl: target.url,
    clientId: target.clientId,
    privateKey: target.privateKey,
    publicKeys: target.publicKey,
    timeoutMs,
    retry: false,
  });
  const { acquirerId, pspId } = target;
  try {
    return await client.sendOtp({ acquirerId, pspId, accessToken: target.token(scenario) });
  } catch (error) {
    if (error instanceof SendOtpError) return error;
    throw error;
  }
}

const request = { acquirerId: 'A', pspId: 'P' };

describe('the client through every fault', () => {
  let target: MockTarget;
  beforeAll(async () => {
    target = await startMock();
  });
  afterAll(async () => {
    await target.server.close({ graceMs: 100 });
  });

  it('there are the faults that are wanted, and no other', () => {
    expect(Object.keys(faults)).toEqual(wanted);
  });

  it.each(Object.entries(faults))('%s: the client does what the table says', async (name, fault) => {
    const scenario = `fault:${name}${fault.delayMs === undefined ? '' : ':50'}`;
    const seen = await callWithClient(target, scenario, name === 'timeout' ? 300 : 10_000);
    if ('throws' in fault.client) {
      expect(sendOtpErrorCodes).toContain(fault.client.throws);
      expect(seen).toBeInstanceOf(SendOtpError);
      // Whatever came back, the MPP may have sent an OTP.
      expect(seen).toMatchObject({ code: fault.client.throws, mayHaveBeenSent: true });
    } else {
      const { returns } = fault.client;
      const { resultCode = codeWithStatus(fault.builtOn, operations.sendOTP) } = fault.client;
      expect(seen).toMatchObject({ resultStatus: returns, resultCode, signed: true });
    }
    expect(target.notes.at(-1)).toContain(`fault ${name}`);
    expect(target.faults).toEqual([]);
  });

  it.each<[FaultName, RegExp | undefined, RegExp | undefined]>([
    ['bad-signature', /signature=/, /^2/],
    ['unsigned-success', undefined, undefined],
    ['half-signed', undefined, /^2/],
    ['wrong-status', /signature=/, /^2/],
  ])('%s: the headers are as the table says', async (name, signature, time) => {
    const headers = (await callWithClient(target, `fault:${name}`, 10_000)).exchange?.response?.headers;
    expect(headers).toMatchObject({ 'client-id': target.clientId });
    for (const [value, expected] of [
      [headers?.['signature'], signature],
      [headers?.['response-time'], time],
    ] as const)
      if (expected === undefined) expect(value).toBeUndefined();
      else expect(value).toMatch(expected);
  });

  it.each<[FaultName, number]>([
    ['http-500', 500],
    ['not-json', 200],
  ])('%s: it is an HTML page with the HTTP status %d', async (name, status) => {
    const { exchange } = await callWithClient(target, `fault:${name}`, 10_000);
    expect(exchange?.response).toMatchObject({
      status,
      headers: { 'content-type': 'text/html; charset=UTF-8' },
      bodyText: expect.stringMatching(/^<!doctype html>/) as string,
    });
  });

  /** A connection on which this fault was asked for, once it is gone. */
  const after = async (name: FaultName) => {
    const connection = await RawConnection.to(target.url);
    const reset = new Promise<string>((resolve) => {
      connection.socket.once('error', ({ code }: NodeJS.ErrnoException) => {
        resolve(code ?? '');
      });
      connection.socket.once('close', resolve);
    });
    const body = { ...request, accessToken: target.token(`fault:${name}`) };
    connection.write(signedRequest(target, { body }).text);
    return { ended: await reset, received: connection.received };
  };

  it('reset: the connection is reset, where another would be closed', async () => {
    expect(await after('reset')).toEqual({ ended: 'ECONNRESET', received: '' });
  });

  it('truncated: half of the body comes, as its header announced the whole', async () => {
    const { received } = await after('truncated');
    const [head = '', body = ''] = received.split('\r\n\r\n');
    const length = Number(/^content-length: (\d+)$/m.exec(head)?.[1]);
    expect(head).toMatch(/^HTTP\/1\.1 200 /);
    expect(body).toHaveLength(Math.floor(length / 2));
  });

  it('stale-response-time: it is an hour old by the clock that is given', async () => {
    const now = Date.UTC(2026, 0, 1);
    const mock = await startMock({ now: () => now });
    const { path, headers, bytes } = prepare(
      { ...mock, now: () => now },
      { body: { ...request, accessToken: mock.token('fault:stale-response-time') } },
    );
    const response = await fetch(mock.url + path, { method: 'POST', headers, body: bytes.toString() });
    expect(response.headers.get('response-time')).toBe(new Date(now - 3_600_000).toISOString());
    await mock.server.close({ graceMs: 100 });
  });

  it('stale-response-time: it is an hour old', async () => {
    const { exchange } = await callWithClient(target, 'fault:stale-response-time', 10_000);
    const age = Date.now() - Date.parse(exchange?.response?.headers['response-time'] ?? '');
    expect(Math.abs(age - 3_600_000)).toBeLessThan(60_000);
  });

  it('signs once for each response that carries a signature, and not at all for the others', async () => {
    const { privateKey } = keyPair('stranger');
    const key = { keyVersion: '1', privateKey: await importPrivateKey(privateKey) };
    let signed = 0;
    const counting = await startMock({
      privateKey: () => {
        signed += 1;
        return key;
      },
    });
    const counts = new Map<string, number>();
    for (const name of wanted) {
      const before = signed;
      await callWithClient(
        counting,
        `fault:${name}${name === 'slow' ? ':0' : ''}`,
        name === 'timeout' ? 300 : 10_000,
      );
      counts.set(name, signed - before);
    }
    const none = ['timeout', 'reset', 'http-500', 'not-json'];
    expect(Object.fromEntries(counts)).toEqual(
      Object.fromEntries(wanted.map((name) => [name, none.includes(name) ? 0 : 1])),
    );
    expect(counting.faults).toEqual([]);
    await counting.server.close({ graceMs: 100 });
  });

  it('slow: later than the client waits it is a timeout', async () => {
    expect(await callWithClient(target, 'fault:slow:700', 300)).toMatchObject({ code: 'TIMEOUT' });
  });

  it('timeout: the connection ends when the caller closes it', async () => {
    const mock = await startMock();
    const closed = new Promise<void>((done) => {
      mock.server.http.once('connection', (socket: Socket) => socket.once('close', done));
    });
    expect(await callWithClient(mock, 'fault:timeout', 200)).toMatchObject({ code: 'TIMEOUT' });
    await closed;
    await mock.server.close({ graceMs: 100 });
  });

  it('slow: the answer takes the time that was asked for', async () => {
    const startedAt = performance.now();
    await callWithClient(target, 'fault:slow:400', 10_000);
    // Node's timers may go off 1 ms early.
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(399);
  });

  it('SIG-9: a faulty response is as faulty for a replay', async () => {
    const body = { acquirerId: 'A', pspId: 'P', accessToken: target.token('fault:bad-signature') };
    const prepared = prepare(target, { body });
    for (let n = 0; n < 2; n += 1)
      await expect(send(target, prepared)).rejects.toThrow('the signature of the response');
  });

  it.each<FaultName>(['timeout', 'slow'])(
    '%s: whoever is waiting is let go when the server closes',
    async (name) => {
      const closing = await startMock();
      const token = name === 'slow' ? 'fault:slow:600000' : 'fault:timeout';
      const waiting = callWithClient(closing, token, 20_000);
      while (closing.notes.length === 0) await new Promise((resolve) => setImmediate(resolve));
      await closing.server.close({ graceMs: 20_000 });
      const expected = name === 'slow' ? { resultStatus: 'S' } : { code: 'TRANSPORT_FAILED' };
      expect(await waiting).toMatchObject(expected);
    },
  );
});
