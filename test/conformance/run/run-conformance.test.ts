import type { Socket } from 'node:net';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  OptionError,
  type ProfileInput,
  type ProgressEvent,
  listCases,
  type Report,
  runConformance,
} from '@sendotp-contract/conformance';
import { judgeHttps } from '../../../conformance/cases/https.js';
import { machineClock } from '../../../conformance/exchange/pace.js';
import { type Habits, startVariant, tokens } from '../variant-server.js';
import { keyPair } from '../../key-pairs.js';
import { profileOf, world } from '../world.js';
import { breachesOf, closedAfterwards, closeServers, judge, listening, resultOf } from './judging.js';

afterEach(closeServers);

describe('an honest result', () => {
  it('without a fixture a case is not tried, says what is missing, and never passes', async () => {
    const { valid } = tokens;
    const report = await judge({
      profile: { accessTokens: { valid }, olderKey: undefined, throttledClient: undefined },
    });
    for (const [id, missing] of [
      ['RC-3.expired', 'the profile has no accessTokens.expired (a token that was valid once)'],
      [
        'RC-15.frozen',
        'the profile has no accessTokens.frozen (a user who is frozen, closed or otherwise barred)',
      ],
      [
        'SIG-5.older-key',
        'the profile has no olderKey (an older key of the caller that is still registered)',
      ],
      ['RC-16.throttled', 'the profile has no throttledClient (a Client-Id whose traffic limit is reached)'],
    ] as const) {
      expect(resultOf(report, id)).toMatchObject({ verdict: 'not-tried', reasons: [missing] });
    }
    expect(report).toMatchObject({ verdict: 'conforms', exitCode: 0 });
    expect(report.rules.find(({ id }) => id === 'RC-16')?.verdict).toBe('not-tried');
    // No response with U was seen, so nothing is said of it.
    expect(resultOf(report, 'every.code-of-U')).toMatchObject({ verdict: 'not-tried' });
    expect(report.rules.find(({ id }) => id === 'RES-4')?.verdict).toBe('not-tried');
  });

  it('without a token of a valid user the core was not tried: exit code 2, though nothing failed', async () => {
    const report = await judge({ profile: { accessTokens: {} } });
    expect(breachesOf(report)).toEqual([]);
    expect(report).toMatchObject({ verdict: 'not-judged', exitCode: 2 });
    expect(report.summary).toContain('RC-1.sent (the profile has no accessTokens.valid');
  });

  it('a should that fails is said, and is no breach', async () => {
    const report = await judge({
      change: () => ({
        headers: ({ Signature, 'Response-Time': time, ...rest }, code) =>
          code === 'SUCCESS' ? { ...rest, Signature: Signature ?? '', 'Response-Time': time ?? '' } : rest,
      }),
    });
    expect(report.cases.filter(({ verdict }) => verdict === 'failed').map(({ id }) => id)).toEqual([
      'every.is-signed',
    ]);
    expect(report).toMatchObject({ verdict: 'conforms', exitCode: 0, counts: { shouldFailed: 1 } });
  });

  it('a user at the sending limit says nothing of the target', async () => {
    const report = await judge({
      change: (good) => ({
        outcome: (token, type, asked) =>
          token === tokens.valid ? 'OTP_SEND_TIMES_EXCEED_LIMIT' : good.outcome(token, type, asked),
      }),
    });
    expect(breachesOf(report)).toEqual([]);
    expect(resultOf(report, 'RC-1.sent')).toMatchObject({ verdict: 'not-tried' });
    expect(resultOf(report, 'RC-1.sent')?.reasons[0]).toContain('has reached the sending limit');
    expect(report.exitCode).toBe(2);
  });

  it('several valid users take turns, so that each is sent as few OTPs as can be', async () => {
    const sends = new Map<string, number>();
    const valid = ['ada', 'bea', 'cleo'];
    const report = await judge({
      profile: { accessTokens: { ...tokens, valid } },
      change: (good) => ({
        outcome: (token, type, asked) => {
          if (!valid.includes(token)) return good.outcome(token, type, asked);
          sends.set(token, (sends.get(token) ?? 0) + 1);
          return 'SUCCESS';
        },
      }),
    });
    expect(report.exitCode).toBe(0);
    expect([...sends.values()]).toEqual([1, 1]);
  });

  it('RC-16: what is refused for traffic is asked again, and not held against the target', async () => {
    let refusals = 2;
    const busy = (good: Habits): Partial<Habits> => ({
      agreement: (body) => good.agreement(body),
      outcome: (token, type, asked) => {
        if (token.startsWith('no-such-token') && refusals > 0) {
          refusals -= 1;
          return 'REQUEST_TRAFFIC_EXCEED_LIMIT';
        }
        return good.outcome(token, type, asked);
      },
    });
    const report = await judge({ change: busy, options: { only: ['REQ-2.left-out'] } });
    expect(report).toMatchObject({ exitCode: 0, requests: 4 });
    expect(refusals).toBe(0);
  });
});

