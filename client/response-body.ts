import type { AnyOutcome, Field, Operation, ResultStatus } from '@sendotp-contract/spec';
import type { Attempt } from './attempt.js';
import { type OutcomeDetails, resultCodeRow } from './outcome.js';
import { unsigned } from './response-signature.js';

/**
 * Turns the parsed body of a response into an outcome.
 * @throws SendOtpError RESPONSE_OUTSIDE_CONTRACT, or RESPONSE_UNSIGNED for an unsigned `S`
 */
export function checkBody(
  body: unknown,
  operation: Operation,
  attempt: Attempt,
): AnyOutcome & OutcomeDetails {
  const outside = (what: string): Error =>
    attempt.error('RESPONSE_OUTSIDE_CONTRACT', `the response is outside the contract: ${what}`);
  if (body === undefined) throw outside('its body is not JSON: it is empty');
  const result = fieldOf(body, 'result');
  const status = fieldOf(result, 'resultStatus');
  const code = fieldOf(result, 'resultCode');
  const message = fieldOf(result, 'resultMessage');
  if (status !== 'S' && status !== 'F' && status !== 'U')
    throw outside('result.resultStatus is none of S, F, U');
  if (typeof code !== 'string' || code === '') throw outside('result.resultCode is missing or not a string');
  if (message !== undefined && message !== null && typeof message !== 'string')
    throw outside('result.resultMessage is not a string');
  const known = resultCodeRow(operation, code);
  if (known !== undefined && known.status !== status)
    throw outside(`${code} with status ${status}; this code has status ${known.status}`);
  if (!fitsSchema(body, status, known?.code, operation))
    throw outside(describeMisfit(body, status, operation));
  const signed = attempt.signed === true;
  if (status === 'S' && !signed) throw unsigned(attempt, 'Signature and Response-Time');
  const hint = status === 'F' ? clockHint(attempt.skewMs) : {};
  const details = { resultCode: code, resultMessage: message ?? known?.message ?? code, signed, ...hint };
  if (status !== 'S') return { resultStatus: status, ...details };
  const names = Object.keys(operation.successFields).filter((name) => Object.hasOwn(body, name));
  const fields: object = Object.fromEntries(names.map((name) => [name, fieldOf(body, name)]));
  return { ...fields, resultStatus: status, ...details };
}

/** A smaller difference is no reason for an MPP to refuse a request. */
const notableSkewMs = 60_000;

/** SIG-8: a wrong clock looks like a caller that may not call. */
function clockHint(skewMs: number): { readonly hint?: string } {
  if (Math.abs(skewMs) < notableSkewMs) return {};
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  const direction = skewMs < 0 ? 'ahead of' : 'behind';
  return {
    hint: `this machine's clock is ${seconds} s ${direction} the Response-Time of the MPP; an MPP refuses a Request-Time outside its tolerance (SIG-8). Check the clock first`,
  };
}

/** RES-9: an unknown code is checked as a known one of its status. The message is for people, whatever it says. */
function fitsSchema(
  body: unknown,
  status: ResultStatus,
  knownCode: string | undefined,
  { resultCodes, validateResponse }: Operation,
): body is object {
  const resultCode = knownCode ?? Object.values(resultCodes).find((row) => row.status === status)?.code;
  return (
    typeof body === 'object' && validateResponse({ ...body, result: { resultStatus: status, resultCode } })
  );
}

/** Says which fields the contract returns with `S`. Values are never quoted. */
function describeMisfit(body: unknown, status: ResultStatus, { successFields }: Operation): string {
  const fields = Object.entries(successFields);
  if (status === 'S') {
    const expected = fields.map(([name, field]) => `${name}, ${describeField(field)}`);
    return `S without all of its fields as the contract has them: ${expected.join('; ')}`;
  }
  const unexpected = fields.filter(([name]) => fieldOf(body, name) !== undefined).map(([name]) => name);
  return unexpected.length === 0
    ? `the body does not fit the schema for status ${status}`
    : `${unexpected.join(', ')} with status ${status}: returned with S only (RES-6)`;
}

function describeField({ type, required, minLength, maxLength, rules }: Field): string {
  const length = maxLength === undefined ? '' : ` of ${minLength ?? 0} to ${maxLength} characters`;
  const cited = rules.length === 0 ? '' : ` (${rules.join(', ')})`;
  return `${required ? 'a' : 'an optional'} ${type}${length}${cited}`;
}

function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}
