import { randomBytes, randomInt } from 'node:crypto';
import { CaseRunner } from './case-run.js';
import { conformanceCases } from './cases/index.js';
import type { ConformanceCase } from './conformance-case.js';
import { everyCheck } from './every-response.js';
import { fuzzCase, runFuzz } from './fuzz.js';
import { hintFor } from './hints.js';
import { meetTarget } from './first-meeting.js';
import { type ConformanceOptions, isSelected, OptionError, select } from './options.js';
import { otpsOf } from './otp-budget.js';
import { parseProfile, type ProfileInput } from './profile.js';
import { type CaseResult, notTried, type Report } from './report.js';
import { uniqueIdCheck } from './response-watch.js';
import { Session } from './session.js';
import { openTarget } from './target.js';
import { conclude } from './verdict.js';
import { transportCase, judgeTransport } from './transport.js';

/** A case as `--list` prints it: those that send, and the checks on every response. */
export type ListedCase = Pick<
  ConformanceCase,
  'id' | 'rules' | 'title' | 'severity' | 'core' | 'needs' | 'otps'
>;

/** Every case there is, in the order of the report. */
export function listCases(toleranceMinutes = 10, only?: readonly string[]): readonly ListedCase[] {
  const all: ListedCase[] = [
    transportCase,
    ...conformanceCases(toleranceMinutes),
    fuzzCase,
    ...everyCheck,
    uniqueIdCheck,
  ];
  return select(all, only);
}

/**
 * Plays Alipay+ against whatever answers at the profile's address and says which rules of the contract it keeps. Never
 * rejects for what the target does.
 * @throws ProfileError when the profile or one of its keys cannot be used
 * @throws OptionError when an option makes no sense
 * @example
 * const report = await runConformance(profile);
 * expect(report.verdict, toTerminal(report)).toBe('conforms');
 */
export async function runConformance(input: ProfileInput, options: ConformanceOptions = {}): Promise<Report> {
  const profile = parseProfile(input);
  const { only, fuzz = 0, seed = randomInt(2 ** 31), onProgress = () => undefined } = options;
  const { maxOtps = profile.maxOtps, timeoutMs = profile.timeoutMs, showSecrets = false } = options;
  checkOptions({ fuzz, seed, maxOtps, timeoutMs });
  const listed = new Set(listCases(profile.toleranceMinutes, only).map(({ id }) => id));
  const all = conformanceCases(profile.toleranceMinutes);
  // What is asked of every response is asked of many: everything is sent then, and only the selection reported.
  const wantsResponses = [...everyCheck, uniqueIdCheck].some(({ id }) => listed.has(id));
  const cases = wantsResponses ? all : all.filter(({ id }) => listed.has(id));

  const target = await openTarget(profile);
  const session = new Session(target, {
    timeoutMs,
    maxOtps,
    showSecrets,
    run: randomBytes(6).toString('hex'),
  });
  const startedAt = new Date();
  const otps = {
    ...otpsOf(cases.filter(({ needs = [] }) => needs.every((need) => target.has(need)))),
    allowed: maxOtps,
  };
  onProgress({ kind: 'start', cases: cases.length, otps });
  try {
    const judged = await judge(session, cases, {
      fuzz: listed.has(fuzzCase.id) ? fuzz : 0,
      seed,
      onProgress,
    });
    const results = [judgeTransport(target), ...judged.results].filter((result) => isSelected(result, only));
    return conclude({
      ...judged,
      results,
      target,
      startedAt,
      only,
      otps: { ...otps, caused: session.watch.otps },
      requests: session.requests,
      fuzz: fuzz > 0 ? { seed, runs: fuzz } : undefined,
      showSecrets,
    });
  } finally {
    session.close();
  }
}

interface Judged {
  readonly results: readonly CaseResult[];
  readonly obstacle?: Report['obstacle'];
  readonly stopped?: string | undefined;
}

async function judge(
  session: Session,
  cases: readonly ConformanceCase[],
  { fuzz, seed, onProgress }: Required<Pick<ConformanceOptions, 'fuzz' | 'seed' | 'onProgress'>>,
): Promise<Judged> {
  const met = await meetTarget(session);
  if ('obstacle' in met) {
    return {
      results: cases.map((aCase) => notTried(aCase, 'the target cannot be judged: see above')),
      ...met,
    };
  }
  const runner = new CaseRunner(session, met.baseline);
  const results: CaseResult[] = [];
  for (const [index, aCase] of cases.entries()) {
    if (session.stopped === undefined) onProgress({ kind: 'case', id: aCase.id, index, of: cases.length });
    const before = session.stopped;
    results.push(await runner.run(aCase));
    if (before === undefined && session.stopped !== undefined)
      onProgress({ kind: 'stopped', why: session.stopped });
  }
  if (fuzz > 0)
    results.push(await runFuzz(session, { runs: fuzz, seed, baseline: met.baseline, onProgress }));
  const everywhere = session.watch.results().map((result) => {
    const hint = result.verdict === 'failed' ? hintFor(result.id) : undefined;
    return hint === undefined ? result : { ...result, hint };
  });
  return { results: [...results, ...everywhere], stopped: session.stopped };
}

function checkOptions(options: Readonly<Record<'fuzz' | 'seed' | 'maxOtps' | 'timeoutMs', number>>): void {
  for (const [name, value] of Object.entries(options)) {
    const least = name === 'timeoutMs' ? 1 : name === 'seed' ? -(2 ** 31) : 0;
    if (!Number.isInteger(value) || value < least || value > 2 ** 31) {
      throw new OptionError(`${name} must be a whole number of ${least} or more, not ${value}`);
    }
  }
}
