import type { Exchange } from '../exchange/exchange.js';
import type { OpenedProfile } from '../profile/opened-profile.js';
import { type Baseline, baselineInWords, compareWithBaseline } from './baseline.js';
import { hintFor } from './hints.js';
import { type Redaction, redactionFor, withoutMask } from './redaction.js';
import {
  type BaselineComparison,
  type CaseResult,
  type Cause,
  isBreach,
  type Obstacle,
  type Report,
  type ShownExchange,
} from './report.js';
import { countVerdicts, judgeRules } from './rule-verdict.js';
import { showExchange } from './shown-exchange.js';

/** Everything that a run has shown, before secrets are masked. */
export interface RunOutcome {
  readonly results: readonly CaseResult<Exchange>[];
  readonly obstacle?: Obstacle<Exchange>;
  readonly causes: readonly Cause<Exchange>[];
  /** Why nothing more was sent, if the target stopped answering. */
  readonly stopped?: string | undefined;
  readonly opened: OpenedProfile;
  /** The known failures, if the run is held against some. */
  readonly baseline: Baseline | undefined;
  readonly startedAt: Date;
  readonly only: readonly string[] | undefined;
  readonly otps: Report['otps'];
  readonly requests: number;
  readonly fuzz: Report['fuzz'] | undefined;
  readonly showSecrets: boolean;
}

/** Makes the report: the verdict, the hints, and everything masked that must not be shown. Each of these is done here only. */
export async function conclude(outcome: RunOutcome): Promise<Report> {
  const { results, obstacle, causes, opened, startedAt, only, otps, requests, fuzz, showSecrets } = outcome;
  const redaction = showSecrets ? withoutMask : redactionFor(opened.profile, opened.contract);
  const shown = new ShownResults(opened, redaction);
  const comparison = baselineComparison(outcome);
  const { summary, ...verdict } = withBaseline(verdictOf(outcome), comparison, causes);
  return {
    target: {
      baseUrl: redaction.text(opened.profile.baseUrl),
      clientId: redaction.text(opened.caller.clientId),
      operations: opened.operations.map(({ operationId }) => operationId),
    },
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
    ...verdict,
    summary: redaction.text(summary),
    ...(obstacle === undefined ? {} : { obstacle: shown.obstacle(obstacle) }),
    ...(comparison === undefined ? {} : { baseline: comparison }),
    ...(only === undefined || only.length === 0 ? {} : { only: only.map(redaction.text) }),
    causes: causes.map((cause) => shown.cause(cause)),
    counts: countVerdicts(results),
    cases: await Promise.all(results.map((result) => shown.result(result, fuzz))),
    rules: judgeRules(opened.contract, results),
    otps,
    requests,
    ...(fuzz === undefined ? {} : { fuzz }),
    secretsShown: showSecrets,
  };
}

/** Turns what a run has shown into what a report may show. */
class ShownResults {
  readonly #opened: OpenedProfile;
  readonly #redaction: Redaction;

  constructor(opened: OpenedProfile, redaction: Redaction) {
    this.#opened = opened;
    this.#redaction = redaction;
  }

