import { type Fixture, tokenFixtures, tokenNames, whyWithout } from '../profile/fixture.js';
import type { CaseResult } from './report.js';

/** A fixture that the profile has not, and how much could not be tried for it. */
export interface MissingFixture {
  readonly fixture: Fixture;
  /** Its key in the profile, and what it is. */
  readonly what: string;
  readonly cases: number;
  readonly steps: number;
}

const fixtures: readonly { readonly fixture: Fixture; readonly what: string }[] = [
  ...tokenNames.map((name) => ({ fixture: name, what: `accessTokens.${name} (${tokenFixtures[name].of})` })),
  { fixture: 'olderKey', what: 'olderKey' },
  { fixture: 'throttledClient', what: 'throttledClient' },
];

/** Whether a step was left out because the profile has no such fixture. */
const isFor = (fixture: Fixture, why: string): boolean => why.endsWith(whyWithout(fixture));

/** What steps were left out for, by the fixture that the profile has not. */
export function missingFixtures(results: readonly CaseResult[]): readonly MissingFixture[] {
  return fixtures.flatMap(({ fixture, what }) => {
    const steps = results.map(({ leftOut }) => leftOut.filter((why) => isFor(fixture, why)).length);
    const cases = steps.filter((count) => count > 0).length;
    if (cases === 0) return [];
    return [{ fixture, what, cases, steps: steps.reduce((sum, count) => sum + count, 0) }];
  });
}

/** Reasons of several steps, with each missing fixture once. */
export function briefReasons(reasons: readonly string[]): readonly string[] {
  const missing = fixtures.filter(({ fixture }) => reasons.some((why) => isFor(fixture, why)));
  return [...missing.map(({ fixture }) => whyWithout(fixture)), ...otherReasons(reasons)];
}

/** The steps that were left out for another reason. */
export function leftOutOtherwise({ leftOut }: CaseResult): readonly string[] {
  return otherReasons(leftOut);
}

function otherReasons(reasons: readonly string[]): readonly string[] {
  return reasons.filter((why) => !fixtures.some(({ fixture }) => isFor(fixture, why)));
}