describe('what cannot be judged', () => {
  it.each<[string, string, Partial<ProfileInput>, string]>([
    [
      'a wrong private key',
      'INVALID_SIGNATURE',
      { privateKey: keyPair('stranger').privateKey },
      'Is privateKey the one',
    ],
    ['a wrong path prefix', 'INVALID_SIGNATURE', { signedPathPrefix: '/gateway' }, 'Set signedPathPrefix'],
    ['a wrong Client-Id', 'INVALID_CLIENT', { clientId: 'NOBODY' }, 'Is clientId NOBODY registered there?'],
    ['a wrong key version', 'KEY_NOT_FOUND', { keyVersion: '9' }, 'The profile says 9.'],
    ['a wrong acquirerId', 'ACCESS_DENIED', { acquirerId: 'SOMEBODY' }, 'Are acquirerId SOMEBODY and pspId'],
    [
      'a client over its limit',
      'REQUEST_TRAFFIC_EXCEED_LIMIT',
      { clientId: world.throttledClientId },
      'Try again later',
    ],
  ])(
    '%s: %s to a plain call is said once, with its usual cause, and drowns in nothing',
    async (_, code, profile, advice) => {
      const report = await judge({ profile });
      expect(report).toMatchObject({ verdict: 'not-judged', exitCode: 2, counts: { failed: 0, passed: 0 } });
      expect(report.summary).toContain(
        `even a plain call of sendOTP, made with the profile's own values, is answered ${code}`,
      );
      expect(report.obstacle?.advice.join(' ')).toContain(advice);
      // Each case says why it was not tried.
      expect(resultOf(report, 'RC-1.sent')).toMatchObject({
        verdict: 'not-tried',
        reasons: [expect.stringContaining('cannot be judged')],
      });
      expect(report.otps.caused).toBe(0);
    },
  );

  it('a target that sends to tokens which nobody has is not asked any more', async () => {
    const report = await judge({ change: () => ({ outcome: () => 'SUCCESS' }) });
    expect(report).toMatchObject({ verdict: 'not-judged', exitCode: 2, requests: 2 });
    expect(report.summary).toContain("an access token that is no user's was answered S");
  });
});

