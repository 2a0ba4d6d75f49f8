import fc from 'fast-check';
import { isResultCode, resultCodes } from '../generated/result-codes.js';
import { describeCame } from './case-run.js';
import type { Baseline } from './expectation.js';
import type { ConformanceCase } from './conformance-case.js';
import { changesOf, type Generated, requests } from './generated-request.js';
import type { Message } from './message-plan.js';
import type { ProgressEvent } from './options.js';
import { allowedCodes, type Told } from './oracle.js';
import { type CaseResult, type Finding, headOf } from './report.js';
import type { Asked, Session } from './session.js';
import { headerOf } from './wire.js';

/** Random requests, judged by the oracle. */
export const fuzzCase: ConformanceCase = {
  id: 'fuzz.requests',
  rules: ['REQ-9'],
  title: 'generated requests are answered as the rules say',
  severity: 'must',
  steps: [],
};

export interface FuzzOptions {
  readonly runs: number;
  readonly seed: number;
  readonly baseline: Baseline;
  readonly onProgress: (event: ProgressEvent) => void;
}

/** How long a failure may be made smaller, in ms. */
const shrinkingMs = 60_000;

/** A generated request that was answered wrongly. */
interface Failure {
  readonly finding: Finding;
  /** What should have been answered, where that was wrong. */
  readonly code?: string | undefined;
}

/** Sends generated requests, and makes the first that is answered wrongly as small as it goes. */
export async function runFuzz(
  session: Session,
  { runs, seed, baseline, onProgress }: FuzzOptions,
): Promise<CaseResult> {
  const { profile, caller } = session.target;
  // What every response breaks anyway is said already, and would hide the rest.
  const known = session.watch.broken;
  const secrets = new Set(Object.values(profile.accessTokens).flat());
  const own = { acquirerId: profile.acquirerId, pspId: profile.pspId };
  const toleranceMs = profile.toleranceMinutes * 60_000;
  let sent = 0;
  let hindrance: string | undefined;
  let failure: Failure | undefined;
  let failedAt = Infinity;

  const property = fc.asyncProperty(requests(own, caller.clientId), async (generated) => {
    hindrance ??= session.stopped ?? session.budget.forbids(fuzzCase, session.watch.otps);
    const late = Date.now() - failedAt > shrinkingMs;
    if (late || hindrance !== undefined || holdsOneOf(secrets, generated.body)) return true;
    const asked = await session.ask(changesOf(generated), fuzzCase.id);
    sent += 1;
    if (sent % 20 === 0 && sent < runs) onProgress({ kind: 'fuzz', seed, sent, of: runs });
    if (asked.answer?.code === 'REQUEST_TRAFFIC_EXCEED_LIMIT') {
      hindrance = 'the target answered REQUEST_TRAFFIC_EXCEED_LIMIT, after waiting too';
      return true;
    }
    // Every generated token is one that nobody has.
    const code = baseline.stray ?? baseline.baseline;
    const standing = { own, ownClientId: caller.clientId, baseline: code, toleranceMs };
    const codes = allowedCodes(tellOracle(generated, asked.exchange.sent, standing));
    const found = failureIn(asked, codes, known, session);
    if (found === undefined) return true;
    failure = found;
    failedAt = Math.min(failedAt, Date.now());
    return false;
  });
  const details = await fc.check(property, { numRuns: runs, seed });
  onProgress({ kind: 'fuzz', seed, sent: runs, of: runs });

  const shrunk =
    failure === undefined ? '' : `, the first wrong one made smaller ${details.numShrinks} times`;
  const reasons = [`${Math.min(sent, details.numRuns)} requests from seed ${seed}${shrunk}`];
  if (hindrance !== undefined) reasons.push(hindrance);
  if (failure === undefined) {
    const verdict = hindrance === undefined ? 'passed' : 'not-tried';
    return { ...headOf(fuzzCase), verdict, reasons, findings: [], failures: 0 };
  }
  return {
    ...headOf(fuzzCase),
    // The code that should have been answered is the rule that is broken.
    rules:
      failure.code !== undefined && isResultCode(failure.code)
        ? [resultCodes[failure.code].rule]
        : fuzzCase.rules,
    verdict: 'failed',
    reasons,
    findings: [failure.finding],
    failures: 1,
    hint: `The curl command repeats this one, --fuzz ${runs} --seed ${seed} the whole series.`,
  };
}

/** What is wrong with an answer, if anything is. */
function failureIn(
  { exchange, answer, faults }: Asked,
  codes: readonly string[],
  known: ReadonlySet<string>,
  session: Session,
): Failure | undefined {
  const wrong = answer === undefined || !codes.includes(answer.code);
  const fresh = [...faults].find(([id]) => !known.has(id));
  if (!wrong && fresh === undefined) return undefined;
  const finding: Finding = {
    label: 'made as small as it goes',
    expected: wrong ? codes.join(' or ') : 'a response that keeps the contract',
    came: wrong ? describeCame(exchange.arrival, answer) : (fresh?.[1] ?? ''),
    exchange: session.show(exchange),
  };
  return { finding, code: wrong ? codes[0] : undefined };
}

/** What the oracle has to know of a request, read from what was sent. */
function tellOracle(
  { signature }: Generated,
  { headers, body }: Message,
  known: Pick<Told, 'own' | 'ownClientId' | 'baseline' | 'toleranceMs'>,
): Told {
  return {
    ...known,
    signature,
    body,
    now: Date.now(),
    clientId: headerOf(headers, 'Client-Id'),
    time: headerOf(headers, 'Request-Time'),
    contentType: headerOf(headers, 'Content-Type'),
    accept: headerOf(headers, 'Accept'),
    contentEncoding: headerOf(headers, 'Content-Encoding'),
  };
}

/** Whether a generated body names a user of the profile, by whatever chance: then it is not sent. */
function holdsOneOf(tokens: ReadonlySet<string | undefined>, body: string): boolean {
  return [...tokens].some((token) => token !== undefined && body.includes(token));
}
