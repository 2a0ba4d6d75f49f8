import { describe, expect, it } from 'vitest';
import { operations } from '@sendotp-contract/spec';
import type { Exchange } from '../../../conformance/exchange/exchange.js';
import { MessagePlan } from '../../../conformance/exchange/message-plan.js';
import { openProfile } from '../../../conformance/profile/opened-profile.js';
import { parseProfile } from '../../../conformance/profile/profile.js';
import { conclude, type RunOutcome } from '../../../conformance/report/conclusion.js';
import type { CaseResult, Cause } from '../../../conformance/report/report.js';
import { profileOf } from '../world.js';

type Result = CaseResult<Exchange>;

const opened = await openProfile(parseProfile(profileOf('http://127.0.0.1:1')));
const message = await new MessagePlan(opened, 'test').make(operations.sendOTP, { token: 'valid' });
const exchange: Exchange = {
  message,
  response: { kind: 'none', fault: 'broken-off', detail: 'no answer' },
} as const;

const result = (verdict: Result['verdict'], own: Partial<Result> = {}): Result => ({
  ...{ id: 'RC-2.a', operation: 'sendOTP', rules: ['RC-2'], title: 't', severity: 'must', core: true },
  ...{ verdict, reasons: [], leftOut: [], findings: [], failures: 0 },
  ...own,
});
const cause = (inDoubt: boolean, summary = 'the clock is wrong'): Cause<Exchange> => ({
  ...{ kind: 'clock', summary, remedy: [], rules: ['SIG-8'], inDoubt, exchange },
});
const outcome = (own: Partial<RunOutcome>): RunOutcome => ({
  ...{ results: [], causes: [], opened, baseline: undefined, startedAt: new Date(), only: undefined },
  ...{
    otps: { expected: 0, atMost: 0, allowed: 0, caused: 0 },
    requests: 1,
    fuzz: undefined,
    showSecrets: false,
  },
  ...own,
});
const failed = result('failed');
const passed = result('passed', { id: 'RC-2.b' });
const untried = result('not-tried', { id: 'RC-2.c', reasons: ['why'] });
const should = { severity: 'should' } as const;

