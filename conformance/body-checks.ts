import { isResultCode, resultCodes } from '../generated/result-codes.js';
import { validateSendOtpResponse } from '../generated/validators.js';
import { isObject, readBody } from './answer.js';
import { type BodyCheck, hasStatus, quote, type Seen } from './response-check.js';

/** What holds for every body. */
export const bodyChecks: readonly BodyCheck[] = [
  {
    id: 'every.json',
    rules: ['CALL-3'],
    title: 'every response has a body that is JSON in UTF-8',
    severity: 'must',
    fault: ({ received }) => {
      const reading = readBody(received.body);
      return reading.ok ? undefined : reading.fault;
    },
  },
  {
    id: 'every.result',
    rules: ['RES-1'],
    title: 'every response has a result with resultStatus and resultCode',
    severity: 'must',
    // What is not JSON is every.json's business.
    appliesTo: ({ received }) => readBody(received.body).ok,
    fault: resultFault,
  },
  {
    id: 'every.message',
    rules: ['RES-1'],
    title: 'every resultMessage is the text of the table',
    severity: 'must',
    appliesTo: ({ answer }) =>
      answer !== undefined && isResultCode(answer.code) && answer.message !== undefined,
    fault: ({ answer }) => {
      if (answer === undefined || !isResultCode(answer.code)) return undefined;
      const { message } = resultCodes[answer.code];
      return answer.message === message
        ? undefined
        : `resultMessage of ${answer.code} is ${quote(answer.message)}; expected ${quote(message)}`;
    },
  },
  {
    id: 'every.message-present',
    rules: ['RES-1'],
    title: 'every result has its resultMessage',
    severity: 'should',
    appliesTo: ({ answer }) => answer !== undefined,
    fault: ({ answer }) => (answer?.message === undefined ? 'there is no resultMessage' : undefined),
  },
  ...(
    [
      ['S', 'RES-2', 'SUCCESS'],
      ['F', 'RES-3', 'a code of the table whose status is F'],
      ['U', 'RES-4', 'a code of the table whose status is U'],
    ] as const
  ).map(([status, rule, codes]): BodyCheck => ({
    id: `every.code-of-${status}`,
    rules: [rule],
    title: `every response with the status ${status} has ${codes}`,
    severity: 'must',
    of: `with the status ${status}`,
    appliesTo: hasStatus(status),
    fault: ({ answer }) => {
      if (answer === undefined) return undefined;
      if (!isResultCode(answer.code)) return `resultCode ${quote(answer.code)} is not in the table`;
      const row = resultCodes[answer.code];
      return row.status === answer.status
        ? undefined
        : `resultCode ${row.code} came with resultStatus ${quote(answer.status)}; it belongs to ${row.status}`;
    },
  })),
  {
    id: 'every.id-with-S',
    rules: ['RES-5'],
    title: 'every S has a verifyRequestId of 1 to 64 characters',
    severity: 'must',
    of: 'with the status S',
    appliesTo: hasStatus('S'),
    fault: ({ answer }) => {
      const id = answer?.body['verifyRequestId'];
      if (id === undefined) return 'verifyRequestId is missing';
      if (typeof id !== 'string') return `verifyRequestId is ${quote(id)}; expected a string`;
      const { length } = Array.from(id);
      return length >= 1 && length <= 64
        ? undefined
        : `verifyRequestId has ${length} characters; expected 1 to 64`;
    },
  },
  {
    id: 'every.no-id-without-S',
    rules: ['RES-6'],
    title: 'no F or U has a verifyRequestId',
    severity: 'must',
    appliesTo: (seen) => hasStatus('F')(seen) || hasStatus('U')(seen),
    fault: ({ answer }) =>
      answer !== undefined && 'verifyRequestId' in answer.body
        ? `there is a verifyRequestId: ${quote(answer.body['verifyRequestId'])}`
        : undefined,
  },
];

function resultFault({ received }: Seen): string | undefined {
  const reading = readBody(received.body);
  if (!reading.ok) return undefined;
  if (!isObject(reading.value)) return `the body is ${quote(reading.value)}; expected a JSON object`;
  const { result } = reading.value as { readonly result?: unknown };
  if (!isObject(result))
    return `result is ${result === undefined ? 'missing' : quote(result)}; expected an object`;
  for (const name of ['resultStatus', 'resultCode']) {
    const value = result[name];
    if (typeof value !== 'string')
      return `result.${name} is ${value === undefined ? 'missing' : quote(value)}; expected a string`;
  }
  const status = result['resultStatus'];
  if (!['S', 'F', 'U'].includes(String(status)))
    return `result.resultStatus is ${quote(status)}; expected S, F or U`;
  const message = result['resultMessage'];
  if (message !== undefined && typeof message !== 'string')
    return `result.resultMessage is ${quote(message)}; expected a string`;
  return undefined;
}

/** What the schema says, beyond the checks above. */
export function schemaFault({ received }: Seen): string | undefined {
  const reading = readBody(received.body);
  if (!reading.ok || validateSendOtpResponse(reading.value)) return undefined;
  const [first] = validateSendOtpResponse.errors ?? [];
  return `the body does not fit the schema: body${first?.instancePath ?? ''} ${first?.message ?? ''}`;
}
