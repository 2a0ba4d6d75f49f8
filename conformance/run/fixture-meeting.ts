import type { CallStep, ConformanceCase, SharedStep } from '../cases/conformance-case.js';
import type { Exchange } from '../exchange/exchange.js';
import type { PlantedFaults } from '../exchange/planted-faults.js';
import type { CheckedExchange, Session } from '../exchange/session.js';
import { type Fixture, isTokenName, tokenFixtures, tokenNames } from '../profile/fixture.js';
import type { OpenedProfile } from '../profile/opened-profile.js';
import type { Cause } from '../report/report.js';
import type { PlainAnswers } from './first-meeting.js';
import type { OtpBudget } from './otp-budget.js';
import { type SharedMessages, spokesmanOf } from './shared-messages.js';

/** What the fixtures are met with. */
export interface FixtureMeetingOptions {
  readonly session: Session;
  readonly opened: OpenedProfile;
  readonly budget: OtpBudget;
  readonly plain: PlainAnswers;
  readonly planted: PlantedFaults;
  readonly shared: SharedMessages;
}

/** Tokens and clients: what a target knows under a name of the profile's. */
export type Met = Exclude<Fixture, 'olderKey' | 'agreements' | 'unknownTokens'>;

export const meetable: readonly Met[] = [...tokenNames, 'throttledClient'];

/** The step that asks about a fixture, and its case. */
interface Question {
  readonly aCase: ConformanceCase;
  readonly step: CallStep | SharedStep;
}

/** Says of a client that the target does not know it under this name, key and version. */
const unknownClient = ['INVALID_CLIENT', 'KEY_NOT_FOUND', 'INVALID_SIGNATURE'];

/**
 * Each access token and client of the profile is asked once before any case is tried. One that the target does not know is a
 * wrong fixture, which is said of the profile once, and of the target's rules never.
 */
export class FixtureMeeting {
  readonly #with: FixtureMeetingOptions;
  readonly #wrong = new Map<Fixture, string>();
  readonly #causes: Cause<Exchange>[] = [];
  /** What was answered to the steps that have been sent here already. */
  readonly #answers = new Map<CallStep, CheckedExchange>();
  readonly #codes = new Set<string>();

  constructor(options: FixtureMeetingOptions) {
    this.#with = options;
  }

  /** The wrong fixtures, each with what to do. */
  get causes(): readonly Cause<Exchange>[] {
    return this.#causes;
  }

  /** Why a fixture cannot be used, or undefined. */
  whyNot(fixture: Fixture): string | undefined {
    return this.#wrong.get(fixture);
  }

  /** What a step was answered if it was sent to meet a fixture: once, for the case itself must not send it again. */
  takeAnswer(step: CallStep): CheckedExchange | undefined {
    const answer = this.#answers.get(step);
    this.#answers.delete(step);
    return answer;
  }

  /** Whether some token of the profile was answered another code than this. */
  sawOther(code: string): boolean {
    return [...this.#codes].some((other) => other !== code);
  }

  /**
   * Asks about every fixture that these cases need.
   * @param all every case of the target: the question about a fixture may be part of one that is not selected
   */
  async meet(selected: readonly ConformanceCase[], all: readonly ConformanceCase[]): Promise<void> {
    const { opened, session } = this.#with;
    const needed = new Set(selected.flatMap(needsOf));
    for (const fixture of meetable) {
      if (!needed.has(fixture) || !opened.has(fixture) || session.stopped !== undefined) continue;
      const question = this.#questionAbout(fixture, all);
      if (question !== undefined) await this.#ask(fixture, question);
    }
  }

  /** The first step that is about nothing but the fixture. */
  #questionAbout(fixture: Met, all: readonly ConformanceCase[]): Question | undefined {
    for (const aCase of all)
      for (const step of aCase.steps) if (asksAbout(fixture, step)) return { aCase, step };
    return undefined;
  }