describe('the verdict of a run', () => {
  it.each<[string, Partial<RunOutcome>, string, number, string]>([
    [
      'everything passed',
      { results: [passed] },
      'conforms',
      0,
      'The contract is kept, as far as was tried: 1 cases passed, every case was tried.',
    ],
    [
      'one case outside of the core was not tried',
      { results: [passed, { ...untried, core: false }] },
      'conforms',
      0,
      '1 cases passed, 1 was not tried. Only partly tried: RC-2.',
    ],
    [
      'two cases outside of the core were not tried',
      { results: [passed, { ...untried, core: false }, { ...untried, core: false, rules: ['RC-3'] }] },
      'conforms',
      0,
      '1 cases passed, 2 were not tried. Only partly tried: RC-2.',
    ],
    [
      'a step outside of the core was left out',
      { results: [{ ...passed, core: false, leftOut: ['why'] }] },
      'conforms',
      0,
      '1 cases passed, every case was tried. Only partly tried: RC-2.',
    ],
    [
      'only what should pass failed',
      { results: [passed, result('failed', should)] },
      'conforms',
      0,
      'The contract is kept',
    ],
    [
      'a case of the core was not tried',
      { results: [passed, untried] },
      'not-judged',
      2,
      'Could not judge: no case failed, but these cases are needed for a verdict: RC-2.c (why).',
    ],
    [
      'a step of the core was left out',
      { results: [{ ...passed, leftOut: ['this', 'that'] }] },
      'not-judged',
      2,
      'needed for a verdict: RC-2.b (this; that).',
    ],
    [
      'a case failed',
      { results: [passed, failed, untried] },
      'broken',
      1,
      'The contract is broken: 1 case that must pass failed, about RC-2.',
    ],
    [
      'cases of two rules failed',
      { results: [failed, failed, { ...failed, rules: ['RC-3', 'RC-2'] }] },
      'broken',
      1,
      'The contract is broken: 3 cases that must pass failed, about RC-2, RC-3.',
    ],
    [
      'a case failed, and then it stopped',
      { results: [failed], stopped: 'it is gone' },
      'broken',
      1,
      'about RC-2. The rest was not tried: it is gone.',
    ],
    [
      'nothing failed, and it stopped',
      { results: [passed], stopped: 'it is gone' },
      'not-judged',
      2,
      'Could not judge: it is gone.',
    ],
    [
      'there is an obstacle',
      { results: [passed], obstacle: { summary: 'no answer', advice: [] } },
      'not-judged',
      2,
      'Could not judge: no answer.',
    ],
    [
      'there is an obstacle, and a case failed',
      { results: [failed], obstacle: { summary: 'no answer', advice: [] } },
      'not-judged',
      2,
      'Could not judge: no answer.',
    ],
    [
      'the obstacle is an answer, and a case failed',
      { results: [failed], obstacle: { summary: 'it refuses', advice: [], isAnswer: true } },
      'broken',
      1,
      'The rest was not tried: it refuses.',
    ],
    [
      'the obstacle is an answer, and no case failed',
      { results: [passed], obstacle: { summary: 'it refuses', advice: [], isAnswer: true } },
      'not-judged',
      2,
      'Could not judge: it refuses.',
    ],
    [
      'a case is wrong',
      { results: [failed, result('not-tried', { id: 'X', wrong: true, reasons: ['a', 'b'] })] },
      'not-judged',
      2,
      'Could not judge: a defect of the judge, not of the target. X: a; b.',
    ],
    [
      'a rule is in doubt',
      { results: [passed], causes: [cause(true)] },
      'not-judged',
      2,
      'Could not judge: no case failed, but first this: the clock is wrong.',
    ],
    [
      'two rules are in doubt',
      { results: [passed], causes: [cause(true), cause(false, 'a note'), cause(true, 'more')] },
      'not-judged',
      2,
      'but first these: the clock is wrong; more.',
    ],
    [
      'a note leaves none in doubt',
      { results: [passed], causes: [cause(false)] },
      'conforms',
      0,
      'The contract is kept',
    ],
    [
      'selected cases passed',
      { results: [passed, untried], only: ['RC-2'] },
      'conforms',
      0,
      'No selected case that must pass failed. Only the selected cases were tried.',
    ],
    [
      'no selected case was tried',
      { results: [untried], only: ['RC-2'] },
      'not-judged',
      2,
      'Could not judge: none of the selected cases could be tried.',
    ],
    ['nothing is selected', { results: [untried], only: [] }, 'not-judged', 2, 'needed for a verdict'],
  ])('where %s', async (_, own, verdict, exitCode, summary) => {
    const report = await conclude(outcome(own));
    expect(report).toMatchObject({ verdict, exitCode });
    expect(report.summary).toContain(summary);
  });
});

