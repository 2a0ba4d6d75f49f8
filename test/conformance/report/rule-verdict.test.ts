import { describe, expect, it } from 'vitest';
import { invisibleRules } from '@sendotp-contract/conformance';
import { contract, rules } from '@sendotp-contract/spec';
import type { CaseResult } from '../../../conformance/report/report.js';
import { countVerdicts, judgeRules } from '../../../conformance/report/rule-verdict.js';

type Result = Pick<CaseResult, 'id' | 'rules' | 'verdict' | 'severity' | 'leftOut'>;

const result = (verdict: CaseResult['verdict'], own: Partial<Result> = {}): Result => ({
  ...{ id: 'RC-2.a', rules: ['RC-2'], verdict, severity: 'must', leftOut: [] },
  ...own,
});
const of = (rule: string, ...results: readonly Result[]) =>
  judgeRules(contract, results).find(({ id }) => id === rule);

describe('what is said of a rule', () => {
  it.each<[string, readonly Result[], string, readonly string[]]>([
    ['no case is about it', [result('passed', { rules: ['RC-3'] })], 'not-tried', []],
    ['its case was not tried', [result('not-tried')], 'not-tried', ['RC-2.a']],
    ['its case passed', [result('passed')], 'held', []],
    ['its case failed', [result('failed')], 'broken', []],
    [
      'a case of another rule failed that is about it, too',
      [result('failed', { rules: ['RC-3', 'RC-2'] })],
      'broken',
      [],
    ],
    [
      'only what it should keep failed',
      [result('passed'), result('failed', { severity: 'should' })],
      'held',
      [],
    ],
    ['only what it should keep was tried', [result('failed', { severity: 'should' })], 'not-tried', []],
    [
      'one case passed, and another failed',
      [result('passed'), result('failed', { id: 'RC-2.b' })],
      'broken',
      [],
    ],
    [
      'one case passed, and another was not tried',
      [result('passed'), result('not-tried', { id: 'RC-2.b' })],
      'partly-tried',
      ['RC-2.b'],
    ],
    ['a case passed in part', [result('passed', { leftOut: ['why'] })], 'partly-tried', ['RC-2.a']],
    [
      'what it should keep was not tried',
      [result('passed'), result('not-tried', { severity: 'should' })],
      'held',
      [],
    ],
    ['the order was not tried', [result('passed'), result('not-tried', { id: 'order.a' })], 'held', []],
    [
      'a case was not whose name only ends like that',
      [result('passed'), result('not-tried', { id: 'RC-2.order.a' })],
      'partly-tried',
      ['RC-2.order.a'],
    ],
    ['no generated request was', [result('passed'), result('not-tried', { id: 'fuzz.a' })], 'held', []],
    [
      'a case of another rule was not tried',
      [result('passed'), result('not-tried', { rules: ['RC-3', 'RC-2'] })],
      'held',
      [],
    ],
  ])('when %s', (_, results, verdict, missing) => {
    expect(of('RC-2', ...results)).toMatchObject({ verdict, missing });
  });

  it('comes with its text and with how many cases passed, failed and were not tried', () => {
    const results = [
      ...[result('passed'), result('passed'), result('failed')],
      ...[
        result('not-tried'),
        result('not-tried'),
        result('not-tried'),
        result('passed', { rules: ['RC-3'] }),
      ],
    ];
    expect(of('RC-2', ...results)).toEqual({
      ...{ id: 'RC-2', text: rules['RC-2'].text, verdict: 'broken', passed: 2, failed: 1, notTried: 3 },
      missing: ['RC-2.a', 'RC-2.a', 'RC-2.a'],
    });
    expect(judgeRules(contract, []).map(({ id }) => id)).toEqual(Object.keys(rules));
  });

  it('of one that no case can see: why, unless a case shows that it is broken', () => {
    const [[rule, why] = ['', '']] = Object.entries(invisibleRules);
    const own = { rules: [rule] };
    expect(of(rule, result('passed', own), result('not-tried', own))).toMatchObject({
      ...{ verdict: 'not-visible', missing: [], why },
    });
    expect(of(rule, result('failed', own))).toMatchObject({ verdict: 'broken', missing: [], why });
    expect(of('RC-2', result('passed'))).not.toHaveProperty('why');
  });
});

describe('the counts of a report', () => {
  it('are by verdict, and of the failures how many only should pass', () => {
    const should = { severity: 'should' } as const;
    const results = [
      ...[result('passed'), result('passed', should), result('failed'), result('failed', should)],
      ...[result('failed', should), result('not-tried', should)],
    ];
    expect(countVerdicts(results)).toEqual({ passed: 2, failed: 3, 'not-tried': 1, shouldFailed: 2 });
    expect(countVerdicts([])).toEqual({ passed: 0, failed: 0, 'not-tried': 0, shouldFailed: 0 });
  });
});