describe('OTPs', () => {
  it('are foreseen before anything is sent, and counted', async () => {
    const events: ProgressEvent[] = [];
    const report = await judge({ options: { onProgress: (event) => events.push(event) } });
    expect(events[0]).toMatchObject({ kind: 'start', otps: { expected: 4, atMost: 10, allowed: 10 } });
    expect(report.otps).toEqual({ expected: 4, atMost: 10, allowed: 10, caused: 4 });
  });

  it.each([0, 1, 3])(
    'are never more than %i when no more are allowed, even from a target without a replay store',
    async (maxOtps) => {
      let sent = 0;
      const report = await judge({
        change: (good) => ({
          replayKey: () => undefined,
          verifyRequestId: () => {
            sent += 1;
            return good.verifyRequestId();
          },
        }),
        options: { maxOtps },
      });
      expect(sent).toBeLessThanOrEqual(maxOtps);
      expect(report.otps.caused).toBe(sent);
      // It may cause three: with none or one allowed it shows nothing. With three it comes first, and is failed.
      const at = resultOf(report, 'SIG-9.at-once');
      expect(at).toMatchObject({ verdict: maxOtps === 3 ? 'failed' : 'not-tried' });
      if (maxOtps < 3)
        expect(at?.reasons.join()).toMatch(/it may cause 3 OTPs, and \d of the \d that are allowed are used/);
    },
  );

  it('that nobody knows about count as sent', async () => {
    const report = await judge({
      change: (good) => ({
        outcome: (token, type, asked) =>
          token === tokens.valid ? 'UNKNOWN_EXCEPTION' : good.outcome(token, type, asked),
      }),
      options: { maxOtps: 2 },
    });
    expect(report.otps.caused).toBe(0);
    expect(resultOf(report, 'SIG-9.in-a-row')?.reasons.join()).toContain(
      '2 of the 2 that are allowed are used',
    );
  });
});

describe('a run', () => {
  it('has the time of a response and the OTPs that are allowed from the profile, unless its options say otherwise', async () => {
    const change = (): Partial<Habits> => ({ answers: () => false });
    const profile = { timeoutMs: 51, maxOtps: 3 };
    const report = await judge({ change, profile });
    expect(report.summary).toContain('nothing was received within 51 ms');
    expect(report.otps.allowed).toBe(3);
    const other = await judge({ change, profile, options: { timeoutMs: 52, maxOtps: 0 } });
    expect(other.summary).toContain('nothing was received within 52 ms');
    expect(other.otps.allowed).toBe(0);
  });

  it('leaves no connection open', async () => {
    const sockets = new Set<Socket>();
    const url = await listening((request, response) => {
      sockets.add(request.socket);
      request.resume();
      response.end(JSON.stringify({ result: { resultStatus: 'F', resultCode: 'INVALID_TOKEN' } }));
    });
    await runConformance(profileOf(url), { only: ['REQ-4'] });
    expect(sockets.size).toBeGreaterThan(0);
    // The server closes what lies idle after five seconds.
    await expect
      .poll(() => [...sockets].filter((socket) => !socket.destroyed).length, { timeout: 2_000 })
      .toBe(0);
  });

  it.each([
    ['while its fixtures are met', 1, undefined],
    ['in the middle of a case', 6, ['HDR-2.other-form']],
  ])('sends nothing more to a target that dies %s', async (_, answered, only) => {
    let requests = 0;
    const report = await judge({
      change: () => ({
        answers: () => {
          requests += 1;
          return requests <= answered;
        },
      }),
      // Long enough for a busy machine to answer.
      options: { timeoutMs: 1_500, ...(only === undefined ? {} : { only }) },
    });
    expect(report.summary).toContain('the target has stopped answering');
    // Three that had no response, and one that asked whether it is still there.
    expect(report.requests).toBe(answered + 4);
  });
});

