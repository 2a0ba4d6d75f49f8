import { describe, expect, it } from 'vitest';
import { operations } from '@sendotp-contract/spec';
import { MessagePlan } from '../../../conformance/exchange/message-plan.js';
import { openProfile } from '../../../conformance/profile/opened-profile.js';
import { parseProfile } from '../../../conformance/profile/profile.js';
import { conclude, type RunOutcome } from '../../../conformance/report/conclusion.js';
import { tokens } from '../variant-server.js';
import { profileOf } from '../world.js';

describe('the mask over a whole report', () => {
  it.each([
    ['a failure', undefined],
    ['an obstacle', `no answer to ${tokens.valid}\u009b`],
  ])(
    'hides tokens and writes out control characters in every text of a report with %s',
    async (_, obstacle) => {
      const opened = await openProfile(
        parseProfile({
          ...profileOf(`http://127.0.0.1:1/${tokens.valid}`),
          clientId: `C-${tokens.valid}`,
        }),
      );
      const message = await new MessagePlan(opened, 'test').make(operations.sendOTP, { token: 'valid' });
      /** What a target may say of what it was sent, and worse. */
      const says = (what: string) => `${what} of ${tokens.valid} \u001b[2J`;
      const exchange = {
        message,
        response: { kind: 'none', fault: 'broken-off', detail: says('detail') },
      } as const;
      const outcome: RunOutcome = {
        results: [
          {
            id: 'REQ-4.empty-verify-type',
            operation: 'sendOTP',
            rules: ['REQ-4'],
            title: 'a title',
            severity: 'must',
            core: true,
            verdict: 'failed',
            reasons: [says('reason')],
            leftOut: [says('left out')],
            findings: [
              { label: says('label'), expected: says('expected'), actual: says('actual'), exchange },
            ],
            failures: 1,
          },
        ],
        causes: [
          {
            kind: 'clock',
            summary: says('summary'),
            remedy: [says('remedy')],
            rules: ['SIG-8'],
            inDoubt: false,
            exchange,
          },
        ],
        ...(obstacle === undefined
          ? {}
          : { obstacle: { summary: obstacle, advice: [says('advice')], exchange } }),
        opened,
        baseline: undefined,
        startedAt: new Date(),
        only: [says('only')],
        stopped: says('stopped'),
        otps: { expected: 0, atMost: 0, allowed: 0, caused: 0 },
        requests: 1,
        fuzz: undefined,
        showSecrets: false,
      };
      const texts: string[] = [];
      JSON.stringify(await conclude(outcome), (_key, value: unknown) => {
        if (typeof value === 'string') texts.push(value);
        return value;
      });
      expect(texts.filter((text) => text.includes(tokens.valid))).toEqual([]);
      expect(texts.filter((text) => /[\u0000-\u0008\u001b\u009b]/.test(text))).toEqual([]);
      const masked = texts.filter((text) => text.includes('<accessTokens.valid> \\u001b[2J'));
      for (const what of ['reason', 'left out', 'label', 'expected', 'actual', 'summary', 'remedy', 'only'])
        expect(masked.join('\n')).toContain(`${what} of `);
    },
  );
});
