import { describe, expect, it } from 'vitest';
import { listCases } from '@sendotp-contract/conformance';
import type { Habits } from '../variant-server.js';
import { breachesOf, judge, resultOf, ruleOf } from './judging.js';

/** After an unknown client every call is refused. */
const offended = (good: Habits): Partial<Habits> => {
  let isOffended = false;
  return {
    client: (clientId) => {
      isOffended ||= !good.client(clientId);
      return good.client(clientId);
    },
    outcome: (token, type, asked) => (isOffended ? 'PROCESS_FAIL' : good.outcome(token, type, asked)),
  };
};

describe('the repaired twin of a message that is refused', () => {
  it('CALL-4: where every query is refused, that an unsigned one is refused shows nothing', async () => {
    const report = await judge({
      change: () => ({ signedPath: (path) => (path.includes('?') ? 'nonsense' : path) }),
      options: { only: ['CALL-4'] },
    });
    expect(breachesOf(report)).toContain('CALL-4.signed-query');
    for (const id of ['CALL-4.unsigned-query', 'CALL-4.changed-query'])
      expect([resultOf(report, id)?.verdict, resultOf(report, id)?.reasons[0]]).toEqual([
        'not-tried',
        expect.stringContaining('not shown: the repaired twin was refused, too: F INVALID_SIGNATURE'),
      ]);
  });

  it('SIG-1: a target that refuses everything after the first forgery has shown nothing by its refusals', async () => {
    let isLocked = false;
    const report = await judge({
      change: (good) => ({
        verifies: (content, signature, key) => {
          isLocked ||= !good.verifies(content, signature, key);
          return !isLocked;
        },
      }),
      options: { only: ['SIG-1', 'SIG-5.strangers-key'] },
    });
    expect(report).toMatchObject({ verdict: 'not-judged', exitCode: 2 });
    expect(resultOf(report, 'SIG-5.strangers-key')).toMatchObject({ verdict: 'not-tried' });
    expect(ruleOf(report, 'SIG-1')?.verdict).toBe('not-tried');
  });

  it('HDR-3: keeps everything but the fault: that the older key is not the default shows nothing without an older key', async () => {
    const report = await judge({
      change: (good) => ({
        keyVersion: (version) => (version === '1' ? 'gone' : good.keyVersion(version)),
      }),
      options: { only: ['HDR-3.default-is-newest', 'SIG-5.swapped-keys'] },
    });
    for (const id of ['HDR-3.default-is-newest', 'SIG-5.swapped-keys'])
      expect(resultOf(report, id)?.reasons.join(), id).toContain(
        'the repaired twin was refused, too: F KEY_NOT_FOUND',
      );
  });

  it('RC-6: where no token is answered anything else, INVALID_TOKEN shows nothing', async () => {
    const report = await judge({
      change: () => ({ outcome: () => 'INVALID_TOKEN' }),
      options: { only: ['RC-6'] },
    });
    expect(resultOf(report, 'RC-6.never-valid')?.reasons.join()).toContain(
      'no access token of the profile is answered anything but INVALID_TOKEN',
    );
    expect(report.exitCode).toBe(2);
  });

  it('RC-4: a target that refuses everything else after the first refusal has shown nothing', async () => {
    const report = await judge({
      change: offended,
      options: { only: ['RC-4.unknown', 'RC-15.frozen'] },
    });
    expect(resultOf(report, 'RC-4.unknown')?.reasons.join()).toContain('PROCESS_FAIL');
    expect(resultOf(report, 'RC-15.frozen')).toMatchObject({ verdict: 'not-tried' });
  });

  it('RC-4: is sent again for the next case: what was accepted before says nothing of a target since', async () => {
    const report = await judge({
      change: offended,
      // Both are about one fault of a plain call.
      options: { only: ['HDR-2.missing', 'RC-4.unknown'] },
    });
    expect(resultOf(report, 'HDR-2.missing')).toMatchObject({ verdict: 'passed' });
    expect(resultOf(report, 'RC-4.unknown')?.reasons.join()).toContain('PROCESS_FAIL');
  });

  it('one plain call serves every step of a case, so that a run stays short', async () => {
    const report = await judge();
    expect(report.exitCode).toBe(0);
    const steps = listCases().length;
    expect(report.requests).toBeLessThan(8 * steps);
  });
});
