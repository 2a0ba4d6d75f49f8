import { createSign } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { createSendOtpServer, type SendOtpServer, StrangerLimit } from '@sendotp-contract/server';
import { call, prepare } from '../../e2e/caller.js';
import { mpp, shellOptions, targetAt } from '../shell.js';

const start = Date.UTC(2026, 10, 25);

describe('the limit of strangers', () => {
  it('counts by address and second', () => {
    let now = start;
    const limit = new StrangerLimit({ perSecond: 3, now: () => now });
    const admitted = (address: string) => Array.from({ length: 5 }, () => limit.admit(address));
    expect(admitted('192.0.2.1')).toEqual([true, true, true, false, false]);
    expect(admitted('192.0.2.2')).toEqual([true, true, true, false, false]);
    now += 1_000;
    expect(admitted('192.0.2.1')).toEqual([true, true, true, false, false]);
  });

  it('an address is known for 10 minutes after a request from it was verified', () => {
    let now = start;
    const limit = new StrangerLimit({ perSecond: 1, now: () => now });
    limit.know('192.0.2.1');
    const admitted = () => [limit.admit('192.0.2.1'), limit.admit('192.0.2.1')];
    expect(admitted()).toEqual([true, true]);
    now += 599_999;
    expect(admitted()).toEqual([true, true]);
    now += 1;
    expect(admitted()).toEqual([true, false]);
  });

  it.each([
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::9', true],
    ['2001:db8:1:2::1', '2001:db8:1:2:ffff::', true],
    ['2001:db8:1:2::1', '2001:db8:1:3::1', false],
    ['2001:db8::1', '2001:db8::2', true],
    ['::ffff:192.0.2.1', '::ffff:192.0.2.2', false],
  ])('%s and %s are one network of IPv6: %s', (one, other, isOne) => {
    const limit = new StrangerLimit({ perSecond: 1, now: () => start });
    expect([limit.admit(one), limit.admit(other)]).toEqual([true, !isOne]);
  });

  it('remembers no more than 10,000 addresses', () => {
    const limit = new StrangerLimit({ perSecond: 1, now: () => start });
    limit.know('first');
    for (let n = 0; n < 10_000; n += 1) limit.know(`address-${n}`);
    expect([limit.admit('first'), limit.admit('first')]).toEqual([true, false]);
    expect([limit.admit('address-9999'), limit.admit('address-9999')]).toEqual([true, true]);
  });

  it('makes sense only from 1 on', () => {
    expect(() => new StrangerLimit({ perSecond: 0 })).toThrow(RangeError);
  });
});

describe('a server with a limit of strangers', () => {
  let server: SendOtpServer | undefined;
  afterEach(async () => {
    await server?.close();
  });
  const started = async (signed: { count: number }) => {
    const strangers = new StrangerLimit({ perSecond: 5, now: () => start });
    const { privateKey: _, ...options } = shellOptions({ strangers });
    server = await createSendOtpServer({
      ...options,
      // Counts what costs RSA.
      sign: (content) => {
        signed.count += 1;
        return createSign('RSA-SHA256').update(content).sign(mpp.privateKey);
      },
    });
    return targetAt((await server.listen({ port: 0 })).url);
  };
  const plain = async (url: string, path: string, headers: Record<string, string>) => {
    const response = await fetch(url + path, { method: 'POST', headers, body: '{}' });
    const { result } = (await response.json()) as { result: { resultStatus: string; resultCode: string } };
    return { ...result, status: response.status, signature: response.headers.get('signature') };
  };

  it('SIG-7: answers strangers over it unsigned, without RSA, whatever they ask for', async () => {
    const signed = { count: 0 };
    const target = await started(signed);
    const { path, headers } = prepare(target, { signedBody: 'another' });
    const asked = [
      [path, headers],
      [path, {}],
      ['/elsewhere', headers],
      [path, headers],
      [path, headers],
      [path, headers],
      ['/elsewhere', {}],
    ] as const;
    const answers = [];
    for (const [where, what] of asked) answers.push(await plain(target.url, where, what));
    expect(answers.slice(0, 5).every(({ signature }) => signature !== null)).toBe(true);
    const shed = {
      resultStatus: 'U',
      resultCode: 'REQUEST_TRAFFIC_EXCEED_LIMIT',
      status: 200,
      signature: null,
    };
    expect(answers.slice(5)).toEqual([expect.objectContaining(shed), expect.objectContaining(shed)]);
    expect(signed.count).toBe(5);
  });

  it('a caller whose request was verified is not bounded', async () => {
    const target = await started({ count: 0 });
    const codes: string[] = [];
    for (let count = 0; count < 12; count += 1) codes.push((await call(target)).code);
    expect(new Set(codes)).toEqual(new Set(['SUCCESS']));
  });
});
