import { printable } from '@sendotp-contract/message';
import { randomBytes, randomInt } from 'node:crypto';
import { contract as shipped } from '@sendotp-contract/spec';
import { httpsCase, judgeHttps } from '../cases/https.js';
import type { ConformanceCase } from '../cases/conformance-case.js';
import type { Exchange } from '../exchange/exchange.js';
import { Session } from '../exchange/session.js';
import { runFuzz } from '../fuzz/fuzz.js';
import { type OpenedProfile, openProfile } from '../profile/opened-profile.js';
import { parseProfile, type ProfileInput } from '../profile/profile.js';
import { conclude } from '../report/conclusion.js';
import { type CaseResult, headOf, notTried, type Obstacle, type Report } from '../report/report.js';
import { allOf, type CaseList, caseList } from './case-list.js';
import { CaseRunner } from './case-runner.js';
import { meetTarget, type PlainAnswers } from './first-meeting.js';
import { type ConformanceOptions, isSelected, OptionError, type ProgressEvent, select } from './options.js';
import { OtpBudget, otpsOf } from './otp-budget.js';
import { ResponseTally } from './response-tally.js';

/**
 * Calls an MPP as Alipay+ would, and reports which rules of the contract it keeps. Never rejects for what the target does.
 * @throws ProfileError when the profile or one of its keys cannot be used
 * @throws OptionError when the value of an option cannot be used
 * @example
 * const report = await runConformance(profile);
 * expect(report.verdict, toTerminal(report)).toBe('conforms');
 */
export async function runConformance(input: ProfileInput, options: ConformanceOptions = {}): Promise<Report> {
  const { contract = shipped, only, fuzz = 0, seed = randomInt(2 ** 31), showSecrets = false } = options;
  const { onProgress = () => undefined } = options;
  const profile = parseProfile(input, contract);
  const { maxOtps = profile.maxOtps, timeoutMs = profile.timeoutMs } = options;
  checkOptions({ fuzz, seed, maxOtps, timeoutMs });
  const opened = await openProfile(profile, contract);
  const cases = selectedCases(caseList(opened.operations, profile.toleranceMinutes, options), only);

  const startedAt = new Date();
  const foreseen = otpsOf(cases.sending.filter(({ needs = [] }) => needs.every((need) => opened.has(need))));
  const otps = { ...foreseen, allowed: maxOtps };
  onProgress({ kind: 'start', cases: cases.sending.length, otps });
  const budget = new OtpBudget(maxOtps);
  const tally = new ResponseTally(opened, budget);
  const session = new Session(opened, {
    timeoutMs,
    run: randomBytes(6).toString('hex'),
    inspect: (exchange, caseId) => tally.inspect(exchange, caseId),
  });
  try {
    const run = new Run({ opened, session, budget, tally, fuzz: { runs: fuzz, seed }, onProgress });
    const judged = await run.judge(cases);
    return conclude({
      ...judged,
      results: [httpsResult(opened.url), ...judged.results].filter((result) => isSelected(result, only)),
      opened,
      startedAt,
      only,
      otps: { ...otps, caused: budget.caused },
      requests: session.requests,
      fuzz: fuzz > 0 ? { seed, runs: fuzz } : undefined,
      showSecrets,
    });
  } finally {
    session.close();
  }
}

/**
 * The cases that are run. What selects a case that sends something is checked on the responses to it. What selects only checks
 * of responses needs many of them: then everything is sent, and only the selection reported.
 */
function selectedCases(all: CaseList, only: readonly string[] | undefined): CaseList {
  const listed = new Set(select(allOf(all), only).map(({ id }) => id));
  const wantsResponses = (only ?? []).some(
    (wanted) =>
      all.onResponses.some((check) => isSelected(check, [wanted])) &&
      !all.sending.some((aCase) => isSelected(aCase, [wanted])),
  );
  return {
    sending:
      wantsResponses || listed.size === 0 ? all.sending : all.sending.filter(({ id }) => listed.has(id)),
    fuzz: all.fuzz.filter(({ aCase }) => listed.has(aCase.id)),
    onResponses: all.onResponses,
  };
}

interface RunParts {
  readonly opened: OpenedProfile;
  readonly session: Session;
  readonly budget: OtpBudget;
  readonly tally: ResponseTally;
  readonly fuzz: { readonly runs: number; readonly seed: number };
  readonly onProgress: (event: ProgressEvent) => void;
}

interface Judged {
  readonly results: readonly CaseResult<Exchange>[];
  readonly obstacle?: Obstacle<Exchange>;
  readonly stopped?: string | undefined;
}

/** One run against one target. */
class Run {
  readonly #parts: RunParts;

  constructor(parts: RunParts) {
    this.#parts = parts;
  }

  async judge({ sending, fuzz }: CaseList): Promise<Judged> {
    const { session, opened, tally } = this.#parts;
    const met = await meetTarget(session, opened);
    if ('obstacle' in met) {
      return {
        results: [
          ...sending.map((aCase) => notTried(aCase, ['the target cannot be judged: see above'])),
          // An answer that is meant to be one of the contract is judged as such.
          ...(met.obstacle.isAnswer === true ? tally.results() : []),
        ],
        ...met,
      };
    }
    const results = await this.#runCases(sending, met.plain);
    if (this.#parts.fuzz.runs > 0) results.push(...(await this.#runFuzz(fuzz, met.plain)));
    return { results: [...results, ...tally.results()], stopped: session.stopped };
  }

  async #runCases(cases: readonly ConformanceCase[], plain: PlainAnswers): Promise<CaseResult<Exchange>[]> {
    const { session, onProgress } = this.#parts;
    const runner = new CaseRunner({ ...this.#parts, plain });
    const results: CaseResult<Exchange>[] = [];
    for (const [index, aCase] of cases.entries()) {
      const before = session.stopped;
      if (before === undefined) onProgress({ kind: 'case', id: aCase.id, index, of: cases.length });
      results.push(await runner.run(aCase));
      if (before === undefined && session.stopped !== undefined)
        onProgress({ kind: 'stopped', why: printable(session.stopped) });
    }
    return results;
  }

  async #runFuzz(cases: CaseList['fuzz'], plain: PlainAnswers): Promise<CaseResult<Exchange>[]> {
    const { session, opened, budget, tally, onProgress } = this.#parts;
    const { seed, runs } = this.#parts.fuzz;
    const results: CaseResult<Exchange>[] = [];
    for (const { operation, aCase } of cases) {
      const answer = plain.get(operation.operationId);
      if (answer === undefined) continue;
      const result = await runFuzz(aCase, operation, {
        session,
        opened,
        plain: answer,
        seed,
        runs,
        known: tally.broken,
        forbidden: () => budget.forbids(aCase),
        onSent: (sent) => {
          onProgress({ kind: 'fuzz', seed, sent, of: runs });
        },
      });
      results.push(result);
    }
    return results;
  }
}

function httpsResult(url: URL): CaseResult<Exchange> {
  const reading = judgeHttps(url);
  return {
    ...headOf(httpsCase),
    ...reading,
    findings: [],
    failures: reading.verdict === 'failed' ? 1 : 0,
  };
}

function checkOptions(options: Readonly<Record<'fuzz' | 'seed' | 'maxOtps' | 'timeoutMs', number>>): void {
  for (const [name, value] of Object.entries(options)) {
    const least = name === 'timeoutMs' ? 1 : name === 'seed' ? -(2 ** 31) : 0;
    if (!Number.isInteger(value) || value < least || value > 2 ** 31) {
      throw new OptionError(`${name} must be a whole number of ${least} or more, not ${value}`);
    }
  }
}