  async #ask(fixture: Met, { aCase, step }: Question): Promise<void> {
    const { session, opened, budget, planted, shared } = this.#with;
    const operation = opened.operations.find(({ operationId }) => operationId === aCase.operation);
    if (operation === undefined || budget.forbids(aCase) !== undefined) return;
    if ('shared' in step) {
      const all = await shared.answersTo(step.shared, operation, aCase.id);
      const first = typeof all === 'string' ? undefined : spokesmanOf(all);
      if (first !== undefined) this.#note(fixture, { aCase, step }, first);
      return;
    }
    const checked = await session.call(operation, step.send, aCase.id, {
      patient: fixture !== 'throttledClient',
      check: (message) => {
        planted.check(message, step);
      },
    });
    this.#answers.set(step, checked);
    this.#note(fixture, { aCase, step }, checked);
  }

  #note(fixture: Met, { aCase, step }: Question, { answer, exchange }: CheckedExchange): void {
    if (answer === undefined) return;
    this.#codes.add(answer.code);
    const plain = this.#with.plain.get(aCase.operation ?? '')?.code ?? '';
    if (!saysUnknown(fixture, answer.code, plain)) return;
    this.#wrong.set(fixture, `wrong fixture: ${nameOf(fixture)} is answered ${answer.code} (see above)`);
    const [expected = ''] = step.expect.kind === 'code' ? step.expect.codes : [];
    const rule = exchange.message.operation.resultCodes[expected]?.rule ?? aCase.rules[0];
    this.#causes.push({
      kind: 'fixture',
      summary: `wrong fixture: ${nameOf(fixture)} is answered ${answer.code}, as if the target did not know it`,
      remedy: remedyFor(fixture, this.#with.opened, { rule, expected }),
      rules: [rule],
      inDoubt: true,
      exchange,
    });
  }
}

function needsOf({ needs = [], steps }: ConformanceCase): readonly Fixture[] {
  return [...needs, ...steps.flatMap((step) => ('send' in step ? (step.needs ?? []) : []))];
}

/** Whether a step sends the fixture, expects one code for it and is about nothing else. */
export function asksAbout(
  fixture: Met,
  step: ConformanceCase['steps'][number],
): step is CallStep | SharedStep {
  if ('shared' in step) return step.shared.send.token === fixture;
  if (!('send' in step) || step.expect.kind !== 'code') return false;
  const { send, premises = [], plants = [], copies } = step;
  if (premises.length > 0 || copies !== undefined) return false;
  if (fixture === 'throttledClient') return send.signer === 'throttledClient';
  // What sends an OTP is a message that cases share.
  const isAlone = Object.keys(send).every((key) => key === 'token' || key === 'parameters');
  return send.token === fixture && isAlone && plants.length === 0 && !step.expect.codes.includes('SUCCESS');
}

/** Whether a code says that the target does not know a fixture, rather than something of it. */
function saysUnknown(fixture: Met, code: string, plain: string): boolean {
  switch (fixture) {
    case 'throttledClient':
      return unknownClient.includes(code);
    case 'expired':
      return ['INVALID_TOKEN', plain].includes(code);
    case 'cancelled':
      return code === 'EXPIRED_ACCESS_TOKEN';
    default:
      return [plain, 'INVALID_TOKEN', 'EXPIRED_ACCESS_TOKEN'].includes(code);
  }
}

const nameOf = (fixture: Met): string => (isTokenName(fixture) ? `accessTokens.${fixture}` : fixture);

function remedyFor(
  fixture: Met,
  { throttledClient }: OpenedProfile,
  { rule, expected }: { readonly rule: string; readonly expected: string },
): readonly string[] {
  if (!isTokenName(fixture))
    return [
      `Is ${throttledClient?.clientId ?? 'the client'} registered there, with the key and the keyVersion that the profile gives it?`,
    ];
  const { of } = tokenFixtures[fixture];
  const doubt =
    fixture === 'valid' ? [] : [`If it is, the target breaks ${rule}: ${of} leads to ${expected}.`];
  return [
    `Is the token in the profile that of ${of}? Get a new one, correct the profile and run again.`,
    ...doubt,
  ];
}