  async result(result: CaseResult<Exchange>, fuzz: Report['fuzz'] | undefined): Promise<CaseResult> {
    const { text } = this.#redaction;
    const hint = result.verdict === 'failed' ? await hintFor(result, this.#opened, fuzz) : undefined;
    return {
      ...result,
      reasons: result.reasons.map(text),
      leftOut: result.leftOut.map(text),
      findings: result.findings.map(({ label, expected, actual, exchange }) => ({
        ...(label === undefined ? {} : { label: text(label) }),
        expected: text(expected),
        actual: text(actual),
        exchange: this.#exchange(exchange),
      })),
      ...(hint === undefined ? {} : { hint: text(hint) }),
    };
  }

  cause({ summary, remedy, exchange, ...rest }: Cause<Exchange>): Cause {
    const { text } = this.#redaction;
    return {
      ...rest,
      summary: text(summary),
      remedy: remedy.map(text),
      ...(exchange === undefined ? {} : { exchange: this.#exchange(exchange) }),
    };
  }

  #exchange(exchange: Exchange): ShownExchange {
    return showExchange(exchange, this.#opened.url, this.#redaction);
  }

  obstacle({ summary, advice, exchange }: Obstacle<Exchange>): Obstacle {
    const { text } = this.#redaction;
    return {
      summary: text(summary),
      advice: advice.map(text),
      ...(exchange === undefined ? {} : { exchange: this.#exchange(exchange) }),
    };
  }
}

type OverallVerdict = Pick<Report, 'verdict' | 'exitCode' | 'summary'>;

const notJudged = (summary: string): OverallVerdict => ({ verdict: 'not-judged', exitCode: 2, summary });
const conforms = (summary: string): OverallVerdict => ({ verdict: 'conforms', exitCode: 0, summary });

/** 0 only when no `must` failed and the core cases passed in whole: a case that was not tried never counts as passed. */
function verdictOf({ results, obstacle, causes, stopped, only, opened }: RunOutcome): OverallVerdict {
  const wrong = results.filter((result) => result.wrong);
  if (wrong.length > 0)
    return notJudged(
      `Could not judge: a defect of the judge, not of the target. ${wrong.map(({ id, reasons }) => `${id}: ${reasons.join('; ')}`).join('. ')}.`,
    );
  const breaches = results.filter(isBreach);
  if (obstacle !== undefined)
    return obstacle.isAnswer === true && breaches.length > 0
      ? broken(breaches, obstacle.summary)
      : notJudged(`Could not judge: ${obstacle.summary}.`);
  if (breaches.length > 0) return broken(breaches, stopped);
  if (stopped !== undefined) return notJudged(`Could not judge: ${stopped}.`);
  const doubts = causes.filter(({ inDoubt }) => inDoubt);
  if (doubts.length > 0)
    return notJudged(
      `Could not judge: no case failed, but first ${doubts.length === 1 ? 'this' : 'these'}: ${doubts.map(({ summary }) => summary).join('; ')}.`,
    );
  if (only !== undefined && only.length > 0) return ofSelection(results);
  const untried = results.filter(
    ({ core, verdict, leftOut }) => core && (verdict === 'not-tried' || leftOut.length > 0),
  );
  if (untried.length > 0) {
    const ids = untried.map(({ id, reasons, leftOut }) => `${id} (${[...reasons, ...leftOut].join('; ')})`);
    return notJudged(
      `Could not judge: no case failed, but these cases are needed for a verdict: ${ids.join(', ')}.`,
    );
  }
  const { passed, 'not-tried': open } = countVerdicts(results);
  const rest =
    open === 0 ? 'every case was tried' : open === 1 ? '1 was not tried' : `${open} were not tried`;
  const partly = judgeRules(opened.contract, results).filter(({ verdict }) => verdict === 'partly-tried');
  const partial = partly.length === 0 ? '' : ` Only partly tried: ${partly.map(({ id }) => id).join(', ')}.`;
  return conforms(`The contract is kept, as far as was tried: ${passed} cases passed, ${rest}.${partial}`);
}

/** How the results differ from the known failures; undefined when there is nothing to hold them against. */
function baselineComparison({
  results,
  obstacle,
  stopped,
  baseline,
}: RunOutcome): BaselineComparison | undefined {
  if (baseline === undefined || obstacle !== undefined || stopped !== undefined) return undefined;
  return compareWithBaseline(results, baseline);
}

/** The verdict of a run that is held against known failures: 0 when it equals them, 1 when it does not. */
function withBaseline(
  verdict: OverallVerdict,
  comparison: BaselineComparison | undefined,
  causes: RunOutcome['causes'],
): OverallVerdict {
  if (comparison === undefined || verdict.verdict === 'not-judged') return verdict;
  const { added, fixed, untried } = comparison;
  const isEqual = added.length + fixed.length + untried.length === 0;
  const isInDoubt = causes.some(({ inDoubt }) => inDoubt);
  return {
    ...verdict,
    exitCode: isInDoubt ? 2 : isEqual ? 0 : 1,
    summary: `${baselineInWords(comparison)} ${verdict.summary}`,
  };
}

function broken(breaches: readonly CaseResult<Exchange>[], stopped: string | undefined): OverallVerdict {
  const rules = new Set(breaches.map(({ rules: [first] }) => first));
  const cases =
    breaches.length === 1 ? '1 case that must pass failed' : `${breaches.length} cases that must pass failed`;
  const rest = stopped === undefined ? '' : ` The rest was not tried: ${stopped}.`;
  const summary = `The contract is broken: ${cases}, about ${[...rules].join(', ')}.${rest}`;
  return { verdict: 'broken', exitCode: 1, summary };
}

function ofSelection(results: readonly CaseResult<Exchange>[]): OverallVerdict {
  return results.every(({ verdict }) => verdict === 'not-tried')
    ? notJudged('Could not judge: none of the selected cases could be tried.')
    : conforms('No selected case that must pass failed. Only the selected cases were tried.');
}
