import { printable } from '@sendotp-contract/message';
import { randomBytes, randomInt } from 'node:crypto';
import { contract as shipped } from '@sendotp-contract/spec';
import { httpsCase, judgeHttps } from '../cases/https.js';
import type { ConformanceCase, Step } from '../cases/conformance-case.js';
import type { Exchange } from '../exchange/exchange.js';
import { Pace } from '../exchange/pace.js';
import { PlantedFaults } from '../exchange/planted-faults.js';
import { Session } from '../exchange/session.js';
import { runFuzz } from '../fuzz/fuzz.js';
import { type OpenedProfile, openProfile } from '../profile/opened-profile.js';
import { parseProfile, type ProfileInput } from '../profile/profile.js';
import { conclude } from '../report/conclusion.js';
import {
  type CaseResult,
  type Cause,
  headOf,
  notTried,
  type Obstacle,
  type Report,
} from '../report/report.js';
import { allOf, type CaseList, caseList } from './case-list.js';
import { CaseRunner } from './case-runner.js';
import { meetTarget, type PlainAnswers } from './first-meeting.js';
import { FixtureMeeting } from './fixture-meeting.js';
import { type ConformanceOptions, isSelected, OptionError, type ProgressEvent, select } from './options.js';
import { OtpBudget, otpsOf } from './otp-budget.js';
import { ResponseTally } from './response-tally.js';
import { SharedMessages } from './shared-messages.js';

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
  const { onProgress = () => undefined, rate, maxMinutes } = options;
  const profile = parseProfile(input, contract);
  const { maxOtps = profile.maxOtps, timeoutMs = profile.timeoutMs } = options;
  checkOptions({ fuzz, seed, maxOtps, timeoutMs, rate, maxMinutes });
  const opened = await openProfile(profile, contract);
  const all = caseList(opened.operations, profile.toleranceMinutes, options);
  const cases = selectedCases(all, only);

  const startedAt = new Date();
  const foreseen = otpsOf(cases.sending.filter(({ needs = [] }) => needs.every((need) => opened.has(need))));
  const otps = { ...foreseen, allowed: maxOtps };
  onProgress({ kind: 'start', cases: cases.sending.length, otps });
  const budget = new OtpBudget(maxOtps);
  const recommended = new Set(all.sending.flatMap(({ id, severity }) => (severity === 'should' ? [id] : [])));
  const tally = new ResponseTally(opened, budget, (caseId) => recommended.has(caseId));
  const session = new Session(opened, {
    timeoutMs,
    pace: new Pace({
      rate,
      maxMinutes,
      onWait: (waiting) => {
        onProgress({ kind: 'waiting', ...waiting });
      },
    }),
    run: randomBytes(6).toString('hex'),
    inspect: (exchange, caseId) => tally.inspect(exchange, caseId),
  });
  try {
    const run = new Run({ opened, session, budget, tally, fuzz: { runs: fuzz, seed }, onProgress });
    const judged = await run.judge(cases, all.sending);
    return await conclude({
      ...judged,
      results: [httpsResult(opened.url), ...judged.results].filter((result) => isSelected(result, only)),
      opened,
      baseline: options.baseline,
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
 * The cases that are run. Responses are checked on the selected cases that send something. A selection of nothing but checks of
 * responses needs many of them: then everything is sent, and only the selection reported.
 */
function selectedCases(all: CaseList, only: readonly string[] | undefined): CaseList {
  const listed = new Set(select(allOf(all), only).map(({ id }) => id));
  const sending = all.sending.filter(({ id }) => listed.has(id));
  const wantsResponses = sending.length === 0 && all.onResponses.some(({ id }) => listed.has(id));
  return {
    sending: wantsResponses ? all.sending : sending,
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
  readonly causes: readonly Cause<Exchange>[];
  readonly obstacle?: Obstacle<Exchange>;
  readonly stopped?: string | undefined;
}

/** One run against one target. */
class Run {
  readonly #parts: RunParts;

  constructor(parts: RunParts) {
    this.#parts = parts;
  }

  /** @param all every case of the target, whether it is selected or not */
  async judge({ sending, fuzz }: CaseList, all: readonly ConformanceCase[]): Promise<Judged> {
    const { session, opened, budget, tally } = this.#parts;
    const met = await meetTarget(session, opened);
    // The first responses were held against this machine's clock.
    if (met.causes.some(({ kind }) => kind === 'clock')) tally.forget('every.response-time');
    if ('obstacle' in met) {
      return {
        results: [
          ...sending.map((aCase) => notTried(aCase, ['the target cannot be judged: see above'])),
          // An answer that is meant to be one of the contract is judged as such.
          ...(met.obstacle.isAnswer === true ? tally.results() : []),
        ],
        obstacle: met.obstacle,
        causes: [...met.causes, ...tally.causes],
      };
    }
    const { plain } = met;
    const planted = new PlantedFaults(opened);
    const shared = new SharedMessages(session, budget, planted);
    const parts = { session, opened, budget, plain, planted, shared };
    const fixtures = new FixtureMeeting(parts);
    await fixtures.meet(sending, all);
    const runner = new CaseRunner({ ...parts, fixtures });
    const results = await this.#runCases(sending, runner);
    if (this.#parts.fuzz.runs > 0) results.push(...(await this.#runFuzz(fuzz, plain)));
    return {
      results: [...results, ...tally.results()],
      causes: [...met.causes, ...fixtures.causes, ...tally.causes],
      stopped: session.stopped,
    };
  }

  async #runCases(cases: readonly ConformanceCase[], runner: CaseRunner): Promise<CaseResult<Exchange>[]> {
    const { session, onProgress } = this.#parts;
    const results = new Map<ConformanceCase, CaseResult<Exchange>>();
    for (const [index, aCase] of inOrder(cases).entries()) {
      const before = session.stopped;
      if (before === undefined) onProgress({ kind: 'case', id: aCase.id, index, of: cases.length });
      results.set(aCase, await runner.run(aCase));
      if (before === undefined && session.stopped !== undefined)
        onProgress({ kind: 'stopped', why: printable(session.stopped) });
    }
    // The report has them in the order of their list.
    return cases.flatMap((aCase) => results.get(aCase) ?? []);
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

/**
 * What looks at the first OTP comes right after it, and what is about all that came in between comes last. What is sent to a
 * token that nobody has comes early, too: a target that sends to any token soon uses up what is allowed.
 */
function inOrder(cases: readonly ConformanceCase[]): readonly ConformanceCase[] {
  const isEarly = (step: Step): boolean =>
    'shared' in step ||
    ('send' in step && step.send.token === 'unknown' && Object.keys(step.send).length === 1);
  const rank = ({ last, steps }: ConformanceCase): number =>
    last === true ? 2 : steps.some(isEarly) ? 0 : 1;
  return cases.toSorted((one, other) => rank(one) - rank(other));
}

function httpsResult(url: URL): CaseResult<Exchange> {
  const reading = judgeHttps(url);
  return {
    ...headOf(httpsCase),
    ...reading,
    leftOut: [],
    findings: [],
    failures: reading.verdict === 'failed' ? 1 : 0,
  };
}

function checkOptions(
  options: Readonly<Record<'fuzz' | 'seed' | 'maxOtps' | 'timeoutMs', number>> &
    Readonly<Record<'rate' | 'maxMinutes', number | undefined>>,
): void {
  const { rate, maxMinutes, ...whole } = options;
  for (const [name, value] of Object.entries(whole)) {
    const least = name === 'timeoutMs' ? 1 : name === 'seed' ? -(2 ** 31) : 0;
    if (!Number.isInteger(value) || value < least || value > 2 ** 31) {
      throw new OptionError(`${name} must be a whole number of ${least} or more, not ${value}`);
    }
  }
  for (const [name, value] of Object.entries({ rate, maxMinutes })) {
    if (value !== undefined && !(value > 0 && value <= 100_000))
      throw new OptionError(`${name} must be a number above 0 and at most 100000, not ${value}`);
  }
}
