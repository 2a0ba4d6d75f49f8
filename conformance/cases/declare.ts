import type { commonResultCodes, ResultCode, RuleId } from '@sendotp-contract/spec';
import type { Changes } from '../exchange/changes.js';
import type { PlantedName } from '../exchange/fault-reader.js';
import type { Fixture } from '../profile/fixture.js';
import type { CallStep, ConformanceCase, Premise, Step } from './conformance-case.js';
import type { Expectation } from './expectation.js';

/** `<rule>.<what>`: an id begins with the rule that its case is about. */
export type CaseId = `${RuleId}.${string}`;

/** A code that any operation may have. */
export type CommonCode = keyof typeof commonResultCodes;

/** One request, or several that are each sent once, by what tells them apart. */
export type Requests = Changes | LabelledRequests;

/** Several requests of one case by their labels. */
export class LabelledRequests {
  readonly byLabel: Readonly<Record<string, Changes>>;

  constructor(byLabel: Readonly<Record<string, Changes>>) {
    this.byLabel = byLabel;
  }
}

/** A case of these steps. `rule` is the one that its id begins with. */
export function declare(id: `${string}.${string}`, title: string, steps: readonly Step[]): ConformanceCase {
  return { id, rules: [id.slice(0, id.indexOf('.'))], title, severity: 'must', steps };
}

/** The fault that leads to a code, where no other one does. */
const onlyFault: Readonly<Partial<Record<ResultCode, readonly PlantedName[]>>> = {
  NO_INTERFACE_DEF: ['path'],
  METHOD_NOT_SUPPORTED: ['method'],
  MEDIA_TYPE_NOT_ACCEPTABLE: ['media type'],
  INVALID_CLIENT: ['Client-Id'],
  KEY_NOT_FOUND: ['key'],
  REQUEST_TRAFFIC_EXCEED_LIMIT: ['traffic'],
  // What a token leads to is no fault of the message.
  INVALID_TOKEN: [],
  EXPIRED_ACCESS_TOKEN: [],
  USER_NOT_EXIST: [],
  USER_STATUS_ABNORMAL: [],
  OTP_SEND_TIMES_EXCEED_LIMIT: [],
  PROCESS_FAIL: [],
  UNKNOWN_EXCEPTION: [],
  SUCCESS: [],
};

/**
 * A request that is refused with this code.
 * @param plants the faults of its messages. Needed for a code that several faults lead to.
 * @throws TypeError when the faults are not named and the code does not tell
 */
export function refused(
  id: CaseId,
  title: string,
  code: ResultCode,
  requests: Requests,
  plants = onlyFault[code],
): ConformanceCase {
  if (plants === undefined) throw new TypeError(`${id} must name its fault: several lead to ${code}`);
  return planting(plants, declare(id, title, stepsOf(requests, hasCode(code))));
}

/** The expectation of a code. */
export function hasCode(code: ResultCode): Expectation {
  return { kind: 'code', codes: [code] };
}

/**
 * A request that passes every check before the access token. Its token is unknown, so that the request shows to be
 * accepted without an OTP being sent.
 */
export function accepted(
  id: CaseId,
  title: string,
  requests: Requests,
  or: readonly CommonCode[] = [],
): ConformanceCase {
  return planting([], declare(id, title, stepsOf(requests, { kind: 'accepted', or })));
}

/** Several requests of one case, by label. */
export function several(byLabel: Readonly<Record<string, Changes>>): LabelledRequests {
  return new LabelledRequests(byLabel);
}

/** Several requests of one case, each made from a labelled value. */
export function each<T>(
  values: Readonly<Record<string, T>>,
  change: (value: T) => Changes,
): LabelledRequests {
  return new LabelledRequests(
    Object.fromEntries(Object.entries(values).map(([label, value]) => [label, change(value)])),
  );
}

/** Cases of the same name and rules as one: their steps, which may plant different faults. */
export function together(first: ConformanceCase, ...others: readonly ConformanceCase[]): ConformanceCase {
  return { ...first, steps: [...first.steps, ...others.flatMap(({ steps }) => steps)] };
}

/** A failure of the case breaks these rules, too. */
export function also(rules: readonly RuleId[], aCase: ConformanceCase): ConformanceCase {
  return { ...aCase, rules: [...aCase.rules, ...rules] };
}

/** Each of its messages has exactly these faults. */
export function planting(plants: readonly PlantedName[], aCase: ConformanceCase): ConformanceCase {
  return { ...aCase, steps: aCase.steps.map((step) => ('send' in step ? { ...step, plants } : step)) };
}

/** Recommended; a failure breaks nothing. */
export function should(aCase: ConformanceCase): ConformanceCase {
  return { ...aCase, severity: 'should' };
}

/** Without it nothing can be said about a target. */
export function core(aCase: ConformanceCase): ConformanceCase {
  return { ...aCase, core: true };
}

/** Not tried without these fixtures. */
export function needing(needs: readonly Fixture[], aCase: ConformanceCase): ConformanceCase {
  return { ...aCase, needs };
}

/** A request that must be accepted for another to show anything. */
export function premise(name: string, send: Changes): Premise {
  return { name, send, expect: { kind: 'accepted' } };
}

/** Shows something only where this is accepted. */
export function given(name: string, send: Changes, aCase: ConformanceCase): ConformanceCase {
  const steps = aCase.steps.map((step) =>
    'shared' in step ? step : { ...step, premises: [...(step.premises ?? []), premise(name, send)] },
  );
  return { ...aCase, steps };
}

/** Tried after everything else: it is about what came in between. */
export function atTheEnd(aCase: ConformanceCase): ConformanceCase {
  return { ...aCase, last: true };
}

/** Causes OTPs: this many at a conforming target, and at most this many at any other. */
export function causing(expected: number, atMost: number, aCase: ConformanceCase): ConformanceCase {
  return { ...aCase, otps: { expected, atMost } };
}

/** The steps of a case whose requests all have the same expectation. */
export function stepsOf(requests: Requests, expect: Expectation): CallStep[] {
  if (!(requests instanceof LabelledRequests)) return [{ send: requests, expect }];
  return Object.entries(requests.byLabel).map(([label, send]) => ({ label, send, expect }));
}
