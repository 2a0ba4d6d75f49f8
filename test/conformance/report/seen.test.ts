import { describe, expect, it } from 'vitest';
import { toHtml, toJson, toJunit, toMarkdown, toTerminal } from '@sendotp-contract/conformance';
import { tokens } from '../variant-server.js';
import { judge, resultOf } from '../run/judging.js';

describe('a hint speaks of what was seen', () => {
  it('SIG-3: a body that is refused after its signature has verified was not serialised again', async () => {
    const report = await judge({
      change: (good) => ({
        json: (body) => {
          if (body.includes('\\u')) throw new SyntaxError('no escapes');
          return good.json(body);
        },
      }),
      options: { only: ['SIG-3'] },
    });
    const result = resultOf(report, 'SIG-3.as-sent');
    expect(result).toMatchObject({ verdict: 'failed' });
    expect(result?.hint).toContain('The signature verified');
    expect(result?.hint).not.toContain('serialised again');
  });

  it('SIG-3: a body that is serialised again before it is verified is said to be', async () => {
    const report = await judge({
      change: () => ({ signedBody: (body) => Buffer.from(JSON.stringify(JSON.parse(body.toString()))) }),
      options: { only: ['SIG-3'] },
    });
    expect(resultOf(report, 'SIG-3.as-sent')?.hint).toContain('parsed and serialised again');
  });

  it('HDR-3: an answer of another check says nothing about how the header is read', async () => {
    const report = await judge({
      change: (good) => ({
        mediaType: (headers) => !String(headers['signature']).includes('\t') && good.mediaType(headers),
      }),
      options: { only: ['HDR-3.blanks'] },
    });
    expect(resultOf(report, 'HDR-3.blanks')?.hint).toContain(
      'MEDIA_TYPE_NOT_ACCEPTABLE is the answer of another check: see the cases of RC-8',
    );
  });

  it('SIG-2: a response signature is explained', async () => {
    const report = await judge({
      change: () => ({ responsePath: (path) => path.split('?', 1)[0] ?? '' }),
      options: { only: ['CALL-4', 'every.signature'] },
    });
    expect(resultOf(report, 'every.signature')?.hint).toMatch(/^In this response, .*query/);
  });

  it('CALL-2: a response that is signed over the target in absolute form is explained, in whole sentences', async () => {
    const report = await judge({
      change: () => ({ responsePath: (_, target) => target }),
      options: { only: ['CALL-2.absolute-form', 'every.signature'] },
    });
    const hint = resultOf(report, 'every.signature')?.hint;
    expect(hint).toMatch(/^In this response, the signed path is a full URL/);
    expect(hint?.split(' Or: ').every((sentence) => sentence.endsWith('.'))).toBe(true);
  });

  it('RC-15: where only the profile knows what the target should, it may be the profile', async () => {
    const report = await judge({
      change: (good) => ({
        outcome: (token, ...rest) => (token === tokens.frozen ? 'SUCCESS' : good.outcome(token, ...rest)),
      }),
      options: { only: ['RC-15.frozen'] },
    });
    expect(resultOf(report, 'RC-15.frozen')).toMatchObject({ verdict: 'failed' });
    expect(resultOf(report, 'RC-15.frozen')?.hint).toContain(
      'Is accessTokens.frozen of the profile really that of a user who is frozen',
    );
  });
});

describe('the steps that were left out of a case that passed', () => {
  it('are in every form of the report', async () => {
    // Without an e-mail address to send to there is nothing to repeat, but the rest of the order is tried.
    const report = await judge({
      profile: { accessTokens: { valid: tokens.valid } },
      options: { only: ['order'] },
    });
    const some = report.cases.filter(({ verdict, leftOut }) => verdict === 'passed' && leftOut.length > 0);
    expect(some.length).toBeGreaterThan(3);
    expect(some[0]?.leftOut.join()).toContain('the profile has no accessTokens.');
    const why = report.cases.map(({ leftOut }) =>
      leftOut.filter((line) => line.includes('the profile has no accessTokens.frozen')),
    );
    const cases = why.filter((lines) => lines.length > 0).length;
    expect(toTerminal(report)).toContain(
      `  add accessTokens.frozen (a user who is frozen, closed or otherwise barred): ${cases} cases, ${why.flat().length} steps\n`,
    );
    const [, leftOut = ''] = toTerminal(report).split('LEFT OUT');
    expect(leftOut).not.toContain('the profile has no accessTokens.frozen');
    for (const form of [toMarkdown, toHtml, toJunit, toJson])
      expect(form(report).match(/the profile has no accessTokens\.frozen/g)?.length).toBeGreaterThan(3);
  });
});
