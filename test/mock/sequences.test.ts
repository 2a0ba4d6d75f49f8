import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSendOtpClient, type SendOtpClientOptions } from '@sendotp-contract/client';
import { MockReplays } from '../../server/mock/mock-replays.js';
import { Positions } from '../../server/mock/positions.js';
import { operations } from '@sendotp-contract/spec';
import { type AnyOutcome, sent, unknown } from '@sendotp-contract/server';
import { call, goodBody, prepare, send } from '../e2e/caller.js';
import { type MockTarget, startMock } from '../e2e/mock-target.js';

describe('a sequence', () => {
  let target: MockTarget;
  beforeAll(async () => {
    target = await startMock();
  });
  afterAll(async () => {
    await target.server.close({ graceMs: 100 });
  });
  const prepared = (scenario: string, on = target) =>
    prepare(on, { body: goodBody(on, { accessToken: on.token(scenario) }) });
  const codeOf = async (scenario: string): Promise<string> => (await send(target, prepared(scenario))).code;
  const client = (options: Partial<SendOtpClientOptions>) =>
    createSendOtpClient({
      baseUrl: target.url,
      clientId: target.clientId,
      privateKey: target.privateKey,
      publicKeys: target.publicKey,
      ...options,
    });
  const request = (scenario: string) => ({
    acquirerId: target.acquirerId,
    pspId: target.pspId,
    accessToken: target.token(scenario),
  });

  it('goes a step further with each call and stays at the last', async () => {
    const seen = [];
    for (let n = 0; n < 4; n += 1) seen.push(await codeOf('seq:UNKNOWN_EXCEPTION,PROCESS_FAIL,SUCCESS'));
    expect(seen).toEqual(['UNKNOWN_EXCEPTION', 'PROCESS_FAIL', 'SUCCESS', 'SUCCESS']);
  });

  it('is walked by each token on its own, and a label makes another token', async () => {
    expect(await codeOf('seq:UNKNOWN_EXCEPTION,SUCCESS#one')).toBe('UNKNOWN_EXCEPTION');
    expect(await codeOf('seq:UNKNOWN_EXCEPTION,SUCCESS#two')).toBe('UNKNOWN_EXCEPTION');
    expect(await codeOf('seq:UNKNOWN_EXCEPTION,SUCCESS#one')).toBe('SUCCESS');
  });

  it("as the mock's own scenario it is walked by any token", async () => {
    const standing = await startMock({ scenario: 'seq:USER_NOT_EXIST,SUCCESS' });
    const codes = [];
    for (const accessToken of ['one', 'two', 'one'])
      codes.push((await call(standing, { body: goodBody(standing, { accessToken }) })).code);
    expect(codes).toEqual(['USER_NOT_EXIST', 'USER_NOT_EXIST', 'SUCCESS']);
    await standing.server.close();
  });

  it.each<[string, Partial<SendOtpClientOptions>]>([
    ['REQUEST_TRAFFIC_EXCEED_LIMIT', {}],
    ['UNKNOWN_EXCEPTION', { retry: { resendUnknown: true } }],
    ['fault:reset', { retry: { resendUnknown: true } }],
    ['fault:timeout', { retry: { resendUnknown: true }, timeoutMs: 1_000 }],
  ])(
    'after %s the client, which sends the very same bytes again, comes to SUCCESS',
    async (step, options) => {
      const outcome = await (await client(options)).sendOtp(request(`seq:${step},SUCCESS#retry`));
      expect(outcome).toMatchObject({ resultStatus: 'S' });
      expect(outcome.exchange.attempts).toBe(2);
    },
  );

  it('SIG-9: a message that has its S or F keeps it, though the sequence goes on', async () => {
    const first = prepared('seq:SUCCESS,PROCESS_FAIL,SUCCESS#kept');
    const { body } = await send(target, first);
    expect(await codeOf('seq:SUCCESS,PROCESS_FAIL,SUCCESS#kept')).toBe('PROCESS_FAIL');
    expect((await send(target, first)).body).toEqual(body);
  });

  it.each(['fault:slow:0', 'seq:fault:slow:0', 'seq:PROCESS_FAIL,fault:slow:0', 'seq:PROCESS_FAIL,SUCCESS'])(
    'SIG-9: a message that gets the last step keeps it, and its id: %s',
    async (scenario) => {
      if (scenario.includes(',')) await codeOf(`${scenario}#last`);
      const last = prepared(`${scenario}#last`);
      const { body } = await send(target, last);
      expect(body.verifyRequestId).toBeDefined();
      expect((await send(target, last)).body).toEqual(body);
    },
  );

  it('SIG-9: the same message many times at once takes one step', async () => {
    const message = prepared('seq:UNKNOWN_EXCEPTION,PROCESS_FAIL,SUCCESS#together');
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(target, message)));
    expect(answers[0]?.code).toBe('UNKNOWN_EXCEPTION');
    // Those that came after the first was answered are a retry, and all of them the same one.
    expect(answers.map(({ code }) => code)).not.toContain('SUCCESS');
  });
});

