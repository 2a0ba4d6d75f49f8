import type { ConformanceCase } from '../cases/conformance-case.js';
import type { Exchange } from '../exchange/exchange.js';
import { type CaseResult, type Finding, headOf } from '../report/report.js';

/** How many findings of one case are kept. */
const kept = 5;

/** The result of one step: it fits, it fails, or it could not show anything. */
export type StepResult =
  | { readonly kind: 'fits' }
  | { readonly kind: 'fails'; readonly findings: readonly Finding<Exchange>[] }
  | { readonly kind: 'left-out'; readonly why: string };

/** The result of a case from those of its steps, by index. */
export function concluded(aCase: ConformanceCase, results: readonly StepResult[]): CaseResult<Exchange> {
  const findings = results.flatMap((result) => (result.kind === 'fails' ? result.findings : []));
  const leftOut = results.flatMap((result, index) => {
    if (result.kind !== 'left-out') return [];
    const label = aCase.steps[index]?.label;
    return [`${label === undefined ? '' : `${label}: `}${result.why}`];
  });
  const tried = results.some(({ kind }) => kind !== 'left-out');
  return {
    ...headOf(aCase),
    verdict: findings.length > 0 ? 'failed' : tried ? 'passed' : 'not-tried',
    reasons: tried ? [] : leftOut,
    leftOut: tried ? leftOut : [],
    findings: findings.slice(0, kept),
    failures: findings.length,
    failedSteps: results.flatMap(({ kind }, index) =>
      kind === 'fails' ? [aCase.steps[index]?.label ?? String(index)] : [],
    ),
  };
}
