import type { AnyOutcome, CalledOperation, ResultStatus } from '@sendotp-contract/spec';
import type { Attempt } from './attempt.js';
import type { Fault, Words } from './fault.js';
import { fieldOf, misfits } from './field.js';
import { type OutcomeDetails, resultCodeRow } from './outcome.js';

/**
 * Turns the parsed body of a response into an outcome.
 * @throws Fault RESPONSE_OUTSIDE_CONTRACT, or RESPONSE_UNSIGNED for an unsigned `S`
 */
export async function checkBody(
  body: unknown,
  operation: CalledOperation,
  attempt: Attempt,
): Promise<AnyOutcome & OutcomeDetails> {
  const outside = (inWords: (words: Words) => string): Fault =>
    attempt.fault('RESPONSE_OUTSIDE_CONTRACT', inWords);
  if (body === undefined) throw outside((words) => words.empty());
  const result = fieldOf(body, 'result');
  const status = fieldOf(result, 'resultStatus');
  const code = fieldOf(result, 'resultCode');
  const message = fieldOf(result, 'resultMessage');
  if (status !== 'S' && status !== 'F' && status !== 'U') throw outside((words) => words.noStatus());
  if (typeof code !== 'string' || code === '') throw outside((words) => words.noCode());
  if (message !== undefined && message !== null && typeof message !== 'string')
    throw outside((words) => words.noMessage());
  const known = resultCodeRow(operation, code);
  if (known !== undefined && known.status !== status)
    throw outside((words) => words.codeOfOtherStatus(code, status, known.status));
  const names = Object.keys(operation.successFields).filter((name) => fieldOf(body, name) !== undefined);
  if (!fitsSchema(body, status, code, names, operation))
    throw outside((words) => words.misfit(status, names, operation));
  const signed = attempt.signed === true;
  if (status === 'S' && !signed) throw attempt.fault('RESPONSE_UNSIGNED', (words) => words.unsigned());
  const hint = status === 'F' ? await attempt.clockHint() : undefined;
  const details = {
    resultCode: code,
    resultMessage: message ?? known?.message ?? (await messageOf(code, operation)) ?? code,
    signed,
    ...(hint === undefined ? {} : { hint }),
  };
  if (status !== 'S') return { resultStatus: status, ...details };
  const fields: object = Object.fromEntries(names.map((name) => [name, fieldOf(body, name)]));
  return { ...fields, resultStatus: status, ...details };
}

/** @returns undefined for a code that the contract does not know, and when the messages cannot be loaded */
async function messageOf(code: string, { messages }: CalledOperation): Promise<string | undefined> {
  const loaded = (await messages?.().catch(() => undefined)) ?? {};
  return Object.hasOwn(loaded, code) ? loaded[code] : undefined;
}

/** RES-5, RES-6; RES-9: an unknown code is checked as a known one of its status. The message is for people, whatever it says. */
function fitsSchema(
  body: unknown,
  status: ResultStatus,
  code: string,
  names: readonly string[],
  { resultCodes, successFields, validateResponse }: CalledOperation,
): boolean {
  if (validateResponse === undefined)
    return status === 'S' ? misfits(body, successFields).length === 0 : names.length === 0;
  const ofStatus = Object.entries(resultCodes).find(([, row]) => row.status === status);
  const resultCode = Object.hasOwn(resultCodes, code) ? code : ofStatus?.[0];
  // Only for the type: a body with a status is an object.
  return validateResponse({ ...(body ?? {}), result: { resultStatus: status, resultCode } });
}
