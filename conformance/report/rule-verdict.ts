import type { Contract } from '@sendotp-contract/spec';
import { invisibleRules } from '../cases/invisible-rules.js';
import type { CaseResult, Report, RuleResult, Verdict } from './report.js';

type Result = Pick<CaseResult, 'id' | 'rules' | 'verdict' | 'severity' | 'leftOut'>;

/** How many cases have which verdict. */
export function countVerdicts(results: readonly Result[]): Report['counts'] {
  return {
    passed: countOf(results, 'passed'),
    failed: countOf(results, 'failed'),
    'not-tried': countOf(results, 'not-tried'),
    shouldFailed: countOf(
      results.filter(({ severity }) => severity === 'should'),
      'failed',
    ),
  };
}

/** Every rule of the contract with what the cases say about it. */
export function judgeRules({ rules }: Contract, results: readonly Result[]): RuleResult[] {
  return Object.entries(rules).map(([id, { text }]) => {
    const about = results.filter((result) => result.rules.includes(id));
    const why = invisibleRules[id];
    const missing = missingOf(id, about);
    const verdict = verdictOf(about, missing);
    return {
      id,
      text,
      verdict: why === undefined || verdict === 'broken' ? verdict : 'not-visible',
      passed: countOf(about, 'passed'),
      failed: countOf(about, 'failed'),
      notTried: countOf(about, 'not-tried'),
      missing: why === undefined ? missing : [],
      ...(why === undefined ? {} : { why }),
    };
  });
}

/**
 * The cases that define a rule and were not tried in whole: those that must pass and are about it first. The order of checks
 * and generated requests come on top.
 */
function missingOf(rule: string, about: readonly Result[]): readonly string[] {
  return about
    .filter(
      ({ id, rules, severity }) => rules[0] === rule && severity === 'must' && !/^(order|fuzz)\./.test(id),
    )
    .filter(({ verdict, leftOut }) => verdict === 'not-tried' || leftOut.length > 0)
    .map(({ id }) => id);
}

function verdictOf(about: readonly Result[], missing: readonly string[]): RuleResult['verdict'] {
  if (about.some(({ verdict, severity }) => verdict === 'failed' && severity === 'must')) return 'broken';
  if (!about.some(({ verdict }) => verdict === 'passed')) return 'not-tried';
  return missing.length === 0 ? 'held' : 'partly-tried';
}

function countOf(results: readonly Result[], verdict: Verdict): number {
  return results.filter((result) => result.verdict === verdict).length;
}
