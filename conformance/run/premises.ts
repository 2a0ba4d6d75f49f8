import type { Operation } from '@sendotp-contract/spec';
import type { Premise } from '../cases/conformance-case.js';
import {
  describeActual,
  describeExpectation,
  meets,
  type PlainAnswer,
  type Yardstick,
} from '../cases/expectation.js';
import type { PlantedFaults } from '../exchange/planted-faults.js';
import type { Session } from '../exchange/session.js';
import type { PlainAnswers } from './first-meeting.js';

/** What an answer is compared with when no earlier one of its case matters. */
export function yardstickOf(
  operation: Operation,
  plain: PlainAnswers,
  earlier: Yardstick['earlier'] = [],
): Yardstick {
  const unknown: PlainAnswer = { code: '' };
  return { operation, plain: plain.get(operation.operationId) ?? unknown, earlier };
}

/** The requests that must be answered as expected for others to show anything; each is sent once in a run. */
export class Premises {
  readonly #session: Session;
  readonly #plain: PlainAnswers;
  readonly #planted: PlantedFaults;
  /** What was answered instead, or undefined when it holds. */
  readonly #known = new Map<string, string | undefined>();

  constructor(session: Session, plain: PlainAnswers, planted: PlantedFaults) {
    this.#session = session;
    this.#plain = plain;
    this.#planted = planted;
  }

  /** Why a step with these premises would show nothing, or undefined. */
  async failed(
    premises: readonly Premise[],
    operation: Operation,
    caseId: string,
  ): Promise<string | undefined> {
    for (const premise of premises) {
      const key = `${operation.operationId} ${premise.name}`;
      if (!this.#known.has(key)) this.#known.set(key, await this.#tried(premise, operation, caseId));
      const why = this.#known.get(key);
      if (why !== undefined) return why;
    }
    return undefined;
  }

  async #tried(
    { name, send, expect }: Premise,
    operation: Operation,
    caseId: string,
  ): Promise<string | undefined> {
    const yardstick = yardstickOf(operation, this.#plain);
    const { answer, exchange } = await this.#session.call(operation, send, caseId, {
      check: (message) => {
        this.#planted.check(message, { expect });
      },
    });
    return answer !== undefined && meets(answer, expect, yardstick)
      ? undefined
      : `${name} is answered ${describeActual(exchange)}; expected ${describeExpectation(expect, yardstick)}`;
  }
}
