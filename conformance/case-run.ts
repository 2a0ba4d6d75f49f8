import type { Answer } from './answer.js';
import type { ConformanceCase, FreshStep, Premise, Step } from './conformance-case.js';
import {
  type Baseline,
  describeExpectation,
  describeOutcome,
  type Expectation,
  type Measure,
  meets,
} from './expectation.js';
import { whyWithout } from './fixtures.js';
import { hintFor } from './hints.js';
import { type Message, rewritten } from './message-plan.js';
import { type CaseResult, type Finding, headOf } from './report.js';
import type { Asked, Session } from './session.js';

/** How many findings of one case are kept. */
const kept = 5;

/** What one step came to: it fits, it does not, or it could not show anything. */
type StepResult =
  | { readonly kind: 'fits' }
  | { readonly kind: 'fails'; readonly findings: readonly Finding[] }
  | { readonly kind: 'left-out'; readonly why: string };

/** Runs cases of one session against its target. */
export class CaseRunner {
  readonly #session: Session;
  readonly #baseline: Baseline;
  /** Premises are asked once in a run: name → what came instead, or undefined when it holds. */
  readonly #premises = new Map<string, string | undefined>();

  constructor(session: Session, baseline: Baseline) {
    this.#session = session;
    this.#baseline = baseline;
  }

