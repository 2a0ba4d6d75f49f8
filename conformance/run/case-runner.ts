import type { Operation } from '@sendotp-contract/spec';
import type { CallStep, ConformanceCase, ResendStep, SharedStep, Step } from '../cases/conformance-case.js';
import type { Expectation } from '../cases/expectation.js';
import type { Exchange } from '../exchange/exchange.js';
import { resent } from '../exchange/message.js';
import { WrongCase } from '../exchange/planted-faults.js';
import { type Fixture, whyWithout } from '../profile/fixture.js';
import { type CaseResult, notTried } from '../report/report.js';
import { concluded, type StepResult } from './case-conclusion.js';
import { type CaseMemory, dependsOn, withEarlier } from './case-memory.js';
import { Counterparts } from './counterparts.js';
import type { FixtureMeeting, FixtureMeetingOptions } from './fixture-meeting.js';
import { Premises, yardstickOf } from './premises.js';
import { spokesmanOf } from './shared-messages.js';
import { StepJudge } from './step-judge.js';

/** What a case runs with: what the fixtures were met with, and what that has shown. */
export interface CaseRunnerOptions extends FixtureMeetingOptions {
  readonly fixtures: FixtureMeeting;
}

/** Runs cases against one target. */
export class CaseRunner {
  readonly #with: CaseRunnerOptions;
  readonly #judge: StepJudge;
  readonly #premises: Premises;
  readonly #counterparts: Counterparts;

  constructor(options: CaseRunnerOptions) {
    const { session, plain, planted, fixtures } = options;
    this.#with = options;
    this.#judge = new StepJudge(options);
    this.#premises = new Premises(session, plain, planted);
    this.#counterparts = new Counterparts({ session, plain, planted, fixtures });
  }

  /** Runs one case, or says why not. Never throws for what the target does; a case that is wrong is said to be. */
  async run(aCase: ConformanceCase): Promise<CaseResult<Exchange>> {
    try {
      return await this.#run(aCase);
    } catch (error) {
      if (!(error instanceof WrongCase)) throw error;
      return { ...notTried(aCase, [error.message]), wrong: true };
    }
  }

  async #run(aCase: ConformanceCase): Promise<CaseResult<Exchange>> {
    const { session, budget } = this.#with;
    const lacking = (aCase.needs ?? []).flatMap((fixture) => this.#whyWithout(fixture) ?? []);
    if (lacking.length > 0) return notTried(aCase, lacking);
    const why = session.stopped ?? budget.forbids(aCase);
    if (why !== undefined) return notTried(aCase, [why]);

    const results: StepResult[] = [];
    const memory: CaseMemory = { sent: [], answers: [] };
    for (const [index, step] of aCase.steps.entries()) {
      const result = await this.#step(aCase, step, index, memory);
      results.push(result);
      const buildsOnIt = aCase.steps.some((other) => dependsOn(other, index));
      if (result.kind === 'fails' && (buildsOnIt || 'again' in step)) break;
      if (result.kind === 'left-out' && buildsOnIt) break;
      if (session.stopped !== undefined) break;
    }
    return concluded(aCase, await this.#shown(aCase, results, memory));
  }

  /** The results without those that show nothing because the repaired twin of the message is refused, too. */
  async #shown(
    aCase: ConformanceCase,
    results: readonly StepResult[],
    { answers, sent }: CaseMemory,
  ): Promise<readonly StepResult[]> {
    const shown: StepResult[] = [];
    for (const [index, result] of results.entries()) {
      const step = aCase.steps[index];
      const message = sent[index];
      const isCall = step !== undefined && 'send' in step && message !== undefined;
      const twin =
        isCall && result.kind !== 'left-out' && this.#with.session.stopped === undefined
          ? await this.#counterparts.refused(step, message, aCase.id)
          : undefined;
      // A refused twin with another code does not explain a wrong answer.
      const explains = result.kind === 'fits' || (twin !== undefined && twin.code === answers[index]?.code);
      shown.push(twin !== undefined && explains ? { kind: 'left-out', why: twin.why } : result);
    }
    return shown;
  }

