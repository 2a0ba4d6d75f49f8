import type { Operation } from '@sendotp-contract/spec';
import type { CallStep } from '../cases/conformance-case.js';
import { describeActual, meets } from '../cases/expectation.js';
import type { Changes } from '../exchange/changes.js';
import type { Message } from '../exchange/message.js';
import type { PlantedFaults } from '../exchange/planted-faults.js';
import type { Session } from '../exchange/session.js';
import type { PlainAnswers } from './first-meeting.js';
import { yardstickOf } from './premises.js';
import { expectsRefusal, repairedTwin } from './repaired-twin.js';

/** What counterparts are sent with. */
export interface CounterpartsOptions {
  readonly session: Session;
  readonly plain: PlainAnswers;
  readonly planted: PlantedFaults;
  /** Knows whether some token is answered another code than this. */
  readonly fixtures: { sawOther(code: string): boolean };
}

/** A repaired twin that was refused. */
export interface RefusedTwin {
  /** The code that it was answered, if it was answered. */
  readonly code: string | undefined;
  readonly why: string;
}

/** A twin was sent for a case: whether it was accepted is known until the next case begins. */
type Outcomes = Map<string, RefusedTwin | undefined>;

/**
 * The counterparts of messages that are refused: the same message without its faults must be accepted in the same run. A target
 * that refuses the repaired message, too, has shown nothing about the fault.
 */
export class Counterparts {
  readonly #with: CounterpartsOptions;
  readonly #twins = new WeakMap<CallStep, Promise<Changes>>();
  #case = '';
  #outcomes: Outcomes = new Map();

  constructor(options: CounterpartsOptions) {
    this.#with = options;
  }

  /**
   * Sends the repaired twin of a step, unless one that is equal to it was sent for this case.
   * @param sent the step's message, as it was sent
   * @returns how it was refused, or undefined when it was accepted or the step has no twin
   */
  async refused(step: CallStep, sent: Message, caseId: string): Promise<RefusedTwin | undefined> {
    const { operation } = sent;
    if (!expectsRefusal(step)) return undefined;
    if (this.#isOnlyAboutToken(step, operation)) return this.#sameForAll(operation);
    const twin = await this.#twinOf(step, sent);
    if (this.#case !== caseId) this.#outcomes = new Map();
    this.#case = caseId;
    // Functions have no text that tells them apart: only twins of plain data are shared.
    const key = `${operation.operationId} ${isData(twin) ? JSON.stringify(twin) : (step.label ?? '')}`;
    if (!this.#outcomes.has(key)) this.#outcomes.set(key, await this.#ask(twin, operation, caseId));
    return this.#outcomes.get(key);
  }

  async #ask(twin: Changes, operation: Operation, caseId: string): Promise<RefusedTwin | undefined> {
    const { session, plain, planted } = this.#with;
    const { answer, exchange } = await session.call(operation, twin, caseId, {
      check: (message) => {
        planted.check(message, { plants: [], expect: { kind: 'accepted' } });
      },
    });
    if (answer !== undefined && meets(answer, { kind: 'accepted' }, yardstickOf(operation, plain)))
      return undefined;
    return {
      code: answer?.code,
      why: `not shown: the repaired twin was refused, too: ${describeActual(exchange)}`,
    };
  }

  /** A plain call with an unknown token is refused for that token: its twin is a call with another one. */
  #isOnlyAboutToken({ send, expect }: CallStep, { operationId }: Operation): boolean {
    const code = this.#with.plain.get(operationId)?.code;
    return (
      Object.keys(send).every((key) => key === 'token') &&
      expect.kind === 'code' &&
      expect.codes.some((expected) => expected === code)
    );
  }

  #sameForAll({ operationId }: Operation): RefusedTwin | undefined {
    const code = this.#with.plain.get(operationId)?.code ?? '';
    return this.#with.fixtures.sawOther(code)
      ? undefined
      : { code, why: `not shown: no access token of the profile is answered anything but ${code}` };
  }

  #twinOf(step: CallStep, sent: Message): Promise<Changes> {
    const { planted, session } = this.#with;
    const known =
      this.#twins.get(step) ??
      repairedTwin(step, planted.read(sent), async (changes) =>
        planted.read(await session.make(sent.operation, changes)),
      );
    this.#twins.set(step, known);
    return known;
  }
}

const isData = (value: unknown): boolean =>
  typeof value !== 'function' &&
  (typeof value !== 'object' || value === null || Object.values(value).every(isData));
