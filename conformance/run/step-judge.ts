import type { CallStep, ConformanceCase } from '../cases/conformance-case.js';
import {
  describeActual,
  describeExpectation,
  describeOutcome,
  type Expectation,
  meets,
  type Yardstick,
} from '../cases/expectation.js';
import type { Exchange } from '../exchange/exchange.js';
import type { Message } from '../exchange/message.js';
import type { Answer } from '../exchange/read-response.js';
import type { CheckedExchange, Session } from '../exchange/session.js';
import type { OpenedProfile } from '../profile/opened-profile.js';
import type { Finding } from '../report/report.js';
import type { StepResult } from './case-conclusion.js';
import { hindranceIn } from './hindrance.js';
import type { OtpBudget } from './otp-budget.js';

/** What answers are judged with. */
export interface StepJudgeOptions {
  readonly session: Session;
  readonly opened: OpenedProfile;
  readonly budget: OtpBudget;
}

/** Says of the answers to one step whether they are as expected, or why they show nothing. */
export class StepJudge {
  readonly #with: StepJudgeOptions;

  constructor(options: StepJudgeOptions) {
    this.#with = options;
  }

  /** The result of one answer. */
  async judge(
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

  /** Each copy is answered as expected, and all alike. What may keep a first copy from an `S` excuses no other one. */
  async judgeCopies(
    aCase: ConformanceCase,
    expect: Expectation,
    all: readonly CheckedExchange[],
    yardstick: Yardstick,
  ): Promise<StepResult> {
    const outcomes = new Set(all.map(({ answer }) => (answer === undefined ? '' : describeOutcome(answer))));
    const [first] = all;
    if (first === undefined) return { kind: 'left-out', why: 'no copy was sent' };
    if (outcomes.size === 1) return this.judge(aCase, { expect, label: 'every copy' }, first, yardstick);
    const finding: Finding<Exchange> = {
      expected: 'one outcome for every copy, with the same fields',
      actual: all.map(({ exchange }) => describeActual(exchange)).join('; '),
      exchange: first.exchange,
    };
    return { kind: 'fails', findings: [finding] };
  }

  /** Why an answer shows nothing, if a plain call right after shows that it does not. */
  async #excuse(
    answer: Answer,
    expect: Expectation,
    { operation }: Message,
    caseId: string,
  ): Promise<string | undefined> {
    const { session, opened, budget } = this.#with;
    const hindrance = hindranceIn(answer, expect);
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
        return undefined;
    }
  }
}
