import type { AnyOutcome, Operation, ResultCodeRow } from '@sendotp-contract/spec';

/** What a response body is made of besides the outcome. */
export interface ResponseShape {
  readonly resultCodes: Readonly<Record<string, ResultCodeRow>>;
  /** Missing when no operation is known: then there is no success either. */
  readonly successFields?: Operation['successFields'];
}

/**
 * The body that carries an outcome: status and message follow from the code (RC-1 and following).
 * @throws TypeError for a code that is not in the table
 */
export function responseBody(
  { resultCodes, successFields = {} }: ResponseShape,
  outcome: AnyOutcome,
): Readonly<Record<string, unknown>> {
  const row = resultCodes[outcome.resultCode];
  if (row === undefined) throw new TypeError(`${outcome.resultCode} is no result code of this operation`);
  const result = { resultStatus: row.status, resultCode: row.code, resultMessage: row.message };
  const body: Record<string, unknown> = { result };
  if (row.status !== 'S') return body;
  const values: Readonly<Record<string, unknown>> = { ...outcome };
  for (const name of Object.keys(successFields)) {
    if (Object.hasOwn(values, name)) body[name] = values[name];
  }
  return body;
}