describe('what sequences stand on', () => {
  it('positions are bounded: the one that moved longest ago begins anew', () => {
    const positions = new Positions(2);
    positions.advance('a');
    positions.advance('b');
    positions.advance('a');
    positions.advance('c');
    expect(positions.size).toBe(2);
    expect([positions.of('a'), positions.of('b'), positions.of('c')]).toEqual([2, 0, 1]);
  });

  it('positions are 10,000, where nothing else is said', () => {
    const positions = new Positions();
    for (let n = 0; n < 10_000; n += 1) positions.advance(`key-${n}`);
    expect(positions.of('key-0')).toBe(1);
    positions.advance('another');
    expect([positions.size, positions.of('key-0'), positions.of('key-1')]).toEqual([10_000, 0, 1]);
  });

  it('SIG-9: an outcome that is not the last word is asked for again, once; another is kept', async () => {
    const open = unknown('UNKNOWN_EXCEPTION');
    const replays = new MockReplays((outcome) => outcome === open);
    const message = {
      operation: operations.sendOTP,
      digest: 'digest',
      expiresAt: Number.MAX_SAFE_INTEGER,
    };
    const both = await Promise.all([
      replays.once(message, () => Promise.resolve(open)),
      replays.once(message, () => Promise.reject(new Error('at the same time'))),
    ]);
    expect(both).toEqual([open, open]);
    const last = sent('id');
    expect(await replays.once(message, () => Promise.resolve(last))).toBe(last);
    expect(await replays.once(message, () => Promise.reject(new Error('kept')))).toBe(last);
  });

  it('SIG-9: a message whose round is forgotten gets the old outcome once more, and goes on', async () => {
    const open = unknown('UNKNOWN_EXCEPTION');
    const replays = new MockReplays((outcome) => outcome === open);
    const once = (digest: string, first: () => Promise<AnyOutcome>) =>
      replays.once({ operation: operations.sendOTP, digest, expiresAt: Number.MAX_SAFE_INTEGER }, first);
    await once('digest', () => Promise.resolve(open));
    // As many as there are positions.
    for (let n = 0; n < 10_000; n += 1) await once(`other-${n}`, () => Promise.resolve(open));
    expect(await once('digest', () => Promise.reject(new Error('kept')))).toBe(open);
    const last = sent('id');
    expect(await once('digest', () => Promise.resolve(last))).toBe(last);
  });

  it('SIG-9: an outcome is kept for as long as its message may be sent again, by the clock that is given', async () => {
    let now = 1_000;
    const replays = new MockReplays(
      () => false,
      () => now,
    );
    const message = { operation: operations.sendOTP, digest: 'digest', expiresAt: 2_000 };
    const first = sent('first');
    expect(await replays.once(message, () => Promise.resolve(first))).toBe(first);
    now = 1_999;
    expect(await replays.once(message, () => Promise.reject(new Error('kept')))).toBe(first);
    now = 2_001;
    const second = sent('second');
    expect(await replays.once({ ...message, expiresAt: 3_000 }, () => Promise.resolve(second))).toBe(second);
  });
});