describe('the time that a run takes', () => {
  /** What is waited for, without waiting, until the test ends. */
  const waited = () => {
    const wait = vi.spyOn(machineClock, 'wait').mockResolvedValue(undefined);
    onTestFinished(() => {
      wait.mockRestore();
    });
    return wait;
  };

  it('rate: requests are sent a gap apart', async () => {
    const wait = waited();
    const { requests } = await judge({ options: { only: ['REQ-4'], rate: 0.001 } });
    expect(requests).toBeGreaterThan(1);
    expect(wait).toHaveBeenCalledTimes(requests - 1);
    for (const [ms] of wait.mock.calls) expect(ms).toBeGreaterThan(900_000);
  });

  it('RC-16: maxMinutes: a busy target is waited for, which is told', async () => {
    waited();
    const events: ProgressEvent[] = [];
    let answers = 0;
    const busy = (good: Habits): Partial<Habits> => ({
      outcome: (...asked) => {
        answers += 1;
        // Longer than it is waited for without a time.
        return answers <= 12 ? 'REQUEST_TRAFFIC_EXCEED_LIMIT' : good.outcome(...asked);
      },
    });
    const options = {
      only: ['REQ-4'],
      maxMinutes: 60,
      onProgress: (event: ProgressEvent) => events.push(event),
    };
    expect(await judge({ change: busy, options })).toMatchObject({ exitCode: 0 });
    const why = 'the target answers REQUEST_TRAFFIC_EXCEED_LIMIT';
    expect(events).toContainEqual({ kind: 'waiting', why, ms: 5_000 });
  });
});

describe('only', () => {
  it('tries what it names, by case, by rule or by family, and says that it is no verdict on the whole', async () => {
    const report = await judge({ options: { only: ['SIG-3', 'order.path', 'REQ-4.empty-verify-type'] } });
    expect(report.cases.map(({ id }) => id)).toEqual([
      'SIG-3.as-sent',
      'SIG-3.rewritten',
      'SIG-3.header-as-sent',
      'REQ-4.empty-verify-type',
      'order.path',
    ]);
    expect(report).toMatchObject({ exitCode: 0, only: ['SIG-3', 'order.path', 'REQ-4.empty-verify-type'] });
    expect(report.summary).toContain(
      'No selected case that must pass failed. Only the selected cases were tried.',
    );
  });

  it('a rule that is seen on responses is looked for in the responses of all cases', async () => {
    const report = await judge({
      change: () => ({ status: (code) => (code === 'KEY_NOT_FOUND' ? 500 : 200) }),
      options: { only: ['RES-8'] },
    });
    expect(report.cases.map(({ id, verdict }) => [id, verdict])).toEqual([['every.http-status', 'failed']]);
    expect(report.exitCode).toBe(1);
  });

  it('when none of the selected could be tried, nothing is said', async () => {
    expect(
      await judge({ profile: { throttledClient: undefined }, options: { only: ['RC-16'] } }),
    ).toMatchObject({ verdict: 'not-judged', exitCode: 2 });
  });

  it('a family is all cases whose id begins with it', () => {
    const ids = (only: readonly string[]) => listCases(10, only).map(({ id }) => id);
    const family = ids([]).filter((id) => id.startsWith('SIG-'));
    expect(family.length).toBeGreaterThan(10);
    expect(ids(['SIG'])).toEqual(family);
  });

  it('what selects nothing is refused', async () => {
    await expect(judge({ options: { only: ['SIG-33'] } })).rejects.toThrow(OptionError);
  });

  it.each([
    ...[
      { fuzz: -1 },
      { fuzz: 1.5 },
      { fuzz: 2 ** 31 + 1 },
      { maxOtps: -1 },
      { timeoutMs: 0 },
      { timeoutMs: 0.5 },
    ],
    ...[{ seed: NaN }, { seed: 1.5 }, { seed: -(2 ** 31) - 1 }, { seed: 2 ** 31 + 1 }],
    ...[{ rate: 0 }, { rate: NaN }, { rate: 100_001 }, { maxMinutes: 0 }, { maxMinutes: 100_001 }],
  ])('%j makes no sense and is refused', async (options) => {
    await expect(judge({ options })).rejects.toThrow(OptionError);
  });
});

