import { isResultCode, type ResultCodeOf } from '../../generated/result-codes.js';
import { sandbox } from '../../generated/sandbox.js';
import { parseScenario, type Scenario } from './scenario.js';

/** What decides on the scenario of a call. */
export interface Wishes {
  /** The `Prefer` header, as received. */
  readonly prefer: string | undefined;
  readonly accessToken: string;
  /** The scenario for calls that name none. */
  readonly standing: Scenario;
}

export type Choice =
  | { readonly outcome: 'chosen'; readonly scenario: Scenario }
  /** A scenario was asked for that does not exist. `why` repeats nothing of what was sent. */
  | { readonly outcome: 'refused'; readonly code: ResultCodeOf<'F'>; readonly why: string };

/** `Prefer: example=` first, then a sandbox access token, then the standing scenario. */
export function chooseScenario({ prefer, accessToken, standing }: Wishes): Choice {
  const example = prefer === undefined ? undefined : preferredExample(prefer);
  if (example !== undefined) {
    if (isResultCode(example)) return { outcome: 'chosen', scenario: { kind: 'outcome', code: example } };
    return refused('PARAM_ILLEGAL', 'Prefer: example= names none of the 17 result codes');
  }
  if (!accessToken.startsWith(sandbox.tokenPrefix)) return { outcome: 'chosen', scenario: standing };
  try {
    return { outcome: 'chosen', scenario: parseScenario(accessToken.slice(sandbox.tokenPrefix.length)) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // As at the reference MPP: a sandbox token that was never given out.
    return refused(
      'INVALID_TOKEN',
      `an access token that begins with ${sandbox.tokenPrefix}: ${error.message}`,
    );
  }
}

function refused(code: ResultCodeOf<'F'>, why: string): Choice {
  return { outcome: 'refused', code, why };
}

/** The value of the first preference `example` (RFC 7240: `a, example=SUCCESS; parameter, b="c"`). */
function preferredExample(prefer: string): string | undefined {
  for (const preference of prefer.split(',')) {
    // Split rather than matched: a pattern that gives blanks back one by one takes its time over many.
    const [name = '', value] = (preference.split(';', 1)[0] ?? '').split('=', 2).map((part) => part.trim());
    if (name.toLowerCase() === 'example' && value !== undefined) return value.replace(/^"(.*)"$/s, '$1');
  }
  return undefined;
}
