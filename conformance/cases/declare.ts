import type { ResultCode } from '../../generated/result-codes.js';
import type { RuleId } from '../../generated/rules.js';
import type { ConformanceCase, FreshStep, Premise, Step } from '../conformance-case.js';
import type { Expectation } from '../expectation.js';
import type { Fixture } from '../fixtures.js';
import type { Changes } from '../message-plan.js';

/** `<rule>.<what>`: the rule that a case is about stands in its id. */
export type CaseId = `${RuleId}.${string}`;

/** Changes, or several that are each sent once, by what tells them apart. */
type Requests = Changes | Readonly<Record<`: ${string}`, Changes>>;

/** A case of these steps. */
export function declare(id: CaseId, title: string, steps: readonly Step[]): ConformanceCase {
  const rule = id.slice(0, id.indexOf('.')) as RuleId;
  return { id, rules: [rule], title, severity: 'must', steps };
}

/** A request that is refused with this code, or with one of these. */
export function refused(
  id: CaseId,
  title: string,
  codes: ResultCode | readonly [ResultCode, ...ResultCode[]],
  requests: Requests,
): ConformanceCase {
  const expect: Expectation = { kind: 'code', codes: typeof codes === 'string' ? [codes] : codes };
  return declare(id, title, stepsOf(requests, expect));
}

/**
 * A request that passes every check before the access token. It has an unknown token, so that its acceptance shows
 * without an OTP being sent.
 */
export function accepted(
  id: CaseId,
  title: string,
  requests: Requests,
  or: readonly ResultCode[] = [],
): ConformanceCase {
  return declare(id, title, stepsOf(requests, { kind: 'accepted', or }));
}

/** A request with ids that may be anybody's passes the schema: what the target says of the ids is its business. */
export function fitsSchema(id: CaseId, title: string, requests: Requests): ConformanceCase {
  return accepted(id, title, requests, ['ACCESS_DENIED']);
}

/** Several requests of one case, each with a label. */
export function each<T>(values: Readonly<Record<string, T>>, change: (value: T) => Changes): Requests {
  return Object.fromEntries(Object.entries(values).map(([label, value]) => [`: ${label}`, change(value)]));
}

/** A failure of it breaks these rules, too. */
export function also(rules: readonly RuleId[], aCase: ConformanceCase): ConformanceCase {
  return { ...aCase, rules: [...aCase.rules, ...rules] };
}

/** Better so, but no breach. */
export function should(aCase: ConformanceCase): ConformanceCase {
  return { ...aCase, severity: 'should' };
}

/** Nothing can be said of a target without it. */
export function core(aCase: ConformanceCase): ConformanceCase {
  return { ...aCase, core: true };
}

/** Not tried without these. */
export function needing(needs: readonly Fixture[], aCase: ConformanceCase): ConformanceCase {
  return { ...aCase, needs };
}

/** Shows something only where this is accepted. */
export function given(name: string, send: Changes, aCase: ConformanceCase): ConformanceCase {
  const premise: Premise = { name, send, expect: { kind: 'accepted' } };
  const steps = aCase.steps.map((step) =>
    'again' in step ? step : { ...step, premises: [...(step.premises ?? []), premise] },
  );
  return { ...aCase, steps };
}

/** Causes OTPs: so many at a target that keeps the contract, and at most so many at one that does not. */
export function causing(expected: number, atMost: number, aCase: ConformanceCase): ConformanceCase {
  return { ...aCase, otps: { expected, atMost } };
}

function stepsOf(requests: Requests, expect: Expectation): FreshStep[] {
  const several = Object.entries(requests).filter(([label]) => label.startsWith(': '));
  if (several.length === 0) return [{ send: requests, expect }];
  return several.map(([label, send]) => ({ label: label.slice(2), send: send as Changes, expect }));
}
