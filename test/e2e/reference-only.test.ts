import { createPublicKey, createSign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSendOtpClient, type SendOtpClient } from '@sendotp-contract/client';
import { createSendOtpServer, sent, supportOnly } from '@sendotp-contract/server';
import { call, goodBody, path, prepare, send, urlEncoded } from './caller.js';
import { caller, mpp } from '../key-pairs.js';
import { type ReferenceTarget, startReference } from './reference-target.js';

describe('client and reference MPP on one machine', () => {
  let target: ReferenceTarget;
  let client: SendOtpClient;
  beforeAll(async () => {
    target = await startReference();
    client = await createSendOtpClient({
      baseUrl: target.url,
      clientId: target.clientId,
      privateKey: target.privateKey,
      publicKeys: target.publicKey,
    });
  });
  afterAll(async () => {
    await target.server.close();
  });
  const request = (code: string) => ({
    acquirerId: target.acquirerId,
    pspId: target.pspId,
    accessToken: target.token(code),
  });
  /** The OTP that the console channel has shown last. */
  const lastOtp = (): string => [...target.shown().matchAll(/OTP\s+(\d{6})/g)].at(-1)?.[1] ?? '';

  it('RES-5: the whole cycle: sent, shown, and checked against its verifyRequestId', async () => {
    const outcome = await client.sendOtp(request('SUCCESS'));
    if (outcome.resultStatus !== 'S') throw new Error(outcome.resultCode);
    const { verifyRequestId } = outcome;
    const check = (otpCode: string) =>
      target.mpp.checkOtp({ verifyRequestId, accessToken: target.token('SUCCESS'), otpCode });
    const code = lastOtp();
    expect(await check(code === '000000' ? '000001' : '000000')).toEqual({ outcome: 'wrong', triesLeft: 4 });
    expect(await check(code)).toEqual({ outcome: 'correct' });
    expect(await check(code)).toEqual({ outcome: 'used' });
  });

  it('RES-7: MOBILE goes to the phone, EMAIL to the e-mail address, and nothing said to the phone', async () => {
    for (const [verifyType, address] of [
      [undefined, /\+1\*+\d\d \(MOBILE\)/],
      ['MOBILE', /\+1\*+\d\d \(MOBILE\)/],
      ['EMAIL', /@example\.com \(EMAIL\)/],
    ] as const) {
      const before = target.shown().length;
      await client.sendOtp({ ...request('SUCCESS'), ...(verifyType === undefined ? {} : { verifyType }) });
      expect(target.shown().slice(before)).toMatch(address);
    }
  });

  it('RES-10: S comes after the OTP was stored and handed over, and without a channel that takes it never', async () => {
    const before = target.deliveries?.().length ?? 0;
    expect((await client.sendOtp(request('SUCCESS'))).resultStatus).toBe('S');
    expect(target.deliveries?.().length).toBe(before + 1);
    for (const code of ['PROCESS_FAIL', 'UNKNOWN_EXCEPTION']) {
      expect((await client.sendOtp(request(code))).resultStatus).not.toBe('S');
    }
    expect(target.deliveries?.().length).toBe(before + 1);
  });

  it('RES-5: twenty OTPs have twenty verifyRequestIds', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => call(target)));
    expect(new Set(answers.map(({ body }) => body.verifyRequestId)).size).toBe(20);
  });

  it('SIG-9: twenty copies of one message at once send one OTP', async () => {
    const prepared = prepare(target);
    const before = target.deliveries?.().length ?? 0;
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(target, prepared)));
    expect(new Set(answers.map(({ body }) => body.verifyRequestId)).size).toBe(1);
    expect(target.deliveries?.()).toHaveLength(before + 1);
  });

  it('RC-13: a user without an e-mail address cannot be reached by EMAIL', async () => {
    const body = goodBody(target, { accessToken: target.token('PROCESS_FAIL'), verifyType: 'EMAIL' });
    expect((await call(target, { body })).code).toBe('PROCESS_FAIL');
  });

  it('RC-2: an acquirerId or pspId of somebody else is ACCESS_DENIED', async () => {
    for (const changes of [{ acquirerId: 'OTHER' }, { pspId: 'OTHER' }]) {
      expect((await call(target, { body: goodBody(target, changes) })).code).toBe('ACCESS_DENIED');
    }
  });

  it('RC-6: a sandbox token for a code that depends on no data is no token', async () => {
    for (const code of ['ACCESS_DENIED', 'KEY_NOT_FOUND', 'NOT_A_CODE', '']) {
      const body = goodBody(target, { accessToken: target.token(code) });
      expect((await call(target, { body })).code).toBe('INVALID_TOKEN');
    }
  });
});

