import type { Operation } from '@sendotp-contract/spec';
import { parseScenario, type Scenario, success } from './scenario.js';

/** What decides on the scenario of a call. */
export interface CallToAnswer {
  readonly operation: Operation;
  /** The `Prefer` header, as received. */
  readonly prefer: string | undefined;
  /** Undefined when the operation has none. */
  readonly accessToken: string | undefined;
  /** The scenario for calls that name none. */
  readonly standing: Scenario;
  /** The beginning of an access token that carries a scenario. */
  readonly tokenPrefix: string;
  /** The token of a user without an e-mail address, and whether the call asks for an e-mail. */
  readonly noEmail?: { readonly token: string; readonly byEmail: boolean };
}

export type Choice =
  | { readonly outcome: 'chosen'; readonly scenario: Scenario }
  /** The call names a scenario that its operation does not have. `why` repeats nothing of what was sent. */
  | { readonly outcome: 'refused'; readonly code: string; readonly why: string };

/** `Prefer: example=` first, then a sandbox access token, then the standing scenario. */
export function chooseScenario(call: CallToAnswer): Choice {
  const { operation, prefer, accessToken, standing, tokenPrefix, noEmail } = call;
  const { operationId, resultCodes } = operation;
  const example = prefer === undefined ? undefined : preferredExample(prefer);
  if (example !== undefined) {
    if (Object.hasOwn(resultCodes, example))
      return { outcome: 'chosen', scenario: { kind: 'outcome', code: example } };
    const count = Object.keys(resultCodes).length;
    return refused(
      'PARAM_ILLEGAL',
      `Prefer: example= names none of the ${count} result codes of ${operationId}`,
    );
  }
  if (accessToken !== undefined && accessToken === noEmail?.token) {
    const code = noEmail.byEmail && Object.hasOwn(resultCodes, 'PROCESS_FAIL') ? 'PROCESS_FAIL' : undefined;
    return {
      outcome: 'chosen',
      scenario: code === undefined ? success(operation) : { kind: 'outcome', code },
    };
  }
  if (accessToken?.startsWith(tokenPrefix) !== true) return { outcome: 'chosen', scenario: standing };
  try {
    return { outcome: 'chosen', scenario: parseScenario(accessToken.slice(tokenPrefix.length), operation) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // As at the reference MPP: a sandbox token that was never issued. Not every operation has the code for it.
    const code = Object.hasOwn(resultCodes, 'INVALID_TOKEN') ? 'INVALID_TOKEN' : 'PARAM_ILLEGAL';
    return refused(code, `an access token that begins with ${tokenPrefix}: ${error.message}`);
  }
}

/**
 * The access token of a request: the secret parameter that carries a scenario, otherwise the first secret parameter.
 * Undefined when the request has none.
 */
export function accessTokenOf(
  { secrets }: Pick<Operation, 'secrets'>,
  request: object,
  tokenPrefix: string,
): string | undefined {
  const values = new Map<string, unknown>(Object.entries(request));
  const tokens = secrets.map((name) => values.get(name)).filter((value) => typeof value === 'string');
  return tokens.find((token) => token.startsWith(tokenPrefix)) ?? tokens[0];
}

function refused(code: string, why: string): Choice {
  return { outcome: 'refused', code, why };
}

/** The value of the first preference `example` (RFC 7240: `a, example=SUCCESS; parameter, b="c"`). */
function preferredExample(prefer: string): string | undefined {
  for (const preference of prefer.split(',')) {
    // Split rather than matched: a regular expression that backtracks over many blanks is slow.
    const [name = '', value] = (preference.split(';', 1)[0] ?? '').split('=', 2).map((part) => part.trim());
    if (name.toLowerCase() === 'example' && value !== undefined) return value.replace(/^"(.*)"$/s, '$1');
  }
  return undefined;
}
