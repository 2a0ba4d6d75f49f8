import { createSign } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createSendOtpServer, type SendOtpServer, StrangerLimit } from '@sendotp-contract/server';
import { call, prepare } from '../../e2e/caller.js';
import { StandingClock } from '../../standing-clock.js';
import { mpp } from '../../key-pairs.js';
import { shellOptions, startShell, targetAt } from '../shell.js';

const start = Date.UTC(2026, 10, 25);

describe('the limit of strangers', () => {
  it('counts by address and second', () => {
    const clock = new StandingClock(start);
    const limit = new StrangerLimit({ perSecond: 3, now: clock.now });
    const admitted = (address: string) => Array.from({ length: 5 }, () => limit.admit(address));
    const [all, none] = [
      [true, true, true, false, false],
      [false, false, false, false, false],
    ];
    expect(admitted('192.0.2.1')).toEqual(all);
    expect(admitted('192.0.2.2')).toEqual(all);
    clock.pass(999);
    expect(admitted('192.0.2.1')).toEqual(none);
    clock.pass(1);
    expect(admitted('192.0.2.1')).toEqual(all);
    expect(admitted('192.0.2.1')).toEqual(none);
    clock.pass(999);
    expect(admitted('192.0.2.1')).toEqual(none);
    // A clock that is set back begins another second, too.
    clock.pass(-1_000);
    expect(admitted('192.0.2.1')).toEqual(all);
  });

  it('an address is known for 10 minutes after a request from it was verified', () => {
    const clock = new StandingClock(start);
    const limit = new StrangerLimit({ perSecond: 1, now: clock.now });
    limit.know('192.0.2.1');
    const admitted = () => [limit.admit('192.0.2.1'), limit.admit('192.0.2.1')];
    expect(admitted()).toEqual([true, true]);
    clock.pass(599_999);
    expect(admitted()).toEqual([true, true]);
    limit.know('192.0.2.1');
    clock.pass(599_999);
    expect(admitted()).toEqual([true, true]);
    clock.pass(1);
    expect(admitted()).toEqual([true, false]);
  });

  it.each([
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::9', true],
    ['2001:db8:1:2::1', '2001:db8:1:2:ffff::', true],
    ['2001:db8:1:2::1', '2001:db8:1:3::1', false],
    ['2001:db8::1', '2001:db8::2', true],
    ['::ffff:192.0.2.1', '::ffff:192.0.2.2', false],
    ['2001:db8:1:2:3::', '2001:db8:1:2:4::', true],
    ['2001:db8:1::1', '2001:db8:2::1', false],
    // `::` may stand for a part of the network, too, and for less than what is zero in it.
    ['2001:db8::1', '2001:db8:0:0:1::', true],
    ['2001::1:a:b:c:d', '2001:0:0:1::5', true],
    ['2001::1:5:6:7:8', '2001::2:5:6:7:8', false],
    ['::1', '::1:0:0:0:5', false],
    ['::1:0:1:2:3:4', '0:0:1::5', true],
    ['::1', '::2', true],
    ['fe80::1%eth0', 'fe80::2%eth0', true],
    ['192.0.2.1', '192.0.2.2', false],
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

  it('the first of 10,000 addresses is known, and known again it is not the one that is forgotten', () => {
    const limit = new StrangerLimit({ perSecond: 1, now: () => start });
    for (let n = 0; n < 10_000; n += 1) limit.know(`address-${n}`);
    const admitted = (n: number) => [limit.admit(`address-${n}`), limit.admit(`address-${n}`)];
    expect(admitted(0)).toEqual([true, true]);
    limit.know('address-0');
    limit.know('another');
    expect(admitted(0)).toEqual([true, true]);
    expect(admitted(1)).toEqual([true, false]);
    expect(admitted(2)).toEqual([true, true]);
  });

  it('those whose address is not known are one', () => {
    const limit = new StrangerLimit({ perSecond: 1, now: () => start });
    expect([limit.admit(undefined), limit.admit(undefined)]).toEqual([true, false]);
  });

  it.each([0, -1, 1.5, NaN])('makes sense only from 1 on, not with %d', (perSecond) => {
    expect(() => new StrangerLimit({ perSecond })).toThrow(RangeError);
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

  it('bounds and knows a caller by the address of its connection', async () => {
    const strangers = new StrangerLimit({ perSecond: 5, now: () => start });
    const [admit, know] = [vi.spyOn(strangers, 'admit'), vi.spyOn(strangers, 'know')];
    const shell = await startShell({ strangers });
    ({ server } = shell);
    await call(shell);
    expect([admit.mock.calls, know.mock.calls]).toEqual([[['127.0.0.1']], [['127.0.0.1']]]);
  });

  it('a caller whose request was verified is not bounded', async () => {
    const target = await started({ count: 0 });
    const codes: string[] = [];
    for (let count = 0; count < 12; count += 1) codes.push((await call(target)).code);
    expect(new Set(codes)).toEqual(new Set(['SUCCESS']));
  });

  it('a caller whose request was verified is not bounded, though its body is refused', async () => {
    const target = await started({ count: 0 });
    const codes: string[] = [];
    for (let count = 0; count < 7; count += 1) codes.push((await call(target, { body: '{}' })).code);
    expect(new Set(codes)).toEqual(new Set(['PARAM_ILLEGAL']));
  });

  it('a caller is a stranger again 10 minutes after its last verified request, and a wrong signature prolongs nothing', async () => {
    const clock = new StandingClock(start);
    const strangers = new StrangerLimit({ perSecond: 1, now: clock.now });
    const shell = await startShell({ strangers, now: clock.now });
    ({ server } = shell);
    const answers = async () => {
      // What is over the limit is answered without a signature, which the call complains of.
      for (let count = 0; count < 2; count += 1)
        await call(shell, { signedBody: 'another' }).catch(() => undefined);
      return shell.observations.slice(-2).map(({ resultCode }) => resultCode);
    };
    const known = ['INVALID_SIGNATURE', 'INVALID_SIGNATURE'];
    await call(shell);
    clock.pass(599_999);
    expect(await answers()).toEqual(known);
    clock.pass(1);
    expect(await answers()).toEqual(['INVALID_SIGNATURE', 'REQUEST_TRAFFIC_EXCEED_LIMIT']);
    // In the next second there is room for one more, which is verified.
    clock.pass(1_000);
    await call(shell);
    expect(await answers()).toEqual(known);
  });
});