describe('the verdict of a run that is held against known failures', () => {
  const baseline = { failing: { 'RC-2.a': [] } };

  it.each<[string, Partial<RunOutcome>, number, string | undefined]>([
    [
      'it equals them',
      { results: [passed, failed] },
      0,
      'The run equals the baseline: 1 case fails as known. The contract is broken',
    ],
    ['another case fails', { results: [failed, { ...failed, id: 'X' }] }, 1, 'Not known before: X.'],
    [
      'a known one passes',
      { results: [{ ...failed, verdict: 'passed' }] },
      1,
      'Known and no longer failing: RC-2.a: write the baseline again',
    ],
    [
      'a known one was not tried',
      { results: [passed, { ...failed, verdict: 'not-tried', core: false }] },
      1,
      'Known and not tried: RC-2.a.',
    ],
    ['a rule is in doubt', { results: [failed], causes: [cause(true)] }, 2, 'The run equals the baseline'],
    [
      'a note is not in doubt',
      { results: [failed], causes: [cause(false)] },
      0,
      'The run equals the baseline',
    ],
    ['it could not be judged', { results: [passed, untried] }, 2, undefined],
    ['it stopped', { results: [failed], stopped: 'it is gone' }, 1, undefined],
    [
      'there is an obstacle',
      { results: [failed], obstacle: { summary: 's', advice: [], isAnswer: true } },
      1,
      undefined,
    ],
  ])('where %s', async (_, own, exitCode, said) => {
    const report = await conclude(outcome({ baseline, ...own }));
    expect(report.exitCode).toBe(exitCode);
    if (said === undefined) expect(report.summary).not.toContain('baseline');
    else expect(report.summary).toContain(said);
  });

  it('counts what is known among the cases of this run', async () => {
    const known = { failing: { 'RC-2.a': [], 'RC-2.b': [], X: [] } };
    const report = await conclude(
      outcome({ baseline: known, results: [failed, { ...failed, id: 'RC-2.b' }] }),
    );
    expect(report.baseline).toEqual({ known: 2, added: [], fixed: [], untried: [] });
    expect(report.summary).toContain('2 cases fail as known');
  });

  it('names the steps that fail, or fail no more', async () => {
    const known = { failing: { 'RC-2.a': ['0', '1'] } };
    const results = [{ ...failed, failedSteps: ['1', '2'] }];
    const report = await conclude(outcome({ baseline: known, results }));
    expect(report.baseline).toEqual({ known: 1, added: ['RC-2.a: 2'], fixed: ['RC-2.a: 0'], untried: [] });
  });
});

describe('a report', () => {
  it('has what there is, and nothing in place of what is not', async () => {
    const bare = await conclude(outcome({ results: [passed], only: [] }));
    for (const name of ['obstacle', 'baseline', 'only', 'fuzz']) expect(bare).not.toHaveProperty(name);
    expect(bare).toMatchObject({
      target: { baseUrl: 'http://127.0.0.1:1', clientId: opened.caller.clientId, operations: ['sendOTP'] },
      ...{ requests: 1, secretsShown: false, causes: [], counts: { passed: 1 } },
    });
    const whole = await conclude(
      outcome({
        ...{ results: [failed], only: ['RC-2'], fuzz: { seed: 1, runs: 2 }, causes: [cause(false)] },
        obstacle: { summary: 's', advice: ['a'], isAnswer: true, exchange },
      }),
    );
    expect(whole).toMatchObject({
      ...{ only: ['RC-2'], fuzz: { seed: 1, runs: 2 } },
      causes: [{ summary: 'the clock is wrong', exchange: { failure: 'no answer' } }],
      obstacle: { summary: 's', advice: ['a'], exchange: { failure: 'no answer' } },
    });
    expect(whole.obstacle).not.toHaveProperty('isAnswer');
  });

  it('has a hint for a case that failed, and for no other', async () => {
    const { cases } = await conclude(outcome({ results: [failed, passed, untried] }));
    expect(cases.map(({ hint }) => hint?.slice(0, 22))).toEqual([
      'acquirerId and pspId a',
      undefined,
      undefined,
    ]);
    for (const own of cases.slice(1)) expect(own).not.toHaveProperty('hint');
  });

  it('has a finding with its label, if it has one', async () => {
    const finding = { expected: 'e', actual: 'a', exchange };
    const findings = [finding, { ...finding, label: 'l' }];
    const { cases } = await conclude(outcome({ results: [{ ...failed, findings }] }));
    expect(cases[0]?.findings).toMatchObject([
      { expected: 'e', actual: 'a' },
      { label: 'l', expected: 'e', actual: 'a' },
    ]);
    expect(cases[0]?.findings[0]).not.toHaveProperty('label');
  });
});
