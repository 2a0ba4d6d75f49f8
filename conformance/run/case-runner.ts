import type { Operation } from '@sendotp-contract/spec';
import type {
  CallStep,
  ConformanceCase,
  Premise,
  ResendStep,
  SharedCall,
  SharedStep,
  Step,
} from '../cases/conformance-case.js';
import {
  describeActual,
  describeExpectation,
  describeOutcome,
  type Expectation,
  meets,
  type Yardstick,
} from '../cases/expectation.js';
import { answerFieldsOf, type Changes, resolved } from '../exchange/changes.js';
import type { Exchange } from '../exchange/exchange.js';
import { PlantedFaults, WrongCase } from '../exchange/planted-faults.js';
import { type Message, resent } from '../exchange/message.js';
import type { Answer } from '../exchange/read-response.js';
import type { CheckedExchange, Session } from '../exchange/session.js';
import { whyWithout } from '../profile/fixture.js';
import type { OpenedProfile } from '../profile/opened-profile.js';
import { type CaseResult, type Finding, notTried } from '../report/report.js';
import { concluded, type StepResult } from './case-conclusion.js';
import type { PlainAnswers } from './first-meeting.js';
import { hindranceIn } from './hindrance.js';
import type { OtpBudget } from './otp-budget.js';

/** What a case runs with. */
export interface CaseRunnerOptions {
  readonly session: Session;
  readonly opened: OpenedProfile;
  readonly budget: OtpBudget;
  readonly plain: PlainAnswers;
}

/** What the earlier steps of a case have sent and received, by their index. */
interface CaseMemory {
  readonly sent: (Message | undefined)[];
  readonly answers: (Answer | undefined)[];
}

/** Runs cases against one target. */
export class CaseRunner {
  readonly #with: CaseRunnerOptions;
  /** Premises are tested once for each operation: what was answered instead, or undefined when it holds. */
  readonly #premises = new Map<string, string | undefined>();
  /** What the messages that cases share were answered, one for each copy. */
  readonly #shared = new Map<string, readonly CheckedExchange[]>();

  readonly #planted: PlantedFaults;

  constructor(options: CaseRunnerOptions) {
    this.#with = options;
    this.#planted = new PlantedFaults(options.opened);
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
    const { session, opened, budget } = this.#with;
    const missing = (aCase.needs ?? []).filter((fixture) => !opened.has(fixture));
    if (missing.length > 0) return notTried(aCase, missing.map(whyWithout));
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
    return concluded(aCase, results);
  }

