import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  type ConformanceOptions,
  type ProfileInput,
  type Report,
  toTerminal,
} from '@sendotp-contract/conformance';
import { machineClock } from '../../../conformance/exchange/pace.js';
import { type Habits, tokens } from '../variant-server.js';
import { breachesOf, judge as judgeWith, resultOf, ruleOf } from './judging.js';

/** Judges the good server with this change, with these options, under this profile. */
const judge = (
  change?: (good: Habits) => Partial<Habits>,
  options?: ConformanceOptions,
  profile?: Partial<ProfileInput>,
): Promise<Report> =>
  judgeWith({
    ...(change === undefined ? {} : { change }),
    ...(profile === undefined ? {} : { profile }),
    ...(options === undefined ? {} : { options }),
  });

/** Sends one OTP in a run to each user, as an MPP that allows one a minute. */
const oneOtp = (good: Habits): Partial<Habits> => {
  let sent = 0;
  return {
    outcome: (token, type, asked) => {
      if (token !== tokens.valid) return good.outcome(token, type, asked);
      sent += 1;
      return sent === 1 ? 'SUCCESS' : 'OTP_SEND_TIMES_EXCEED_LIMIT';
    },
  };
};

describe('a target that sends one OTP a minute', () => {
  it('SIG-9: without a replay store it is told so', async () => {
    const report = await judge((good) => ({ ...oneOtp(good), replayKey: () => undefined }));
    expect(ruleOf(report, 'SIG-9')?.verdict).toBe('broken');
    const failed = breachesOf(report);
    expect(failed).toContain('SIG-9.in-a-row');
    expect(failed).toContain('SIG-9.at-once');
    expect(report.exitCode).toBe(1);
  });

  it('SIG-9: with one everything that defines the rule is tried', async () => {
    const report = await judge(oneOtp);
    expect(breachesOf(report), toTerminal(report)).toEqual([]);
    expect(ruleOf(report, 'SIG-9')).toMatchObject({ verdict: 'held', missing: [] });
    expect(report.exitCode).toBe(0);
    expect(resultOf(report, 'RC-1.by-email')).toMatchObject({ verdict: 'not-tried' });
    // The order of the outcomes is not what SIG-9 needs: RC-1 is only partly tried.
    expect(ruleOf(report, 'RC-1')).toMatchObject({ verdict: 'partly-tried', missing: ['RC-1.by-email'] });
    expect(report.summary).toContain('Only partly tried: ');
  });

  it('SIG-9: a store that forgets after some other messages is told so', async () => {
    let messages = 0;
    const report = await judge((good) => ({
      replayKey: (content, signature, request) => {
        messages += 1;
        return `${Math.floor(messages / 12)} ${good.replayKey(content, signature, request) ?? ''}`;
      },
    }));
    expect(resultOf(report, 'SIG-9.late')).toMatchObject({ verdict: 'failed' });
  });
});

describe('an excuse', () => {
  it('RC-16: a traffic answer to one kind of request only is a wrong answer, and is not waited for', async () => {
    const wait = vi.spyOn(machineClock, 'wait');
    onTestFinished(() => {
      wait.mockRestore();
    });
    const report = await judge(
      (good) => ({
        outcome: (token, type, asked) =>
          token === tokens.frozen ? 'REQUEST_TRAFFIC_EXCEED_LIMIT' : good.outcome(token, type, asked),
      }),
      { only: ['RC-15.frozen'] },
    );
    expect(report).toMatchObject({ verdict: 'broken', exitCode: 1 });
    expect(breachesOf(report)).toEqual(['RC-15.frozen']);
    expect(wait).not.toHaveBeenCalled();
  });

  it('RC-11: a limit answer to EMAIL only is a wrong answer', async () => {
    const report = await judge((good) => ({
      outcome: (token, type, asked) =>
        token === tokens.valid && type === 'EMAIL'
          ? 'OTP_SEND_TIMES_EXCEED_LIMIT'
          : good.outcome(token, type, asked),
    }));
    expect(breachesOf(report)).toEqual(['RC-1.by-email']);
  });

  it('a token of the profile that the target does not know is a wrong fixture, and no breach', async () => {
    const report = await judge(undefined, undefined, {
      accessTokens: { ...tokens, valid: 'mistyped' },
    });
    expect(breachesOf(report)).toEqual([]);
    expect(resultOf(report, 'RC-1.sent')?.reasons.join()).toContain(
      'wrong fixture: accessTokens.valid is answered INVALID_TOKEN',
    );
    expect(report.exitCode).toBe(2);
  });

  it('a token that has expired since is a wrong fixture, too', async () => {
    const report = await judge(undefined, undefined, {
      accessTokens: { ...tokens, frozen: tokens.expired },
    });
    expect(breachesOf(report)).toEqual([]);
    expect(resultOf(report, 'RC-15.frozen')?.reasons.join()).toContain('wrong fixture: accessTokens.frozen');
  });
});

describe('a verdict', () => {
  it('of a rule names what it needs: without an older key SIG-5 is partly tried', async () => {
    const report = await judge(undefined, undefined, { olderKey: undefined });
    expect(ruleOf(report, 'SIG-5')).toMatchObject({
      verdict: 'partly-tried',
      missing: ['SIG-5.older-key', 'SIG-5.swapped-keys'],
    });
    expect(toTerminal(report)).toContain('partly tried: SIG-5, without SIG-5.older-key, SIG-5.swapped-keys');
  });

  it('0 needs the core to hold: with one OTP allowed nothing is said of SIG-9', async () => {
    const report = await judge(undefined, { maxOtps: 1 });
    expect(breachesOf(report)).toEqual([]);
    expect(report).toMatchObject({ verdict: 'not-judged', exitCode: 2 });
    expect(report.summary).toContain('SIG-9.in-a-row');
  });
});

describe('a plain answer that is unlike the contract', () => {
  it.each<[string, string, (good: Habits) => Partial<Habits>]>([
    ['a result outside result', 'RES-1', () => ({ body: ({ result }) => result })],
    ['a byte order mark', 'CALL-3', (good) => ({ bytes: (text) => good.bytes(`\uFEFF${text}`) })],
    ['gzip that nobody asked for', 'CALL-3', () => ({ bytes: (text) => gzipSync(text) })],
  ])('%s: %s is named, exit code 1', async (_, rule, change) => {
    const report = await judge(change);
    expect(report).toMatchObject({ verdict: 'broken', exitCode: 1 });
    expect(ruleOf(report, rule)?.verdict, report.summary).toBe('broken');
  });

  it('a page of another program is still not judged', async () => {
    const report = await judge(() => ({ bytes: () => Buffer.from('<html>not found</html>') }));
    expect(report).toMatchObject({ verdict: 'not-judged', exitCode: 2 });
  });
});

describe('--only', () => {
  it('CALL-3 sends its own cases, and checks their responses', async () => {
    const report = await judge(undefined, { only: ['CALL-3'] });
    expect(report.requests).toBeLessThan(20);
    expect(report.otps.caused).toBe(0);
    expect(resultOf(report, 'every.json')).toMatchObject({ verdict: 'passed' });
  });
});
