import fc from 'fast-check';
import type { Operation } from '@sendotp-contract/spec';
import type { ConformanceCase } from '../cases/conformance-case.js';
import { describeActual, type PlainAnswer } from '../cases/expectation.js';
import type { Exchange } from '../exchange/exchange.js';
import { headerOf, type Message } from '../exchange/message.js';
import type { CheckedExchange, Session } from '../exchange/session.js';
import type { OpenedProfile } from '../profile/opened-profile.js';
import { type CaseResult, type Finding, type FuzzSettings, headOf, notTried } from '../report/report.js';
import { changesOf, type GeneratedRequest, generatedRequests } from './generated-request.js';
import { allowedCodes, type BodyOracle, type RequestFacts } from './oracle.js';
import { oracles } from './oracles.js';

export interface FuzzOptions extends FuzzSettings {
  readonly session: Session;
  readonly opened: OpenedProfile;
  readonly plain: PlainAnswer;
  /** Why nothing more may be sent, or undefined. */
  readonly forbidden: () => string | undefined;
  /** Response checks that failed before: they would hide everything else. */
  readonly known: ReadonlySet<string>;
  readonly onSent: (sent: number) => void;
}

/** How long a failure may be minimised, in ms. */
const shrinkingMs = 60_000;

/** A generated request that was answered wrongly. */
interface Failure {
  readonly finding: Finding<Exchange>;
  /** The code that should have been answered, where the code was wrong. */
  readonly code?: string | undefined;
}

/** Sends generated requests of one operation, and minimises the first that is answered wrongly. */
export function runFuzz(
  aCase: ConformanceCase,
  operation: Operation,
  options: FuzzOptions,
): Promise<CaseResult<Exchange>> {
  const { operationId } = operation;
  const oracle = Object.hasOwn(oracles, operationId) ? oracles[operationId] : undefined;
  const why = `there is no oracle for ${operationId}: generated requests of it cannot be judged`;
  return oracle === undefined
    ? Promise.resolve(notTried(aCase, [why]))
    : new Fuzzing(aCase, operation, oracle, options).run();
}

/** One series of generated requests. */
class Fuzzing {
  readonly #case: ConformanceCase;
  readonly #operation: Operation;
  readonly #oracle: BodyOracle;
  readonly #options: FuzzOptions;
  #sent = 0;
  #hindrance: string | undefined;
  #failure: Failure | undefined;
  #failedAt = Infinity;

  constructor(aCase: ConformanceCase, operation: Operation, oracle: BodyOracle, options: FuzzOptions) {
    this.#case = aCase;
    this.#operation = operation;
    this.#oracle = oracle;
    this.#options = options;
  }

  async run(): Promise<CaseResult<Exchange>> {
    const { opened, runs, seed, onSent } = this.#options;
    const own = { acquirerId: opened.profile.acquirerId, pspId: opened.profile.pspId };
    const requests = generatedRequests(this.#operation, own, opened.caller.clientId);
    const property = fc.asyncProperty(requests, (generated) => this.#isRight(generated));
    const details = await fc.check(property, { numRuns: runs, seed });
    onSent(runs);
    const shrunk =
      this.#failure === undefined ? '' : `, the first wrong one minimised in ${details.numShrinks} steps`;
    const reasons = [
      `${Math.min(this.#sent, details.numRuns)} requests from seed ${seed}${shrunk}`,
      ...(this.#hindrance === undefined ? [] : [this.#hindrance]),
    ];
    return this.#result(reasons);
  }

  #result(reasons: readonly string[]): CaseResult<Exchange> {
    if (this.#failure === undefined) {
      const verdict = this.#hindrance === undefined ? 'passed' : 'not-tried';
      return { ...headOf(this.#case), verdict, reasons, leftOut: [], findings: [], failures: 0 };
    }
    const { code, finding } = this.#failure;
    // The rule that is broken is that of the code which should have been answered.
    const rule = code === undefined ? undefined : this.#operation.resultCodes[code]?.rule;
    return {
      ...headOf(this.#case),
      ...(rule === undefined ? {} : { rules: [rule] }),
      verdict: 'failed',
      reasons,
      leftOut: [],
      findings: [finding],
      failures: 1,
    };
  }

  /** Sends one request, unless it must not be sent. */
  async #isRight(generated: GeneratedRequest): Promise<boolean> {
    const { session, opened, forbidden, runs, onSent } = this.#options;
    this.#hindrance ??= session.stopped ?? forbidden();
    const late = Date.now() - this.#failedAt > shrinkingMs;
    const tokens = Object.values(opened.profile.accessTokens).flat();
    if (late || this.#hindrance !== undefined || holdsOneOf(tokens, generated.body)) return true;
    const checked = await session.call(this.#operation, changesOf(this.#operation, generated), this.#case.id);
    this.#sent += 1;
    if (this.#sent % 20 === 0 && this.#sent < runs) onSent(this.#sent);
    if (checked.answer?.code === 'REQUEST_TRAFFIC_EXCEED_LIMIT') {
      this.#hindrance = 'the target answered REQUEST_TRAFFIC_EXCEED_LIMIT, even after back-off';
      return true;
    }
    const failure = this.#failureIn(checked, generated);
    if (failure === undefined) return true;
    this.#failure = failure;
    this.#failedAt = Math.min(this.#failedAt, Date.now());
    return false;
  }

  /** What is wrong with an answer, if anything is. */
  #failureIn(
    { exchange, answer, faults }: CheckedExchange,
    generated: GeneratedRequest,
  ): Failure | undefined {
    const codes = isOdd(generated)
      ? [...refusalsOf(this.#operation), this.#plainCode]
      : allowedCodes(this.#factsOf(generated, exchange.message), this.#oracle);
    const label = 'minimised';
    if (answer === undefined || !codes.includes(answer.code)) {
      const finding = { label, expected: codes.join(' or '), actual: describeActual(exchange), exchange };
      return { finding, code: isOdd(generated) ? undefined : codes[0] };
    }
    const [, fault] = [...faults].find(([id]) => !this.#options.known.has(id)) ?? [];
    if (fault === undefined) return undefined;
    return { finding: { label, expected: 'a response that keeps the contract', actual: fault, exchange } };
  }

  /** The code where nothing is wrong: every generated token is unknown to the target. */
  get #plainCode(): string {
    const { plain } = this.#options;
    return plain.strayCode ?? plain.code;
  }

  /** What the oracle has to know of a request, from the message that was sent. */
  #factsOf({ signature }: GeneratedRequest, { headers, body }: Message): RequestFacts {
    const { opened } = this.#options;
    const { profile, caller } = opened;
    return {
      own: { acquirerId: profile.acquirerId, pspId: profile.pspId },
      ownClientId: caller.clientId,
      plainCode: this.#plainCode,
      toleranceMs: profile.toleranceMinutes * 60_000,
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
}

const isOdd = ({ oddHeaders }: GeneratedRequest): boolean => Object.keys(oddHeaders).length > 0;

/** What garbage may be answered, whatever it is, if it is not ignored: a refusal that somebody has foreseen. */
function refusalsOf({ resultCodes }: Operation): readonly string[] {
  return Object.values(resultCodes)
    .filter(({ code, status }) => status !== 'S' && code !== 'UNKNOWN_EXCEPTION')
    .map(({ code }) => code);
}

/** Whether a generated body happens to contain a token of the profile: then it is not sent. */
function holdsOneOf(tokens: readonly (string | undefined)[], body: string): boolean {
  return tokens.some((token) => token !== undefined && body.includes(token));
}
