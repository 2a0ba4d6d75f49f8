import type { ConformanceCase, Otps, Severity } from '../cases/conformance-case.js';

/** How a run differs from the failures that were known; equal when all three are empty. */
export interface BaselineComparison {
  /** How many failing cases were known. */
  readonly known: number;
  /** What fails and was not known, as `case` or `case: step`. */
  readonly added: readonly string[];
  /** What was known and passes. */
  readonly fixed: readonly string[];
  /** What was known and was not tried. */
  readonly untried: readonly string[];
}

export type Verdict = 'passed' | 'failed' | 'not-tried';

/** A message and its response as a report shows them: secrets masked, long bodies cut. */
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
  /** Repeats the request, for as long as its Request-Time is in tolerance. */
  readonly curl: string;
}

/** One expectation that was not met. During a run it has the exchange itself; in a report, what is shown of it. */
export interface Finding<Evidence = ShownExchange> {
  /** Which of the case's requests. */
  readonly label?: string;
  readonly expected: string;
  readonly actual: string;
  readonly exchange: Evidence;
}

export interface CaseResult<Evidence = ShownExchange> {
  readonly id: string;
  /** The operation that the case is about, if it is about one. */
  readonly operation?: string;
  readonly rules: readonly string[];
  readonly title: string;
  readonly severity: Severity;
  readonly core: boolean;
  readonly verdict: Verdict;
  /** Whether the case itself is wrong: its message has other faults than it names. A defect of the judge. */
  readonly wrong?: true;
  /** Why it was not tried, or what it is based on. */
  readonly reasons: readonly string[];
  /** The steps of a case that was tried which could not show anything, each with why. */
  readonly leftOut: readonly string[];
  /** What failed; the first few when there are many. */
  readonly findings: readonly Finding<Evidence>[];
  /** How many failed in all. */
  readonly failures: number;
  /** Every step that failed, by its label or its index. */
  readonly failedSteps?: readonly string[];
  /** The usual cause of such a failure. */
  readonly hint?: string;
}

/** What is known of one rule after a run. */
export interface RuleResult {
  readonly id: string;
  readonly text: string;
  /**
   * `held`: no `must` failed, and each case and step that the rule is defined by was tried. `partly-tried`: some were not.
   * `not-visible`: cannot be seen from outside.
   */
  readonly verdict: 'held' | 'broken' | 'partly-tried' | 'not-tried' | 'not-visible';
  /** What was not tried of it: ids of cases. */
  readonly missing: readonly string[];
  readonly passed: number;
  readonly failed: number;
  readonly notTried: number;
  /** Why it cannot be seen. */
  readonly why?: string;
}

/** One thing behind many answers: it is said once, before any case. */
export interface Cause<Evidence = ShownExchange> {
  readonly kind: 'public-keys' | 'clock' | 'fixture' | 'keep-alive' | 'content-length';
  /** What was seen, in a sentence without its full stop. */
  readonly summary: string;
  readonly remedy: readonly string[];
  /** The rules that it is about. */
  readonly rules: readonly string[];
  /** Whether it may lie with the profile or this machine: then nothing is said about these rules, and the exit code is not 0. */
  readonly inDoubt: boolean;
  readonly exchange?: Evidence;
}

/** Why nothing can be said about a target, and what to do. */
export interface Obstacle<Evidence = ShownExchange> {
  readonly summary: string;
  readonly advice: readonly string[];
  /** Whether the target answers as an operation of the contract, but in a form that no caller can read. */
  readonly isAnswer?: true;
  readonly exchange?: Evidence;
}

export interface Report {
  readonly target: {
    readonly baseUrl: string;
    readonly clientId: string;
    /** The operations that were judged. */
    readonly operations: readonly string[];
  };
  /** ISO 8601. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** `conforms`: no `must` failed and the core cases passed in whole. `not-judged`: nothing can be said. */
  readonly verdict: 'conforms' | 'broken' | 'not-judged';
  /** 0 conforms, 1 broken, 2 not judged; with a baseline 0 also for a run that equals it, and only then. */
  readonly exitCode: 0 | 1 | 2;
  /** The verdict in a sentence. */
  readonly summary: string;
  readonly obstacle?: Obstacle;
  /** What lies behind many answers, each said once. */
  readonly causes: readonly Cause[];
  /** How the run differs from the known failures, if a baseline was given: 0 then means that it equals them. */
  readonly baseline?: BaselineComparison;
  /** What `only` selected, if it did: the verdict is about that alone. */
  readonly only?: readonly string[];
  readonly counts: Readonly<Record<Verdict, number>> & { readonly shouldFailed: number };
  readonly cases: readonly CaseResult[];
  readonly rules: readonly RuleResult[];
  /** OTPs that were expected, that were allowed, and that the target says it has sent. */
  readonly otps: Otps & { readonly allowed: number; readonly caused: number };
  readonly requests: number;
  /** Seed and number of generated requests. */
  readonly fuzz?: FuzzSettings;
  /** Whether access tokens are in it unmasked. */
  readonly secretsShown: boolean;
}

/** The seed and the number of generated requests. */
export interface FuzzSettings {
  readonly seed: number;
  readonly runs: number;
}

/** The part of a case that its result repeats. */
export type CaseHead = Pick<CaseResult, 'id' | 'operation' | 'rules' | 'title' | 'severity' | 'core'>;

/** The part of a case that its result repeats. */
export function headOf({
  id,
  operation,
  rules,
  title,
  severity,
  core = false,
}: Pick<ConformanceCase, 'id' | 'operation' | 'rules' | 'title' | 'severity'> & {
  readonly core?: boolean;
}): CaseHead {
  return { id, ...(operation === undefined ? {} : { operation }), rules, title, severity, core };
}

/** The result of a case that was not tried. */
export function notTried(aCase: Parameters<typeof headOf>[0], reasons: readonly string[]): CaseResult<never> {
  return { ...headOf(aCase), verdict: 'not-tried', reasons, leftOut: [], findings: [], failures: 0 };
}

/** Whether a result counts against the target. */
export function isBreach({ verdict, severity }: Pick<CaseResult, 'verdict' | 'severity'>): boolean {
  return verdict === 'failed' && severity === 'must';
}

/** How many failures are not among the findings. One that no message shows, such as that of an address, has none. */
export function unshown({ findings, failures }: Pick<CaseResult, 'findings' | 'failures'>): number {
  return findings.length === 0 ? 0 : failures - findings.length;
}
