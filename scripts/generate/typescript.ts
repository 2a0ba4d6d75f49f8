import { createRequire } from 'node:module';
import type * as OpenapiTypescript from 'openapi-typescript';
import {
  type DocumentOperation,
  exampleOf,
  operationsOf,
  parametersOf,
  partsOf,
  resultCodesOf,
  successFieldsOf,
} from './operation.js';
import { requestIsToldByFields, responseIsToldByFields } from './told-by-fields.js';
import type { ResultCodeRow, Source } from './source.js';

// By require: to import it, Node reads through the whole TypeScript compiler for the names of its exports, 0.5 s of CPU.
const { default: openapiTS, astToString } = createRequire(import.meta.url)(
  'openapi-typescript',
) as typeof OpenapiTypescript;

/** A TypeScript literal; single quotes and unquoted keys are left to nobody: JSON reads well enough. */
const literal = (value: unknown): string => JSON.stringify(value, null, 2);

/** Types of paths, parameters and bodies. */
export async function openapiTypes({ document, provenance }: Source): Promise<string> {
  const ast = await openapiTS(structuredClone(document) as object as Parameters<typeof openapiTS>[0], {
    // A field with a default stays optional for the caller.
    defaultNonNullable: false,
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
    immutable: true,
    silent: true,
  });
  return `// ${provenance}\n\n${astToString(ast)}`;
}

/** Where a row comes from stands in the table of rules. */
const rowLiteral = (code: string, { source: _, ...row }: ResultCodeRow): string => literal({ code, ...row });

/** The codes that any operation may have, as literals. */
export function commonResultCodes({ document, provenanceOf }: Source): string {
  const rows = document['x-result-codes'];
  return `// ${provenanceOf('x-result-codes', rows)}

/** The result codes that any operation may have, each with its status, its message and the advice on trying again. */
export const commonResultCodes = {
${Object.entries(rows)
  .map(([code, row]) => `  ${code}: ${rowLiteral(code, row)},`)
  .join('\n')}
} as const;
`;
}

/**
 * The record of one operation.
 * @param shape where \`spec/contract.ts\` is imported from
 */
export function operationRecord(source: Source, operation: DocumentOperation, shape: string): string {
  const { document, provenanceOf } = source;
  const { operationId, fileName, constant, request, response, node } = operation;
  const codes = resultCodesOf(document, operation).map(([code, row]) =>
    node['x-result-codes'].common.includes(code)
      ? `${code}: commonResultCodes.${code},`
      : `${code}: ${rowLiteral(code, row)},`,
  );
  const plain = exampleOf(document, operation, 'request')[node['x-plain-example']];
  return `// ${provenanceOf(`operation ${operationId}`, partsOf(document, operation))}

import type { Operation } from '${shape}';
import { commonResultCodes } from '../result-codes.js';
import { ${constant}Call } from './${fileName}.call.js';
import { validate${request}, validate${response} } from './${fileName}.validators.js';

/** \`${operationId}\`: what the contract says of it. */
export const ${constant} = {
  ...${constant}Call,
  resultCodes: {
    ${codes.join('\n    ')}
  },
  orderOfChecks: ${literal([...document['x-order-of-checks'], ...node['x-order-of-checks']])},
  secrets: ${literal(node['x-secrets'])},
  loggable: ${literal(node['x-loggable'])},
  plainRequest: ${literal(plain)},
  validateRequest: validate${request},
  validateResponse: validate${response},
} as const satisfies Operation;
`;
}

/**
 * What a caller needs of one operation. A validator is in it only if the schema says more than the fields do.
 * @param shape where \`spec/contract.ts\` is imported from
 */
