import type { Contract, ResultCodeRow } from '@sendotp-contract/spec';
import type { AnsweredMessage } from '../exchange/exchange.js';
import { quote } from '../exchange/quote.js';
import { isObject } from '../exchange/read-response.js';
import { type BodyCheck, hasStatus } from './response-check.js';
import { successFieldChecks } from './success-field-checks.js';

/** What holds for every body: JSON, a result, the code with its status and message, the operation's success fields. */
export function bodyChecks(contract: Contract): readonly BodyCheck[] {
  return [...resultChecks, ...successFieldChecks(contract)];
}

/** The row of the operation's table for the code that was answered. */
function rowOf({ message, response }: AnsweredMessage): ResultCodeRow | undefined {
  const code = response.answer?.code;
  if (code === undefined || !Object.hasOwn(message.operation.resultCodes, code)) return undefined;
  return message.operation.resultCodes[code];
}

const resultChecks: readonly BodyCheck[] = [
  {
    id: 'every.json',
    rules: ['CALL-3'],
    title: 'every response has a body that is JSON in UTF-8',
    severity: 'must',
    fault: ({ response }) => (response.json.ok ? undefined : response.json.fault),
  },
  {
    id: 'every.result',
    rules: ['RES-1'],
    title: 'every response has a result with resultStatus and resultCode',
    severity: 'must',
    // What is not JSON is reported by every.json.
    appliesTo: ({ response }) => response.json.ok,
    fault: ({ response }) => (response.json.ok ? resultFault(response.json.value) : undefined),
  },
  {
    id: 'every.message',
    rules: ['RES-1'],
    title: 'every resultMessage is the text of the table',
    severity: 'must',
    appliesTo: (answered) => rowOf(answered) !== undefined && answered.response.answer?.message !== undefined,
    fault: (answered) => {
      const row = rowOf(answered);
      const actual = answered.response.answer?.message;
      return row === undefined || actual === row.message
        ? undefined
        : `resultMessage of ${row.code} is ${quote(actual)}; expected ${quote(row.message)}`;
    },
  },
  {
    id: 'every.message-present',
    rules: ['RES-1'],
    title: 'every result has its resultMessage',
    severity: 'should',
    appliesTo: ({ response }) => response.answer !== undefined,
    fault: ({ response }) =>
      response.answer?.message === undefined ? 'there is no resultMessage' : undefined,
  },
  ...(
    [
      ['S', 'RES-2'],
      ['F', 'RES-3'],
      ['U', 'RES-4'],
    ] as const
  ).map(([status, rule]): BodyCheck => ({
    id: `every.code-of-${status}`,
    rules: [rule],
    title: `every response with the status ${status} has a code of the table whose status is ${status}`,
    severity: 'must',
    of: `with the status ${status}`,
    appliesTo: hasStatus(status),
    fault: (answered) => {
      const { answer } = answered.response;
      if (answer === undefined) return undefined;
      const row = rowOf(answered);
      if (row === undefined) return `resultCode ${quote(answer.code)} is not in the table`;
      return row.status === answer.status
        ? undefined
        : `resultCode ${row.code} was returned with resultStatus ${quote(answer.status)}; its status is ${row.status}`;
    },
  })),
];

function resultFault(body: unknown): string | undefined {
  if (!isObject(body)) return `the body is ${quote(body)}; expected a JSON object`;
  const { result } = body;
  if (!isObject(result))
    return `result is ${result === undefined ? 'missing' : quote(result)}; expected an object`;
  for (const name of ['resultStatus', 'resultCode']) {
    const value = result[name];
    if (typeof value !== 'string')
      return `result.${name} is ${value === undefined ? 'missing' : quote(value)}; expected a string`;
  }
  const { resultStatus: status, resultMessage: message } = result;
  if (!['S', 'F', 'U'].includes(String(status)))
    return `result.resultStatus is ${quote(status)}; expected S, F or U`;
  if (message !== undefined && typeof message !== 'string')
    return `result.resultMessage is ${quote(message)}; expected a string`;
  return undefined;
}

/** Where a body does not fit the operation's schema, beyond what the checks above find. */
export function schemaFault({ message, response }: AnsweredMessage): string | undefined {
  const { validateResponse } = message.operation;
  if (!response.json.ok || validateResponse(response.json.value)) return undefined;
  const [first] = validateResponse.errors ?? [];
  return `the body does not fit the schema: body${first?.instancePath ?? ''} ${first?.message ?? ''}`;
}
