import { type Contract, contract as shipped, type Operation, operations } from '@sendotp-contract/spec';
import { document as shippedDocument } from '@sendotp-contract/spec/document';

const { sendOTP } = operations;
const text = { type: 'string', required: true, nullable: false, rules: [] } as const;
const anyObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** What a success of `lookUp` holds in the document. */
export const lookUpFields = { ticket: 'TICKET-1', state: 'OPEN', day: '2026-11-25' } as const;

/** Whether a success has each of these fields, as text; any other body is taken. */
function withFields(...names: readonly string[]) {
  return (body: unknown): body is object => {
    if (!anyObject(body)) return false;
    const values = new Map<string, unknown>(Object.entries(body));
    const result = values.get('result');
    if (!anyObject(result) || !('resultStatus' in result)) return false;
    return result.resultStatus !== 'S' || names.every((name) => typeof values.get(name) === 'string');
  };
}

/** A made-up operation: two secret parameters, a result code of its own, and three kinds of success field. */
export const lookUp: Operation = {
  ...sendOTP,
  operationId: 'lookUp',
  path: '/aps/api/v1/made-up/lookUp',
  resultCodes: {
    SUCCESS: shipped.resultCodes.SUCCESS,
    PARAM_ILLEGAL: shipped.resultCodes.PARAM_ILLEGAL,
    INVALID_TOKEN: shipped.resultCodes.INVALID_TOKEN,
    UNKNOWN_EXCEPTION: shipped.resultCodes.UNKNOWN_EXCEPTION,
    LOOK_UP_CLOSED: {
      ...shipped.resultCodes.PROCESS_FAIL,
      code: 'LOOK_UP_CLOSED',
      message: 'The made-up look-up is closed.',
    },
  },
  orderOfChecks: [
    { check: 'body against the schema', codes: ['PARAM_ILLEGAL'] },
    { check: 'token', codes: ['INVALID_TOKEN'] },
    { check: 'look-up', codes: ['LOOK_UP_CLOSED', 'UNKNOWN_EXCEPTION', 'SUCCESS'] },
  ],
  parameters: { userToken: text, pin: { ...text, required: false } },
  successFields: {
    ticket: { ...text, minLength: 4, maxLength: 12 },
    state: { ...text, maxLength: 6, values: ['OPEN'] },
    day: text,
  },
  secrets: ['pin', 'userToken'],
  loggable: [],
  plainRequest: { userToken: 'token' },
  validateRequest: anyObject,
  validateResponse: withFields('ticket', 'state', 'day'),
};

/** What a success of `ping` holds in the document: a field that the record does not know. */
export const pingFields = { note: 'only in the document' } as const;

/** A made-up operation without secrets and without success fields. */
export const ping: Operation = {
  ...lookUp,
  operationId: 'ping',
  path: '/aps/api/v1/made-up/ping',
  resultCodes: {
    SUCCESS: shipped.resultCodes.SUCCESS,
    PARAM_ILLEGAL: shipped.resultCodes.PARAM_ILLEGAL,
    PROCESS_FAIL: shipped.resultCodes.PROCESS_FAIL,
    UNKNOWN_EXCEPTION: shipped.resultCodes.UNKNOWN_EXCEPTION,
  },
  orderOfChecks: [
    { check: 'body against the schema', codes: ['PARAM_ILLEGAL'] },
    { check: 'ping', codes: ['PROCESS_FAIL', 'UNKNOWN_EXCEPTION', 'SUCCESS'] },
  ],
  parameters: { text },
  successFields: {},
  secrets: [],
  plainRequest: { text: 'hello' },
  validateResponse: withFields(),
};

/** The shipped contract with both. */
export const contract: Contract = {
  ...shipped,
  operations: { ...shipped.operations, lookUp, ping },
  resultCodes: { ...shipped.resultCodes, ...lookUp.resultCodes },
};

/** Its document. */
export const document: Readonly<Record<string, unknown>> = {
  ...shippedDocument,
  paths: {
    ...pathsOf(shippedDocument),
    [lookUp.path]: pathItem(lookUp, lookUpFields),
    [ping.path]: pathItem(ping, pingFields),
  },
};

function pathsOf({ paths }: Readonly<Record<string, unknown>>): object {
  if (!anyObject(paths)) throw new TypeError('the document has no paths');
  return paths;
}

function pathItem(operation: Operation, fields: object): object {
  const { operationId, parameters, resultCodes, successFields } = operation;
  const textsOf = (names: object) =>
    Object.fromEntries(Object.keys(names).map((name) => [name, { type: 'string' }]));
  const required = Object.keys(parameters).filter((name) => parameters[name]?.required === true);
  const examples = Object.values(resultCodes).map(({ code, status, message }) => {
    const result = { resultStatus: status, resultCode: code, resultMessage: message };
    return [code, { value: { result, ...(status === 'S' ? fields : {}) } }] as const;
  });
  return {
    post: {
      operationId,
      requestBody: {
        required: true,
        content: {
          'application/json': { schema: { type: 'object', required, properties: textsOf(parameters) } },
        },
      },
      responses: {
        '200': {
          description: 'Every outcome.',
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['result'],
                properties: { result: { type: 'object' }, ...textsOf(successFields) },
              },
              examples: Object.fromEntries(examples),
            },
          },
        },
      },
    },
  };
}
