import { type RuleId, rules } from '../generated/rules.js';
import type { ConformanceCase, Otps, Severity } from './conformance-case.js';
import { invisibleRules } from './coverage.js';

export type Verdict = 'passed' | 'failed' | 'not-tried';

/** A message and its answer, fit to be shown: secrets masked, long bodies cut. */
export interface ShownExchange {
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: readonly (readonly [name: string, value: string])[];
    readonly body: string;
  };
  readonly response?: {
    readonly status: number;
    readonly headers: readonly (readonly [name: string, value: string])[];
    readonly body: string;
  };
  /** Why there is no response. */
  readonly failure?: string;
  /** Repeats the request. Good for as long as its Request-Time is in tolerance. */
  readonly curl: string;
}

/** One expectation that was not met. */
export interface Finding {
  /** Which of the case's requests. */
  readonly label?: string;
  readonly expected: string;
  readonly came: string;
  readonly exchange: ShownExchange;
}

export interface CaseResult {
  readonly id: string;
  readonly rules: readonly RuleId[];
  readonly title: string;
  readonly severity: Severity;
  readonly core: boolean;
  readonly verdict: Verdict;
  /** Why it was not tried, or what was left out of it. */
  readonly reasons: readonly string[];
  /** What failed; the first few when there are many. */
  readonly findings: readonly Finding[];
  /** How many failed in all. */
  readonly failures: number;
  /** The usual cause of such a failure. */
  readonly hint?: string;
}

/** What is known of one rule after a run. */
export interface RuleResult {
  readonly id: RuleId;
  readonly text: string;
  /** `held`: no `must` failed and at least one case passed. `not-visible`: cannot be seen from outside. */
  readonly verdict: 'held' | 'broken' | 'not-tried' | 'not-visible';
  readonly passed: number;
  readonly failed: number;
  readonly notTried: number;
  /** Why it cannot be seen. */
  readonly why?: string;
}

/** Why nothing can be said of a target, and what to do. */
export interface Obstacle {
  readonly summary: string;
  readonly advice: readonly string[];
  readonly exchange?: ShownExchange;
}

export interface Report {
  readonly target: { readonly baseUrl: string; readonly clientId: string };
  /** ISO 8601. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** `conforms`: no `must` failed and the core was tried. `not-judged`: nothing can be said. */
  readonly verdict: 'conforms' | 'broken' | 'not-judged';
  /** 0 conforms, 1 broken, 2 not judged. */
  readonly exitCode: 0 | 1 | 2;
  /** The verdict in a sentence. */
  readonly summary: string;
  readonly obstacle?: Obstacle;
  /** What `only` selected, if it did: the verdict speaks of that alone. */
  readonly only?: readonly string[];
  readonly counts: Readonly<Record<Verdict, number>> & { readonly shouldFailed: number };
  readonly cases: readonly CaseResult[];
  readonly rules: readonly RuleResult[];
  /** OTPs that were foreseen, that were allowed, and that the target says it has sent. */
  readonly otps: Otps & { readonly allowed: number; readonly caused: number };
  readonly requests: number;
  /** Seed and number of generated requests. */
  readonly fuzz?: { readonly seed: number; readonly runs: number };
  /** Whether access tokens stand in it as they are. */
  readonly secretsShown: boolean;
}

/** A case that was not tried. */
export function notTried(aCase: ConformanceCase, reason: string): CaseResult {
  return { ...headOf(aCase), verdict: 'not-tried', reasons: [reason], findings: [], failures: 0 };
}

/** What a case's result says of the case itself. */
export function headOf({
  id,
  rules: ids,
  title,
  severity,
  core,
}: Pick<ConformanceCase, 'id' | 'rules' | 'title' | 'severity' | 'core'>): Pick<
  CaseResult,
  'id' | 'rules' | 'title' | 'severity' | 'core'
> {
  return { id, rules: ids, title, severity, core: core ?? false };
}

/** How many cases came to which verdict. */
export function countVerdicts(cases: readonly CaseResult[]): Report['counts'] {
  const count = (verdict: Verdict) => cases.filter((aCase) => aCase.verdict === verdict).length;
  return {
    passed: count('passed'),
    failed: count('failed'),
    'not-tried': count('not-tried'),
    shouldFailed: cases.filter(({ verdict, severity }) => verdict === 'failed' && severity === 'should')
      .length,
  };
}

/** Every rule of the contract with what the cases say of it. */
export function judgeRules(cases: readonly CaseResult[]): RuleResult[] {
  return (Object.keys(rules) as RuleId[]).map((id) => {
    const about = cases.filter((aCase) => aCase.rules.includes(id));
    const count = (verdict: Verdict) => about.filter((aCase) => aCase.verdict === verdict).length;
    const why = invisibleRules[id];
    const broken = about.some(({ verdict, severity }) => verdict === 'failed' && severity === 'must');
    const verdict = broken
      ? 'broken'
      : why !== undefined
        ? 'not-visible'
        : about.some((aCase) => aCase.verdict === 'passed')
          ? 'held'
          : 'not-tried';
    return {
      id,
      text: rules[id].text,
      verdict,
      passed: count('passed'),
      failed: count('failed'),
      notTried: count('not-tried'),
      ...(why === undefined ? {} : { why }),
    };
  });
}

/** Whether a result counts against the target. */
export function isBreach({ verdict, severity }: CaseResult): boolean {
  return verdict === 'failed' && severity === 'must';
}
