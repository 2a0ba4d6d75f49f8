import openapiTS, { astToString } from 'openapi-typescript';
import type { ContractDocument, OperationNode, Source } from './source.js';

/** A TypeScript literal; single quotes and unquoted keys are left to nobody: JSON reads well enough. */
const literal = (value: unknown): string => JSON.stringify(value, null, 2);

const schemaName = ({ $ref }: { readonly $ref: string }): string => $ref.slice($ref.lastIndexOf('/') + 1);

interface Operation {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly request: string;
  readonly response: string;
}

/** The document's operations, each with the names of its two body schemas. */
export function operationsOf(document: ContractDocument): Operation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, node]: [string, OperationNode]) => ({
      operationId: node.operationId,
      method: method.toUpperCase(),
      path,
      request: schemaName(node.requestBody.content['application/json'].schema),
      response: schemaName(node.responses['200'].content['application/json'].schema),
    })),
  );
}

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

/** code → status, message, advice, as literals. */
export function resultCodes({ document, provenance }: Source): string {
  const rows = Object.fromEntries(
    Object.entries(document['x-result-codes']).map(([code, row]) => [code, { code, ...row }]),
  );
  return `// ${provenance}

/** Every result code with its status, its message and the advice on trying again (RC-1 to RC-17). */
export const resultCodes = ${literal(rows)} as const;

/** A result code of the contract. */
export type ResultCode = keyof typeof resultCodes;

/** \`S\` sent, \`F\` not sent, \`U\` unknown. */
export type ResultStatus = (typeof resultCodes)[ResultCode]['status'];

/** The codes of one status. */
export type ResultCodeOf<Status extends ResultStatus> = {
  [Code in ResultCode]: (typeof resultCodes)[Code]['status'] extends Status ? Code : never;
}[ResultCode];

/** Whether the contract knows this code (RES-9: a caller meets others, too). */
export function isResultCode(code: string): code is ResultCode {
  return Object.hasOwn(resultCodes, code);
}
`;
}

/** operationId → method, path. */
export function operations({ document, provenance }: Source): string {
  const all = operationsOf(document);
  const table = Object.fromEntries(
    all.map(({ operationId, method, path }) => [operationId, { operationId, method, path }]),
  );
  const schemas = [...new Set(all.flatMap(({ request, response }) => [request, response]))].sort();
  return `// ${provenance}

import type { ${schemas.join(', ')} } from './openapi.js';

/** Every operation with its method and path (CALL-1, CALL-2). */
export const operations = ${literal(table)} as const;

export type OperationId = keyof typeof operations;

/** The bodies of each operation. */
export interface OperationBodies {
${all.map(({ operationId, request, response }) => `  ${operationId}: { request: ${request}; response: ${response} };`).join('\n')}
}
`;
}

/** Rule id → sentence and source. */
export function rules({ document, provenance }: Source): string {
  const stated = Object.entries(document['x-rules']);
  const codes = Object.entries(document['x-result-codes']).map(([code, row]): [string, object] => [
    row.rule,
    { text: `${code} (${row.status}): ${row.when}`, source: ['seed'] },
  ]);
  return `// ${provenance}

/** Every rule of the contract: its sentence and where it comes from. */
export const rules = ${literal(Object.fromEntries([...stated, ...codes]))} as const;

export type RuleId = keyof typeof rules;
`;
}

/** Which code wins when several apply. */
export function orderOfChecks({ document, provenance }: Source): string {
  return `// ${provenance}

/** The checks in their order: the first that fails answers with one of its codes. */
export const orderOfChecks = ${literal(document['x-order-of-checks'])} as const;
`;
}

/** The sandbox's fixed names. */
export function sandbox({ document, provenance }: Source): string {
  return `// ${provenance}

/** The sandbox's fixed names. A sandbox access token is \`tokenPrefix\` and the result code it leads to. */
export const sandbox = ${literal(document['x-sandbox'])} as const;
`;
}
