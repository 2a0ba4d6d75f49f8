import { countVerdicts, isBreach, judgeRules, type CaseResult, type Report } from './report.js';
import { maskFor, mapTexts, showAll, visible } from './masking.js';
import type { Target } from './target.js';

/** Everything that a run has found out. */
export interface Findings {
  readonly results: readonly CaseResult[];
  readonly obstacle?: Report['obstacle'];
  /** Why nothing more was sent, if the target stopped to answer. */
  readonly stopped?: string | undefined;
  readonly target: Target;
  readonly startedAt: Date;
  readonly only: readonly string[] | undefined;
  readonly otps: Report['otps'];
  readonly requests: number;
  readonly fuzz: Report['fuzz'] | undefined;
  readonly showSecrets: boolean;
}

/** Puts the report together and says what follows from it. */
export function conclude(findings: Findings): Report {
  const { results, obstacle, target, startedAt, only, otps, requests, fuzz, showSecrets } = findings;
  const report: Report = {
    target: { baseUrl: target.profile.baseUrl, clientId: target.caller.clientId },
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
    ...verdictOf(findings),
    ...(obstacle === undefined ? {} : { obstacle }),
    ...(only === undefined || only.length === 0 ? {} : { only }),
    counts: countVerdicts(results),
    cases: results,
    rules: judgeRules(results),
    otps,
    requests,
    ...(fuzz === undefined ? {} : { fuzz }),
    secretsShown: showSecrets,
  };
  const mask = showSecrets ? showAll : maskFor(target.profile);
  return mapTexts(report, (text) => visible(mask.text(text)));
}

/** 0 only when no `must` failed and the core was tried: a case that was not tried is never a pass. */
function verdictOf({
  results,
  obstacle,
  stopped,
  only,
}: Findings): Pick<Report, 'verdict' | 'exitCode' | 'summary'> {
  const notJudged = (summary: string) => ({ verdict: 'not-judged', exitCode: 2, summary }) as const;
  if (obstacle !== undefined) return notJudged(`Could not judge: ${obstacle.summary}.`);
  const breaches = results.filter(isBreach);
  const rest = stopped === undefined ? '' : ` The rest was not tried: ${stopped}.`;
  if (breaches.length > 0) {
    const rules = new Set(breaches.map(({ rules: [first] }) => first));
    const cases =
      breaches.length === 1
        ? '1 case that must pass failed'
        : `${breaches.length} cases that must pass failed`;
    return {
      verdict: 'broken',
      exitCode: 1,
      summary: `The contract is broken: ${cases}, about ${[...rules].join(', ')}.${rest}`,
    };
  }
  if (stopped !== undefined) return notJudged(`Could not judge: ${stopped}.`);
  const selected = only !== undefined && only.length > 0;
  const needed = selected ? results : results.filter(({ core }) => core);
  const untried = needed.filter(({ verdict }) => verdict === 'not-tried');
  if (selected) {
    if (untried.length === needed.length)
      return notJudged('Could not judge: none of the selected cases could be tried.');
    return {
      verdict: 'conforms',
      exitCode: 0,
      summary: 'No selected case that must pass failed. The rest was not asked for.',
    };
  }
  if (untried.length > 0) {
    const ids = untried.map(({ id, reasons }) => `${id} (${reasons.join('; ')})`);
    return notJudged(
      `Could not judge: what was tried holds, but without these nothing can be said: ${ids.join(', ')}.`,
    );
  }
  const held = results.filter(({ verdict }) => verdict === 'passed').length;
  const open = results.filter(({ verdict }) => verdict === 'not-tried').length;
  const untriedInWords =
    open === 0 ? 'none was left out' : open === 1 ? '1 was not tried' : `${open} were not tried`;
  return {
    verdict: 'conforms',
    exitCode: 0,
    summary: `The contract is kept, as far as was tried: ${held} cases passed, ${untriedInWords}.`,
  };
}
