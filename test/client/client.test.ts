import { createVerify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createSendOtpClient, type SendOtpRequest } from '../../client/index.js';
import { operations } from '../../generated/operations.js';
import { caller, mpp, startShell } from '../server/shell.js';
import { failureOf, play, request, secretToken, type Seen, signed, success } from './played-mpp.js';

/** Whether the signature of what was sent fits the bytes that were sent, by node:crypto and by nothing of ours. */
function verifies({ url, headers, body }: Seen, signedPath = new URL(url).pathname): boolean {
  const signature = /signature=([^,]+)$/.exec(headers['signature'] ?? '')?.[1] ?? '';
  return createVerify('RSA-SHA256')
    .update(`POST ${signedPath}\n${headers['client-id'] ?? ''}.${headers['request-time'] ?? ''}.`)
    .update(body)
    .verify(caller.publicKey, decodeURIComponent(signature), 'base64');
}

async function sentFor(options: Parameters<typeof play>[1], body: SendOtpRequest = request): Promise<Seen> {
  const { client, seen } = await play([signed(success)], options);
  await client.sendOtp(body);
  const [first] = seen;
  if (first === undefined) throw new Error('nothing was sent');
  return first;
}

describe('what the client sends', () => {
  it('CALL-1, CALL-2: is a POST to the path of the contract', async () => {
    const { method, url } = await sentFor({});
    expect(method).toBe('POST');
    expect(url).toBe(`https://mpp.example.net${operations.sendOTP.path}`);
  });

  it('HDR-1, HDR-2, HDR-4: has every header of the contract, and asks for bytes as they were signed', async () => {
    expect((await sentFor({})).headers).toEqual({
      'client-id': 'CALLER',
      'request-time': '2026-11-23T02:00:00.123Z',
      signature: expect.stringMatching(
        /^algorithm=RSA256, keyVersion=1, signature=[0-9A-Za-z%]+$/,
      ) as unknown,
      'content-type': 'application/json; charset=UTF-8',
      accept: 'application/json',
      'accept-encoding': 'identity',
    });
  });

  it('SIG-3: the signature covers the bytes that go out', async () => {
    const body = { ...request, pspId: 'Zahlung \u{1F4B6} "é"', verifyType: 'EMAIL' } as const;
    const seen = await sentFor({}, body);
    expect(JSON.parse(seen.body.toString())).toEqual(body);
    expect(verifies(seen)).toBe(true);
    expect(verifies({ ...seen, body: Buffer.from(`${seen.body.toString()} `) })).toBe(false);
  });

  it.each([
    ['https://mpp.example.net/mpp/gw', '/mpp/gw'],
    ['https://mpp.example.net/mpp/gw/', '/mpp/gw'],
    ['https://mpp.example.net/a%20b/ü', '/a%20b/%C3%BC'],
    ['https://mpp.example.net/', ''],
  ])('SIG-1: of %s the path prefix is sent and signed', async (baseUrl, prefix) => {
    const seen = await sentFor({ baseUrl });
    const path = `${prefix}${operations.sendOTP.path}`;
    expect(seen.url).toBe(`https://mpp.example.net${path}`);
    expect(verifies(seen, path)).toBe(true);
    expect(verifies(seen, `/other${path}`)).toBe(false);
  });

  it('HDR-5: Agent-Token is sent when there is one', async () => {
    expect((await sentFor({ agentToken: 'an agent' })).headers['agent-token']).toBe('an agent');
    expect((await sentFor({})).headers).not.toHaveProperty('agent-token');
  });

  it('SIG-5: keyVersion is the one that the options name', async () => {
    expect((await sentFor({ keyVersion: '7' })).headers['signature']).toContain('keyVersion=7,');
  });

  it('redirects are not to be followed: the signed body would go to somebody else', async () => {
    expect((await sentFor({})).redirect).toBe('error');
  });

  it('REQ-2, REQ-3: an optional parameter is left out, null or set, as the caller wrote it', async () => {
    expect(JSON.parse((await sentFor({})).body.toString())).toEqual(request);
    const nothing = { ...request, verifyType: null };
    expect(JSON.parse((await sentFor({}, nothing)).body.toString())).toEqual(nothing);
  });

  it('is in the exchange, as it went', async () => {
    const { client, seen } = await play([signed(success)]);
    const { exchange } = await client.sendOtp(request);
    const [sent] = seen;
    expect(exchange.attempts).toBe(1);
    expect(exchange.request.url).toBe(sent?.url);
    expect(exchange.request.body).toBe(sent?.body.toString());
    const headers = Object.entries(exchange.request.headers).map(([name, value]) => [
      name.toLowerCase(),
      value,
    ]);
    expect(Object.fromEntries(headers)).toEqual(sent?.headers);
    expect(exchange.request.contentToBeSigned).toBe(
      `POST ${operations.sendOTP.path}\nCALLER.2026-11-23T02:00:00.123Z.${JSON.stringify(request)}`,
    );
    expect(exchange.response).toMatchObject({ status: 200, bodyText: JSON.stringify(success) });
    expect(Buffer.from(exchange.response?.body ?? []).toString()).toBe(JSON.stringify(success));
  });
});