export function calledOperation(source: Source, operation: DocumentOperation, shape: string): string {
  const { document, provenanceOf } = source;
  const { operationId, fileName, constant, method, path, request, response } = operation;
  // A call that succeeds loads nothing: the message of `S` is here, and those of `F` and `U` have a file of their own.
  const codes = resultCodesOf(document, operation).map(([code, { status, message, retry }]) => [
    code,
    { status, ...(status === 'S' ? { message } : {}), retry },
  ]);
  const validators = [
    ...(requestIsToldByFields(document, operation) ? [] : [`validateRequest: validate${request}`]),
    ...(responseIsToldByFields(document, operation) ? [] : [`validateResponse: validate${response}`]),
  ];
  const names = validators.map((entry) => entry.replace(/^.*: /, ''));
  return `// ${provenanceOf(`operation ${operationId}`, partsOf(document, operation))}

import type { CalledOperation } from '${shape}';
${names.length === 0 ? '' : `import { ${names.join(', ')} } from './${fileName}.validators.js';\n`}
/** \`${operationId}\`: what a caller needs of it. */
export const ${constant}Call = {
  operationId: ${literal(operationId)},
  method: ${literal(method)},
  path: ${literal(path)},
  resultCodes: ${literal(Object.fromEntries(codes))},
  messages: async () => (await import('./${fileName}.messages.js')).${constant}Messages,
  parameters: ${literal(parametersOf(document, operation))},
  successFields: ${literal(successFieldsOf(document, operation))},
${validators.map((entry) => `  ${entry},\n`).join('')}} as const satisfies CalledOperation;
`;
}

/** The messages of an operation's `F` and `U`. */
export function operationMessages({ document, provenanceOf }: Source, operation: DocumentOperation): string {
  const messages = resultCodesOf(document, operation).flatMap(([code, { status, message }]) =>
    status === 'S' ? [] : [[code, message] as const],
  );
  return `// ${provenanceOf(`messages of ${operation.operationId}`, messages)}

/** The messages of \`${operation.operationId}\` by result code, for responses of \`F\` or \`U\` that have none. */
export const ${operation.constant}Messages = ${literal(Object.fromEntries(messages))} as const;
`;
}

/** What a caller needs of every operation. */
export function callsIndex({ document, provenanceOf }: Source): string {
  const all = operationsOf(document);
  return `// ${provenanceOf(
    'its operations',
    all.map(({ operationId }) => operationId),
  )}

${all.map(({ constant, fileName }) => `import { ${constant}Call } from './operations/${fileName}.call.js';`).join('\n')}

/** operationId → what a caller needs of the operation. */
export const calls = {
${all.map(({ operationId, constant }) => `  ${operationId}: ${constant}Call,`).join('\n')}
} as const;
`;
}

/** The examples of one operation, which only documents and mocks need. */
export function operationExamples({ document, provenanceOf }: Source, operation: DocumentOperation): string {
  const requests = exampleOf(document, operation, 'request');
  const responses = exampleOf(document, operation, 'response');
  return `// ${provenanceOf(`examples of ${operation.operationId}`, [requests, responses])}

/** The examples of \`${operation.operationId}\`: requests by name, responses by result code. */
export const ${operation.constant}Examples = ${literal({ requests, responses })} as const;
`;
}

/** The examples of every operation. */
export function examplesIndex({ document, provenanceOf }: Source): string {
  const all = operationsOf(document);
  return `// ${provenanceOf(
    'its operations',
    all.map(({ operationId }) => operationId),
  )}

${all.map(({ constant, fileName }) => `import { ${constant}Examples } from './operations/${fileName}.examples.js';`).join('\n')}

/** operationId → the examples of its requests by name and of its responses by result code. */
export const examples = {
${all.map(({ operationId, constant }) => `  ${operationId}: ${constant}Examples,`).join('\n')}
} as const;
`;
}