describe('a target behind a path prefix', () => {
  /** A server that is reached under a prefix, and signs with another. */
  const prefixed =
    (own: string, signed: string) =>
    (good: Habits): Partial<Habits> => ({
      path: (path, request) => path.startsWith(own) && good.path(path.slice(own.length), request),
      signedPath: (url) => signed + url.slice(own.length),
      responsePath: (url) => signed + url.slice(own.length),
    });

  it.each([
    ['signs the path as it is sent', '/mpp/gateway', '/mpp/gateway', undefined],
    ['signs the path without the prefix', '/mpp/gateway', '', ''],
    ['signs a prefix that a proxy strips', '', '/mpp/gateway', '/mpp/gateway'],
  ])('that %s is judged like any other', async (_, own, signed, signedPathPrefix) => {
    const server = await startVariant(world, prefixed(own, signed));
    closedAfterwards(server);
    const report = await runConformance({
      ...profileOf(server.url + own),
      ...(signedPathPrefix === undefined ? {} : { signedPathPrefix }),
    });
    expect(report.cases.filter(({ verdict }) => verdict === 'failed').map(({ id }) => id)).toEqual([]);
    expect(report.exitCode).toBe(0);
  });
});

describe('CALL-1: the address of a target', () => {
  it.each([
    ['https://mpp.example.net', 'passed'],
    ['http://mpp.example.net', 'failed'],
    ['http://127.0.0.1:8080', 'not-tried'],
    ['http://localhost', 'not-tried'],
    ['http://[::1]:1', 'not-tried'],
  ])('%s: %s', (baseUrl, verdict) => {
    expect(judgeHttps(new URL(baseUrl))).toMatchObject({ verdict });
  });
});

describe('a mock, which stands for no users', () => {
  /** Takes any ids and any token but those that lead to a scenario. */
  const mock = (good: Habits): Partial<Habits> => ({
    agreement: () => true,
    outcome: (token, type, asked) => {
      if (token === 'mock:KEY_NOT_FOUND') return 'KEY_NOT_FOUND';
      const code = good.outcome(token, type, asked);
      return code === 'INVALID_TOKEN' && token !== tokens.cancelled ? 'SUCCESS' : code;
    },
  });
  const untried = (report: Report) =>
    report.cases.filter(({ verdict }) => verdict === 'not-tried').map(({ id }) => id);
  const expected = ['CALL-1.https', 'RC-2.not-its-own', 'RC-2.similar', 'RC-6.never-valid', 'RC-6.similar'];

  it.each<[string, Partial<ProfileInput>]>([
    ['that its profile describes', { lacks: ['agreements', 'unknownTokens'] }],
    ['that gives itself away by its token', { mockToken: 'mock:KEY_NOT_FOUND' }],
  ])('%s is judged by its cancelled token, and what it lacks is not tried', async (_, profile) => {
    const report = await judge({ change: mock, profile, options: { fuzz: 100, seed: 4 } });
    expect(
      report.cases.filter(({ verdict }) => verdict === 'failed').map(({ id, findings }) => [id, findings[0]]),
    ).toEqual([]);
    expect(report).toMatchObject({ verdict: 'conforms', exitCode: 0, otps: { caused: 4 } });
    // Of two faults the earlier one shows nothing where the one alone is none.
    expect(untried(report).filter((id) => !id.startsWith('order.'))).toEqual(expected);
    expect(resultOf(report, 'RC-6.never-valid')?.reasons[0]).toContain('takes any access token by design');
  });

  it('that nobody has declared breaks RC-2 and RC-6, and sends no more than it may', async () => {
    const report = await judge({ change: mock });
    expect(breachesOf(report)).toContain('RC-6.never-valid');
    expect(report).toMatchObject({ verdict: 'broken', exitCode: 1 });
    expect(report.otps.caused).toBeLessThanOrEqual(report.otps.allowed + 1);
  });

  it('without a cancelled token cannot be judged, and is told which token to give', async () => {
    const { valid } = tokens;
    const report = await judge({ change: mock, profile: { accessTokens: { valid } } });
    expect(report).toMatchObject({ verdict: 'not-judged', exitCode: 2, requests: 1 });
    expect(report.obstacle?.advice.join(' ')).toContain('as accessTokens.cancelled');
  });
});
