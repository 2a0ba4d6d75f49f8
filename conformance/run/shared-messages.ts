import type { Operation } from '@sendotp-contract/spec';
import type { SharedCall } from '../cases/conformance-case.js';
import type { PlantedFaults } from '../exchange/planted-faults.js';
import type { CheckedExchange, Session } from '../exchange/session.js';
import type { OtpBudget } from './otp-budget.js';

/** The messages that cases share: each is sent once in a run, with its copies, when it is first asked for. */
export class SharedMessages {
  readonly #session: Session;
  readonly #budget: OtpBudget;
  readonly #planted: PlantedFaults;
  readonly #answers = new Map<string, readonly CheckedExchange[]>();

  constructor(session: Session, budget: OtpBudget, planted: PlantedFaults) {
    this.#session = session;
    this.#budget = budget;
    this.#planted = planted;
  }

  /** What it was answered, one for each copy; or why it cannot be sent. */
  async answersTo(
    { name, send, copies }: SharedCall,
    operation: Operation,
    caseId: string,
  ): Promise<readonly CheckedExchange[] | string> {
    const key = `${operation.operationId} ${name}`;
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    const { left, overspent } = this.#budget;
    if (left === 0) return overspent ?? this.#budget.tooFewFor(copies);
    const message = await this.#session.make(operation, send);
    this.#planted.check(message, { plants: [], expect: { kind: 'not-S' } });
    const all = await this.#session.sendAtOnce(message, Math.min(copies, left), caseId);
    this.#answers.set(key, all);
    return all;
  }
}

/** The answer that speaks for a shared message: its first success, or else its first. */
export function spokesmanOf(all: readonly CheckedExchange[]): CheckedExchange | undefined {
  return all.find(({ answer }) => answer?.status === 'S') ?? all[0];
}