describe('a request that the contract forbids', () => {
  it.each([
    ['REQ-5: no acquirerId', { acquirerId: undefined }, 'acquirerId'],
    ['REQ-5: an acquirerId of 65 characters', { acquirerId: 'x'.repeat(65) }, 'acquirerId'],
    ['REQ-6: an empty pspId', { pspId: '' }, 'pspId'],
    ['REQ-7: an accessToken of 129 characters', { accessToken: 'x'.repeat(129) }, 'accessToken'],
    ['REQ-1: an accessToken that is a number', { accessToken: 20 }, 'accessToken'],
    ['REQ-4: an empty verifyType', { verifyType: '' }, 'verifyType'],
    ['REQ-8: a verifyType that does not exist', { verifyType: 'FAX' }, 'verifyType'],
  ])('%s is refused before anything is sent, naming the place', async (_, changes, place) => {
    const { client, seen } = await play([signed(success)]);
    const illegal = JSON.parse(JSON.stringify({ ...request, ...changes })) as SendOtpRequest;
    const error = await failureOf(client.sendOtp(illegal));
    expect(error).toMatchObject({ code: 'REQUEST_OUTSIDE_CONTRACT', mayHaveBeenSent: false });
    expect(error.exchange).toBeUndefined();
    expect(error.message).toContain(place);
    expect(seen).toHaveLength(0);
  });

  it('REQ-9: so is what is no object', async () => {
    const { client, seen } = await play([signed(success)]);
    for (const illegal of [null, [], secretToken]) {
      const error = await failureOf(client.sendOtp(illegal as unknown as SendOtpRequest));
      expect(error.code).toBe('REQUEST_OUTSIDE_CONTRACT');
      expect(error.message).not.toContain(secretToken);
    }
    expect(seen).toHaveLength(0);
  });

  it('REQ-11: 64 characters outside the basic plane are 64, not 128', async () => {
    const { client } = await play([signed(success)]);
    await expect(client.sendOtp({ ...request, pspId: '\u{1F4B6}'.repeat(64) })).resolves.toMatchObject({
      resultStatus: 'S',
    });
  });
});

describe('a call over real HTTP', () => {
  it('meets the shell, with no option but those that are required: signed, verified, answered', async () => {
    const shell = await startShell();
    try {
      const client = await createSendOtpClient({
        baseUrl: shell.url,
        clientId: 'CALLER',
        privateKey: caller.privateKey,
        publicKeys: { '1': mpp.publicKey },
      });
      const outcome = await client.sendOtp(request);
      expect(outcome).toEqual({
        resultStatus: 'S',
        resultCode: 'SUCCESS',
        resultMessage: 'Success',
        verifyRequestId: 'id-1',
        signed: true,
      });
      expect(outcome.exchange.response?.headers['client-id']).toBe('CALLER');
    } finally {
      await shell.server.close({ graceMs: 100 });
    }
  });
});