  #step(aCase: ConformanceCase, step: Step, index: number, memory: CaseMemory): Promise<StepResult> {
    if ('again' in step) return this.#resend(aCase, step, memory);
    if ('shared' in step) return this.#look(aCase, step, index, memory);
    return this.#call(aCase, step, index, memory);
  }

  async #resend(aCase: ConformanceCase, step: ResendStep, memory: CaseMemory): Promise<StepResult> {
    const first = memory.sent[step.again];
    if (first === undefined) throw new Error(`${aCase.id}: step ${step.again} was not sent`);
    const { budget } = this.#with;
    // A first message that was shared may have used up what was allowed when the case began.
    const why = budget.forbids(aCase) ?? (await this.#failedPremise(aCase, first.operation, step));
    if (why !== undefined) return { kind: 'left-out', why };
    const message = step.changes === undefined ? first : resent(first, step.changes);
    if (step.changes !== undefined) this.#planted.check(message, step);
    const checked = await this.#with.session.send(message, aCase.id);
    return this.#judged(aCase, step, checked, this.#yardstick(first.operation, memory));
  }

  async #call(
    aCase: ConformanceCase,
    step: CallStep,
    index: number,
    memory: CaseMemory,
  ): Promise<StepResult> {
    const { session, opened, budget } = this.#with;
    const operationId = step.operation ?? aCase.operation ?? '';
    const operation = opened.operations.find((other) => other.operationId === operationId);
    if (operation === undefined)
      return { kind: 'left-out', why: `the profile's operations do not include ${operationId}` };
    const missing = (step.needs ?? []).find((fixture) => !opened.has(fixture));
    if (missing !== undefined) return { kind: 'left-out', why: whyWithout(missing) };
    const why = budget.overspent ?? (await this.#failedPremise(aCase, operation, step));
    if (why !== undefined) return { kind: 'left-out', why };
    const send = withAnswers(step.send, memory);
    if (send === undefined)
      return { kind: 'left-out', why: 'an earlier answer has not the field that this step needs' };
    if (step.copies !== undefined)
      return this.#copies(aCase, { ...step, send }, step.copies, operation, memory);
    const patient = !expectsTraffic(step.expect);
    const checked = await session.call(operation, send, aCase.id, {
      patient,
      check: (message) => {
        this.#planted.check(message, step);
      },
    });
    memory.sent[index] = checked.exchange.message;
    memory.answers[index] = checked.answer;
    return this.#judged(aCase, step, checked, this.#yardstick(operation, memory));
  }

  /** Copies of one message at once (SIG-9). */
  async #copies(
    aCase: ConformanceCase,
    step: CallStep,
    copies: number,
    operation: Operation,
    memory: CaseMemory,
  ): Promise<StepResult> {
    const { session } = this.#with;
    const { send, expect } = step;
    const message = await session.make(operation, send);
    this.#planted.check(message, step);
    const all = await Promise.all(Array.from({ length: copies }, () => session.send(message, aCase.id)));
    return this.#judgedCopies(aCase, expect, all, this.#yardstick(operation, memory));
  }

  /** What a shared message was answered. It is sent when the first case asks for it. */
  async #look(
    aCase: ConformanceCase,
    step: SharedStep,
    index: number,
    memory: CaseMemory,
  ): Promise<StepResult> {
    const operation = this.#with.opened.operations.find((other) => other.operationId === aCase.operation);
    if (operation === undefined) throw new Error(`${aCase.id}: a shared message needs the case's operation`);
    const all = await this.#answersTo(step.shared, operation, aCase);
    if (typeof all === 'string') return { kind: 'left-out', why: all };
    const first = all.find(({ answer }) => answer?.status === 'S') ?? all[0];
    if (first === undefined) throw new Error(`${aCase.id}: no copy was sent`);
    memory.sent[index] = first.exchange.message;
    memory.answers[index] = first.answer;
    const yardstick = this.#yardstick(operation, memory);
    if (step.everyCopy !== true) return this.#judged(aCase, step, first, yardstick);
    if (all.length < 2) return { kind: 'left-out', why: this.#with.budget.tooFewFor(step.shared.copies) };
    return this.#judgedCopies(aCase, step.expect, all, yardstick);
  }

  async #answersTo(
    { name, send, copies }: SharedCall,
    operation: Operation,
    { id }: ConformanceCase,
  ): Promise<readonly CheckedExchange[] | string> {
    const { session, budget } = this.#with;
    const key = `${operation.operationId} ${name}`;
    const known = this.#shared.get(key);
    if (known !== undefined) return known;
    if (budget.left === 0) return budget.overspent ?? budget.tooFewFor(copies);
    const message = await session.make(operation, send);
    this.#planted.check(message, { plants: [], expect: { kind: 'not-S' } });
    const length = Math.min(copies, budget.left);
    const all = await Promise.all(Array.from({ length }, () => session.send(message, id)));
    this.#shared.set(key, all);
    return all;
  }

  /** Each copy is answered as expected, and all alike. What may keep a first copy from an `S` excuses no other one. */
  async #judgedCopies(
    aCase: ConformanceCase,
    expect: Expectation,
    all: readonly CheckedExchange[],
    yardstick: Yardstick,
  ): Promise<StepResult> {
    const outcomes = new Set(all.map(({ answer }) => (answer === undefined ? '' : describeOutcome(answer))));
    const [first] = all;
    if (outcomes.size > 1 && first !== undefined) {
      const finding: Finding<Exchange> = {
        expected: 'one outcome for every copy, with the same fields',
        actual: all.map(({ exchange }) => describeActual(exchange)).join('; '),
        exchange: first.exchange,
      };
      return { kind: 'fails', findings: [finding] };
    }
    if (first === undefined) return { kind: 'left-out', why: 'no copy was sent' };
    return this.#judged(aCase, { expect, label: 'every copy' }, first, yardstick);
  }

  /** The result of one answer. */
  async #judged(
    { id }: ConformanceCase,
    { expect, label }: Pick<CallStep, 'expect' | 'label'>,
    { exchange, answer }: CheckedExchange,
    yardstick: Yardstick,
  ): Promise<StepResult> {
    if (answer !== undefined && meets(answer, expect, yardstick)) return { kind: 'fits' };
    const why = answer === undefined ? undefined : await this.#excuse(answer, expect, exchange.message, id);
    if (why !== undefined) return { kind: 'left-out', why };
    const finding: Finding<Exchange> = {
      ...(label === undefined ? {} : { label }),
      expected: describeExpectation(expect, yardstick),
      actual: describeActual(exchange),
      exchange,
    };
    return { kind: 'fails', findings: [finding] };
  }

  /** Why an answer shows nothing, if a plain call right after shows that it does not. */
  async #excuse(
    answer: Answer,
    expect: Expectation,
    { operation, token }: Message,
    caseId: string,
  ): Promise<string | undefined> {
    const { session, opened, budget } = this.#with;
    const hindrance = hindranceIn(answer, expect, token);
    switch (hindrance?.kind) {
      case 'traffic':
        return (await session.isBusy(operation, caseId)) ? hindrance.why : undefined;
      case 'limit': {
        // With a list of users, the next call would be for another one.
        if (Array.isArray(opened.profile.accessTokens.valid) || budget.left === 0) return hindrance.why;
        const plain = await session.call(operation, { token: 'valid' }, caseId);
        return plain.answer?.code === answer.code ? hindrance.why : undefined;
      }
      default:
        return hindrance?.why;
    }
  }

  /** Why a step would show nothing. */
  async #failedPremise(
    { id }: ConformanceCase,
    operation: Operation,
    { premises = [] }: Pick<CallStep, 'premises'>,
  ): Promise<string | undefined> {
    for (const premise of premises) {
      const why = await this.#premiseFault(premise, operation, id);
      if (why !== undefined) return why;
    }
    return undefined;
  }

  async #premiseFault(
    { name, send, expect }: Premise,
    operation: Operation,
    caseId: string,
  ): Promise<string | undefined> {
    const key = `${operation.operationId} ${name}`;
    if (this.#premises.has(key)) return this.#premises.get(key);
    const yardstick = this.#yardstick(operation, { sent: [], answers: [] });
    const checked = await this.#with.session.call(operation, send, caseId, {
      check: (message) => {
        this.#planted.check(message, { expect });
      },
    });
    const holds = checked.answer !== undefined && meets(checked.answer, expect, yardstick);
    const fault = holds
      ? undefined
      : `${name} is answered ${describeActual(checked.exchange)}; expected ${describeExpectation(expect, yardstick)}`;
    this.#premises.set(key, fault);
    return fault;
  }

  #yardstick(operation: Operation, { answers }: CaseMemory): Yardstick {
    const plain = this.#with.plain.get(operation.operationId) ?? { code: '' };
    return { operation, plain, earlier: answers };
  }
}

/** Whether a step needs the message or the answer of an earlier one. */
function dependsOn(step: Step, index: number): boolean {
  if ('shared' in step) return false;
  return 'again' in step
    ? step.again === index
    : answerFieldsOf(step.send).some((field) => field.step === index);
}

/** Changes with the values of earlier answers in place, or undefined when an answer lacks one. */
function withAnswers(send: Changes, { answers }: CaseMemory): Changes | undefined {
  const valueOf = ({ step, field }: { readonly step: number; readonly field: string }): unknown =>
    answers[step]?.successFields[field];
  if (answerFieldsOf(send).some((field) => valueOf(field) === undefined)) return undefined;
  return resolved(send, valueOf);
}

const expectsTraffic = (expect: Expectation): boolean =>
  expect.kind === 'code' && expect.codes.includes('REQUEST_TRAFFIC_EXCEED_LIMIT');