describe('keys and traffic', () => {
  it('SIG-6: a server refuses to start with a key that cannot be used', async () => {
    const target = await startReference();
    await expect(startReference({ privateKey: target.publicKey })).rejects.toThrow('this is a public key');
    await expect(startReference({ clients: { C: target.privateKey } })).rejects.toThrow(
      'this is a private key',
    );
    await target.server.close();
  });

  it('RC-16: REQUEST_TRAFFIC_EXCEED_LIMIT when the caller is let in no more, before the body is looked at', async () => {
    const target = await startReference({ admit: () => false });
    expect((await call(target)).code).toBe('REQUEST_TRAFFIC_EXCEED_LIMIT');
    expect((await call(target, { body: 'no JSON' })).code).toBe('REQUEST_TRAFFIC_EXCEED_LIMIT');
    expect((await call(target, { signedBody: 'another' })).code).toBe('INVALID_SIGNATURE');
    expect(target.deliveries?.()).toHaveLength(0);
    await target.server.close();
  });

  it('SIG-5: during a rotation old and new key verify, and a header without keyVersion means the new one', async () => {
    const target = await startReference();
    const older = target.olderPrivateKey;
    const olderPublicKey = createPublicKey(older).export({ type: 'spki', format: 'pem' }).toString();
    const both = await startReference({
      clients: { [target.clientId]: { '1': olderPublicKey, '2': target.callerPublicKey } },
      privateKey: target.mppPrivateKey,
    });
    const from = (privateKey: string, header: string) =>
      call(
        { ...both, publicKey: target.publicKey, privateKey },
        { signatureHeader: (signature) => `${header}signature=${signature.toString('base64')}` },
      ).then(({ code }) => code);
    expect(await from(older, 'keyVersion=1,')).toBe('SUCCESS');
    expect(await from(target.privateKey, 'keyVersion=2,')).toBe('SUCCESS');
    expect(await from(target.privateKey, '')).toBe('SUCCESS');
    expect(await from(older, '')).toBe('INVALID_SIGNATURE');
    await Promise.all([target, both].map(({ server }) => server.close()));
  });
});

describe('a caller reading responses over HTTP', () => {
  /** Answers everything with this body and no signature, or half of one. */
  async function answering(body: object, headers: Record<string, string> = {}) {
    const http = createServer((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json; charset=UTF-8', ...headers });
      response.end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    const client = await createSendOtpClient({
      baseUrl: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
      clientId: 'CALLER',
      privateKey: caller.privateKey,
      publicKeys: mpp.publicKey,
    });
    const outcome = client.sendOtp({ acquirerId: 'A', pspId: 'P', accessToken: 'T' });
    return outcome.finally(() => http.close());
  }
  const failure = { result: { resultStatus: 'F', resultCode: 'PROCESS_FAIL', resultMessage: 'x' } };
  const success = {
    result: { resultStatus: 'S', resultCode: 'SUCCESS', resultMessage: 'Success' },
    verifyRequestId: 'v',
  };

  it('SIG-7: takes an unsigned F and U', async () => {
    expect(await answering(failure)).toMatchObject({ resultStatus: 'F', signed: false });
    const unknown = { result: { resultStatus: 'U', resultCode: 'UNKNOWN_EXCEPTION' } };
    expect(await answering(unknown)).toMatchObject({ resultStatus: 'U', signed: false });
  });

  it('SIG-7: refuses an unsigned S, and whatever is signed by half', async () => {
    await expect(answering(success)).rejects.toMatchObject({ code: 'RESPONSE_UNSIGNED' });
    await expect(answering(failure, { 'Response-Time': '2026-11-23T00:00:00Z' })).rejects.toMatchObject({
      code: 'RESPONSE_UNSIGNED',
    });
    await expect(answering(failure, { Signature: 'signature=AAAA' })).rejects.toMatchObject({
      code: 'RESPONSE_UNSIGNED',
    });
  });

  it('RES-9: takes a code that it does not know, and goes by the status', async () => {
    const unheardOf = {
      result: { resultStatus: 'F', resultCode: 'CHANNEL_ON_STRIKE', resultMessage: 'Sorry' },
    };
    expect(await answering(unheardOf)).toMatchObject({
      resultStatus: 'F',
      resultCode: 'CHANNEL_ON_STRIKE',
      resultMessage: 'Sorry',
    });
  });

  /** Answers `failure`, signed for a Response-Time this far from now. */
  function answeringAt(offsetMs: number) {
    const time = new Date(Date.now() + offsetMs).toISOString();
    const signature = createSign('RSA-SHA256')
      .update(`POST ${path}\nCALLER.${time}.${JSON.stringify(failure)}`)
      .sign(mpp.privateKey);
    const headers = {
      'Client-Id': 'CALLER',
      'Response-Time': time,
      Signature: `algorithm=RSA256, keyVersion=1, signature=${urlEncoded(signature)}`,
    };
    return answering(failure, headers);
  }
  const minutes = 60_000;

  it.each([-9.9, 0, 9.9])('SIG-10: takes a response signed %d minutes from now', async (offset) => {
    expect(await answeringAt(offset * minutes)).toMatchObject({ resultStatus: 'F', signed: true });
  });

  it.each([-10.1, 10.1, -60 * 24])(
    'SIG-10: refuses a stale response, signed %d minutes from now, though its signature verifies',
    async (offset) => {
      await expect(answeringAt(offset * minutes)).rejects.toMatchObject({ code: 'RESPONSE_STALE' });
    },
  );

  it('SIG-2: verifies what the shell signs', async () => {
    const server = await createSendOtpServer({
      clients: { CALLER: caller.publicKey },
      privateKey: mpp.privateKey,
      handlers: supportOnly({ sendOTP: () => Promise.resolve(sent('支付宝-🔑')) }),
    });
    const { url } = await server.listen({ port: 0 });
    const client = await createSendOtpClient({
      baseUrl: url,
      clientId: 'CALLER',
      privateKey: caller.privateKey,
      publicKeys: mpp.publicKey,
    });
    expect(await client.sendOtp({ acquirerId: 'A', pspId: 'P', accessToken: 'T' })).toMatchObject({
      signed: true,
      verifyRequestId: '支付宝-🔑',
    });
    await server.close();
  });
});