  /** Runs one case, or says why not. Never throws for what the target does. */
  async run(aCase: ConformanceCase): Promise<CaseResult> {
    const { target, watch, budget, stopped } = this.#session;
    const missing = (aCase.needs ?? []).filter((fixture) => !target.has(fixture));
    const reasons =
      missing.length > 0
        ? missing.map(whyWithout)
        : [stopped ?? budget.forbids(aCase, watch.otps)].filter((reason) => reason !== undefined);
    if (reasons.length > 0)
      return { ...headOf(aCase), verdict: 'not-tried', reasons, findings: [], failures: 0 };

    const results: StepResult[] = [];
    const sent: Message[] = [];
    const earlier: (Answer | undefined)[] = [];
    for (const step of aCase.steps) {
      const result = await this.#runStep(aCase, step, sent, earlier);
      results.push(result);
      // What follows would only repeat a first message that went wrong.
      if (result.kind !== 'fits' && aCase.steps.some((other) => 'again' in other)) break;
      if (this.#session.stopped !== undefined) break;
    }
    return concluded(aCase, results);
  }

  async #runStep(
    aCase: ConformanceCase,
    step: Step,
    sent: Message[],
    earlier: (Answer | undefined)[],
  ): Promise<StepResult> {
    const measure: Measure = { ...this.#baseline, earlier };
    if ('again' in step) {
      const first = sent[step.again];
      if (first === undefined) throw new Error(`${aCase.id}: step ${step.again} was not sent`);
      const message = step.write === undefined ? first : rewritten(first, step.write);
      return this.#judge(step.expect, await this.#session.exchange(message, aCase.id), measure, step.label);
    }
    const why = this.#session.overspent ?? (await this.#whyNot(aCase, step));
    if (why !== undefined) return { kind: 'left-out', why };
    if (step.copies !== undefined) return this.#runCopies(aCase, step, step.copies, measure);
    const asked = await this.#session.ask(step.send, aCase.id, !expectsTraffic(step.expect));
    sent.push(asked.exchange.sent);
    earlier.push(asked.answer);
    return this.#judge(step.expect, asked, measure, step.label);
  }

  /** Copies of one message at once: each as expected, and all alike (SIG-9). */
  async #runCopies(
    aCase: ConformanceCase,
    step: FreshStep,
    copies: number,
    measure: Measure,
  ): Promise<StepResult> {
    const message = await this.#session.plan.make(step.send);
    const all = await Promise.all(
      Array.from({ length: copies }, () => this.#session.exchange(message, aCase.id)),
    );
    const results = all.map((asked, index) => this.#judge(step.expect, asked, measure, `copy ${index + 1}`));
    const failed = results.flatMap((result) => (result.kind === 'fails' ? result.findings : []));
    if (failed.length > 0) return { kind: 'fails', findings: failed };
    const leftOut = results.find((result) => result.kind === 'left-out');
    if (leftOut !== undefined) return leftOut;
    const outcomes = new Set(all.map(({ answer }) => (answer === undefined ? '' : describeOutcome(answer))));
    const [first] = all;
    if (outcomes.size === 1 || first === undefined) return { kind: 'fits' };
    const finding: Finding = {
      expected: 'one outcome for every copy, with one verifyRequestId',
      came: [...outcomes].join('; '),
      exchange: this.#session.show(first.exchange),
    };
    return { kind: 'fails', findings: [finding] };
  }

  #judge(
    expect: Expectation,
    { exchange, answer }: Asked,
    measure: Measure,
    label: string | undefined,
  ): StepResult {
    if (answer !== undefined && meets(answer, expect, measure)) return { kind: 'fits' };
    const hindrance = answer === undefined ? undefined : hindranceIn(answer, expect);
    if (hindrance !== undefined) return { kind: 'left-out', why: hindrance };
    const finding: Finding = {
      ...(label === undefined ? {} : { label }),
      expected: describeExpectation(expect, measure),
      came: describeCame(exchange.arrival, answer),
      exchange: this.#session.show(exchange),
    };
    return { kind: 'fails', findings: [finding] };
  }

  /** Why a step would show nothing. */
  async #whyNot(
    aCase: ConformanceCase,
    { needs = [], premises = [] }: FreshStep,
  ): Promise<string | undefined> {
    const missing = needs.find((fixture) => !this.#session.target.has(fixture));
    if (missing !== undefined) return whyWithout(missing);
    for (const premise of premises) {
      const why = await this.#premiseFault(premise, aCase.id);
      if (why !== undefined) return why;
    }
    return undefined;
  }

  async #premiseFault({ name, send, expect }: Premise, asked: string): Promise<string | undefined> {
    if (this.#premises.has(name)) return this.#premises.get(name);
    const measure: Measure = { ...this.#baseline, earlier: [] };
    const { answer, exchange } = await this.#session.ask(send, asked);
    const holds = answer !== undefined && meets(answer, expect, measure);
    const came = describeCame(exchange.arrival, answer);
    const fault = holds
      ? undefined
      : `${name} is answered ${came}; expected ${describeExpectation(expect, measure)}`;
    this.#premises.set(name, fault);
    return fault;
  }
}

/** What stands in the way of a case without saying anything of its rule. */
function hindranceIn(answer: Answer, expect: Expectation): string | undefined {
  if (answer.code === 'REQUEST_TRAFFIC_EXCEED_LIMIT') {
    return 'the target answered REQUEST_TRAFFIC_EXCEED_LIMIT, after waiting too: try again later';
  }
  if (
    answer.code === 'OTP_SEND_TIMES_EXCEED_LIMIT' &&
    expect.kind === 'code' &&
    expect.codes.includes('SUCCESS')
  ) {
    return "the user of accessTokens.valid has reached the sending limit: give several users' tokens as a list, or try later";
  }
  return undefined;
}

const expectsTraffic = (expect: Expectation): boolean =>
  expect.kind === 'code' && expect.codes.includes('REQUEST_TRAFFIC_EXCEED_LIMIT');

/** What came, in words. */
export function describeCame(arrival: Asked['exchange']['arrival'], answer: Answer | undefined): string {
  if (arrival.kind === 'none') return `no response: ${arrival.detail}`;
  if (answer === undefined) return `HTTP ${arrival.status} with a body that has no result`;
  return `${answer.status ?? '?'} ${describeOutcome(answer)}`;
}

function concluded(aCase: ConformanceCase, results: readonly StepResult[]): CaseResult {
  const findings = results.flatMap((result) => (result.kind === 'fails' ? result.findings : []));
  const leftOut = results.flatMap((result, index) => {
    if (result.kind !== 'left-out') return [];
    const label = aCase.steps[index]?.label;
    return [`${label === undefined ? '' : `${label}: `}${result.why}`];
  });
  const tried = results.some(({ kind }) => kind !== 'left-out');
  const hint = findings.length > 0 ? hintFor(aCase.id) : undefined;
  return {
    ...headOf(aCase),
    verdict: findings.length > 0 ? 'failed' : tried ? 'passed' : 'not-tried',
    reasons: leftOut,
    findings: findings.slice(0, kept),
    failures: findings.length,
    ...(hint === undefined ? {} : { hint }),
  };
}