/** Every operation, and types over their ids. */
export function index({ document, provenanceOf }: Source, shape: string): string {
  const all = operationsOf(document);
  const schemas = [...new Set(all.flatMap(({ request, response }) => [request, response]))].sort();
  return `// ${provenanceOf(
    'its operations',
    all.map(({ operationId, request, response }) => [operationId, request, response]),
  )}

import type {
  AcceptedRequestOf,
  OutcomeOf,
  RequestOf,
  ResponseOf,
  ResultCodeOf,
  ResultStatus,
  SuccessFieldsOf,
} from '${shape}';
${all.map(({ constant, fileName }) => `import { ${constant} } from './operations/${fileName}.js';`).join('\n')}
import { commonResultCodes } from './result-codes.js';
import { rules } from './rules.js';
import { sandbox } from './sandbox.js';

export type * from '${shape}';
export type { components, operations as openapiOperations, paths, ${schemas.join(', ')} } from './openapi.js';
export { commonResultCodes, rules, sandbox };

/** operationId → what the contract says of the operation (CALL-1, CALL-2). */
export const operations = {
${all.map(({ operationId, constant }) => `  ${operationId}: ${constant},`).join('\n')}
} as const;

export type Operations = typeof operations;
export type OperationId = keyof Operations;

/** Every result code of every operation: a code has one status and one message throughout. */
export const resultCodes = {
${all.map(({ constant }) => `  ...${constant}.resultCodes,`).join('\n')}
} as const;

export type ResultCode = keyof typeof resultCodes;

/** The contract as a whole, as server, client, mock and judge take it. */
export const contract = { operations, resultCodes, rules, sandbox } as const;

/** Whether the contract knows this code (RES-9: a caller meets others, too). */
export function isResultCode(code: string): code is ResultCode {
  return Object.hasOwn(resultCodes, code);
}

/** The id of a rule. */
export type RuleId = keyof typeof rules;

/** The request of an operation as a caller writes it. */
export type RequestBody<Id extends OperationId> = RequestOf<Operations[Id]>;

/** The request of an operation as its handler gets it. */
export type AcceptedRequest<Id extends OperationId> = AcceptedRequestOf<Operations[Id]>;

/** The response body of an operation. */
export type ResponseBody<Id extends OperationId> = ResponseOf<Operations[Id]>;

/** What an operation returns with \`S\` beside the result. */
export type SuccessFields<Id extends OperationId> = SuccessFieldsOf<Operations[Id]>;

/** How a call of an operation ends. */
export type Outcome<Id extends OperationId> = OutcomeOf<Operations[Id]>;

/** The result codes of an operation, or those of one status. */
export type CodeOf<Id extends OperationId, Status extends ResultStatus = ResultStatus> = ResultCodeOf<
  Operations[Id],
  Status
>;
`;
}

/** Rule id → sentence and source. */
export function rules({ document, provenanceOf }: Source): string {
  const stated = Object.entries(document['x-rules']);
  const rows = operationsOf(document).flatMap((operation) => resultCodesOf(document, operation));
  const codes = Object.entries(Object.fromEntries(rows))
    .sort(([, a], [, b]) => a.rule.localeCompare(b.rule, 'en', { numeric: true }))
    .map(([code, row]): [string, object] => [
      row.rule,
      { text: `${code} (${row.status}): ${row.when}`, source: row.source ?? ['sendOTP page'] },
    ]);
  const table = Object.fromEntries([...stated, ...codes]);
  return `// ${provenanceOf('x-rules', table)}

/** Every rule of the contract: its sentence and where it comes from. */
export const rules = ${literal(table)} as const;
`;
}

/** The sandbox's fixed names. */
export function sandbox({ document, provenanceOf }: Source): string {
  return `// ${provenanceOf('x-sandbox', document['x-sandbox'])}

/** The sandbox's fixed names. A sandbox access token is \`tokenPrefix\` and the result code it leads to. */
export const sandbox = ${literal(document['x-sandbox'])} as const;
`;
}

/** The document as a module, for programs that need it whole wherever they run. */
export function documentModule({ provenance }: Source, json: string): string {
  return `// ${provenance}

/** The OpenAPI 3.1 document, every reference in one file. */
export const document: Readonly<Record<string, unknown>> = ${json};
`;
}