  #step(aCase: ConformanceCase, step: Step, index: number, memory: CaseMemory): Promise<StepResult> {
    if ('again' in step) return this.#resend(aCase, step, memory);
    if ('shared' in step) return this.#look(aCase, step, index, memory);
    return this.#call(aCase, step, index, memory);
  }

  async #resend(aCase: ConformanceCase, step: ResendStep, memory: CaseMemory): Promise<StepResult> {
    const { session, budget, planted } = this.#with;
    const first = memory.sent[step.again];
    if (first === undefined) throw new Error(`${aCase.id}: step ${step.again} was not sent`);
    // A first message that was shared may have used up what was allowed when the case began.
    const why =
      budget.forbids(aCase) ??
      (await this.#premises.failed(step.premises ?? [], first.operation, aCase.id)) ??
      (planted.isTooOld(first)
        ? 'the first message is no longer within the tolerance: it may be refused for its age'
        : undefined);
    if (why !== undefined) return { kind: 'left-out', why };
    const message = step.changes === undefined ? first : resent(first, step.changes);
    if (step.changes !== undefined) planted.check(message, step);
    const checked = await session.send(message, aCase.id);
    return this.#judge.judge(aCase, step, checked, this.#yardstick(first.operation, memory));
  }

  async #call(
    aCase: ConformanceCase,
    step: CallStep,
    index: number,
    memory: CaseMemory,
  ): Promise<StepResult> {
    const { session, opened, budget, planted, fixtures } = this.#with;
    const operationId = step.operation ?? aCase.operation ?? '';
    const operation = opened.operations.find((other) => other.operationId === operationId);
    if (operation === undefined)
      return { kind: 'left-out', why: `the profile's operations do not include ${operationId}` };
    const [lacking] = (step.needs ?? []).flatMap((fixture) => this.#whyWithout(fixture) ?? []);
    const why =
      lacking ?? budget.overspent ?? (await this.#premises.failed(step.premises ?? [], operation, aCase.id));
    if (why !== undefined) return { kind: 'left-out', why };
    const send = withEarlier(step.send, memory);
    if (send === undefined)
      return { kind: 'left-out', why: 'an earlier answer has not the field that this step needs' };
    if (step.copies !== undefined)
      return this.#copies(aCase, { ...step, send }, step.copies, operation, memory);
    const checked =
      fixtures.takeAnswer(step) ??
      (await session.call(operation, send, aCase.id, {
        patient: !expectsTraffic(step.expect),
        check: (message) => {
          planted.check(message, step);
        },
      }));
    memory.sent[index] = checked.exchange.message;
    memory.answers[index] = checked.answer;
    return this.#judge.judge(aCase, step, checked, this.#yardstick(operation, memory));
  }

  /** Copies of one message at once (SIG-9). */
  async #copies(
    aCase: ConformanceCase,
    step: CallStep,
    copies: number,
    operation: Operation,
    memory: CaseMemory,
  ): Promise<StepResult> {
    const { session, planted } = this.#with;
    const message = await session.make(operation, step.send);
    planted.check(message, step);
    const all = await session.sendAtOnce(message, copies, aCase.id);
    return this.#judge.judgeCopies(aCase, step.expect, all, this.#yardstick(operation, memory));
  }

  /** What a shared message was answered. */
  async #look(
    aCase: ConformanceCase,
    step: SharedStep,
    index: number,
    memory: CaseMemory,
  ): Promise<StepResult> {
    const { opened, shared, budget } = this.#with;
    const operation = opened.operations.find((other) => other.operationId === aCase.operation);
    if (operation === undefined) throw new Error(`${aCase.id}: a shared message needs the case's operation`);
    const all = await shared.answersTo(step.shared, operation, aCase.id);
    if (typeof all === 'string') return { kind: 'left-out', why: all };
    const first = spokesmanOf(all);
    if (first === undefined) throw new Error(`${aCase.id}: no copy was sent`);
    memory.sent[index] = first.exchange.message;
    memory.answers[index] = first.answer;
    const yardstick = this.#yardstick(operation, memory);
    if (step.everyCopy !== true) return this.#judge.judge(aCase, step, first, yardstick);
    if (all.length < 2) return { kind: 'left-out', why: budget.tooFewFor(step.shared.copies) };
    return this.#judge.judgeCopies(aCase, step.expect, all, yardstick);
  }

  #whyWithout(fixture: Fixture): string | undefined {
    const { opened, fixtures } = this.#with;
    return opened.has(fixture) ? fixtures.whyNot(fixture) : whyWithout(fixture);
  }

  #yardstick(operation: Operation, { answers }: CaseMemory) {
    return yardstickOf(operation, this.#with.plain, answers);
  }
}

const expectsTraffic = (expect: Expectation): boolean =>
  expect.kind === 'code' && expect.codes.includes('REQUEST_TRAFFIC_EXCEED_LIMIT');
