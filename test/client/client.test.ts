import { createVerify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { SendOtpRequest } from '@sendotp-contract/client';
import { operations } from '@sendotp-contract/spec';
import { caller } from '../key-pairs.js';
import { failureOf, play, request, secretToken, type SentAttempt, signed, success } from './played-mpp.js';

/** Whether the signature of what was sent fits the bytes that were sent, by node:crypto and by nothing of ours. */
function verifies({ url, headers, body }: SentAttempt, signedPath = new URL(url).pathname): boolean {
  const signature = /signature=([^,]+)$/.exec(headers['signature'] ?? '')?.[1] ?? '';
  return createVerify('RSA-SHA256')
    .update(`POST ${signedPath}\n${headers['client-id'] ?? ''}.${headers['request-time'] ?? ''}.`)
    .update(body)
    .verify(caller.publicKey, decodeURIComponent(signature), 'base64');
}

async function sentFor(
  options: Parameters<typeof play>[1],
  body: SendOtpRequest = request,
): Promise<SentAttempt> {
  const { client, received } = await play([signed(success)], options);
  await client.sendOtp(body);
  const [first] = received;
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
    const received = await sentFor({}, body);
    expect(JSON.parse(received.body.toString())).toEqual(body);
    expect(verifies(received)).toBe(true);
    expect(verifies({ ...received, body: Buffer.from(`${received.body.toString()} `) })).toBe(false);
  });

  it.each([
    ['https://mpp.example.net/mpp/gw', '/mpp/gw'],
    ['https://mpp.example.net/mpp/gw/', '/mpp/gw'],
    ['https://mpp.example.net/mpp/gw//', '/mpp/gw'],
    ['https://mpp.example.net/a%20b/ü', '/a%20b/%C3%BC'],
    ['https://mpp.example.net/', ''],
  ])('SIG-1: of %s the path prefix is sent and signed', async (baseUrl, prefix) => {
    const received = await sentFor({ baseUrl });
    const path = `${prefix}${operations.sendOTP.path}`;
    expect(received.url).toBe(`https://mpp.example.net${path}`);
    expect(verifies(received, path)).toBe(true);
    expect(verifies(received, `/other${path}`)).toBe(false);
  });

  it('HDR-5: Agent-Token is sent when there is one', async () => {
    expect((await sentFor({ agentToken: 'an agent' })).headers['agent-token']).toBe('an agent');
    expect((await sentFor({})).headers).not.toHaveProperty('agent-token');
  });

  it.each(['7', '2026-11'])('SIG-5: keyVersion is the one that the options name, %s', async (keyVersion) => {
    expect((await sentFor({ keyVersion })).headers['signature']).toContain(`keyVersion=${keyVersion},`);
  });

  it('redirects are not to be followed: the signed body would go to somebody else', async () => {
    expect((await sentFor({})).redirect).toBe('manual');
  });

  it('REQ-2, REQ-3: an optional parameter is left out, null or set, as the caller wrote it', async () => {
    expect(JSON.parse((await sentFor({})).body.toString())).toEqual(request);
    const nothing = { ...request, verifyType: null };
    expect(JSON.parse((await sentFor({}, nothing)).body.toString())).toEqual(nothing);
  });

  it('is in the exchange, as it went', async () => {
    const { client, received } = await play([signed(success)]);
    const { exchange } = await client.sendOtp(request);
    const [sent] = received;
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
  const { acquirerId, pspId, accessToken } = operations.sendOTP.parameters;
  const tooLong = (field: { readonly maxLength: number }): string => 'x'.repeat(field.maxLength + 1);
  it.each([
    ['REQ-5: no acquirerId', { acquirerId: undefined }, 'acquirerId'],
    ['REQ-5: too long an acquirerId', { acquirerId: tooLong(acquirerId) }, 'acquirerId'],
    ['REQ-6: an empty pspId', { pspId: '' }, 'pspId'],
    ['REQ-6: too long a pspId', { pspId: tooLong(pspId) }, 'pspId'],
    ['REQ-7: too long an accessToken', { accessToken: tooLong(accessToken) }, 'accessToken'],
    ['REQ-1: an accessToken that is a number', { accessToken: 20 }, 'accessToken'],
    ['REQ-4: an empty verifyType', { verifyType: '' }, 'verifyType'],
    ['REQ-8: a verifyType that does not exist', { verifyType: 'FAX' }, 'verifyType'],
  ])('%s is refused before anything is sent, naming the place', async (_, changes, place) => {
    const { client, received } = await play([signed(success)]);
    const illegal = JSON.parse(JSON.stringify({ ...request, ...changes })) as SendOtpRequest;
    const error = await failureOf(client.sendOtp(illegal));
    expect(error).toMatchObject({ code: 'REQUEST_OUTSIDE_CONTRACT', mayHaveBeenSent: false });
    expect(error.exchange).toBeUndefined();
    expect(error.message).toContain(place);
    expect(received).toHaveLength(0);
  });

  it('REQ-9: so is what is no object', async () => {
    const { client, received } = await play([signed(success)]);
    for (const illegal of [null, [], secretToken]) {
      const error = await failureOf(client.sendOtp(illegal as unknown as SendOtpRequest));
      expect(error.code).toBe('REQUEST_OUTSIDE_CONTRACT');
      expect(error.message).toContain('object');
      expect(error.message).not.toContain(secretToken);
    }
    expect(received).toHaveLength(0);
  });

  it('REQ-11: length counts code points, not UTF-16 units', async () => {
    const { client } = await play([signed(success)]);
    const longest = '\u{1F4B6}'.repeat(pspId.maxLength);
    await expect(client.sendOtp({ ...request, pspId: longest })).resolves.toMatchObject({
      resultStatus: 'S',
    });
  });
});
