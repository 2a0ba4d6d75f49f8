import type { Field } from '@sendotp-contract/spec';
import type { ContractDocument, OperationNode, ResultCodeRow, SchemaNode } from './source.js';

/** An operation of the document, with everything that its record is made from. */
export interface DocumentOperation {
  readonly operationId: string;
  /** The same as part of a file's name: `send-otp`. */
  readonly fileName: string;
  /** The same as the name of a constant: `sendOtp`. */
  readonly constant: string;
  readonly method: string;
  readonly path: string;
  readonly node: OperationNode;
  /** Names of the schemas of its bodies. */
  readonly request: string;
  readonly response: string;
}

/** Every operation of a document, in its order. */
export function operationsOf(document: ContractDocument): DocumentOperation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, node]: [string, OperationNode]) => {
      const words = node.operationId.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+/g) ?? [node.operationId];
      const [first = '', ...rest] = words.map((word) => word.toLowerCase());
      return {
        operationId: node.operationId,
        fileName: [first, ...rest].join('-'),
        constant: first + rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(''),
        method: method.toUpperCase(),
        path,
        node,
        request: lastPart(node.requestBody.content['application/json'].schema.$ref),
        response: lastPart(node.responses['200'].content['application/json'].schema.$ref),
      };
    }),
  );
}

/** The codes of an operation with their rows: `S` before `F` before `U`, each in the order of the alphabet. */
export function resultCodesOf(
  document: ContractDocument,
  { node }: DocumentOperation,
): [string, ResultCodeRow][] {
  const { common, own = {} } = node['x-result-codes'];
  const rows = [
    ...common.map((code): [string, ResultCodeRow] => {
      const row = document['x-result-codes'][code];
      if (row === undefined) throw new Error(`${node.operationId}: x-result-codes has no row ${code}`);
      return [code, row];
    }),
    ...Object.entries(own),
  ];
  return rows.sort(byStatusAndName);
}

function byStatusAndName([a, rowA]: [string, ResultCodeRow], [b, rowB]: [string, ResultCodeRow]): number {
  return 'SFU'.indexOf(rowA.status) - 'SFU'.indexOf(rowB.status) || (a < b ? -1 : 1);
}

/** The parameters of an operation's request. */
export function parametersOf(
  document: ContractDocument,
  operation: DocumentOperation,
): Record<string, Field> {
  return fieldsOf(document, resolved(document, { $ref: `#/components/schemas/${operation.request}` }));
}

/** What an operation returns with `S` beside `result`. */
export function successFieldsOf(
  document: ContractDocument,
  operation: DocumentOperation,
): Record<string, Field> {
  const response = resolved(document, { $ref: `#/components/schemas/${operation.response}` });
  const success = (response.oneOf ?? [response])
    .map((variant) => resolved(document, variant))
    .find((variant) => statusOf(document, variant) === 'S');
  if (success === undefined)
    throw new Error(`${operation.operationId}: no response variant has the status S`);
  const { result: _, ...fields } = fieldsOf(document, success);
  return fields;
}

/** The `resultStatus` that a variant of a response has. */
export function statusOf(document: ContractDocument, variant: SchemaNode): string | undefined {
  const result = resolved(document, variant.properties?.['result'] ?? {});
  return resolved(document, result.properties?.['resultStatus'] ?? {}).const;
}

function fieldsOf(
  document: ContractDocument,
  { properties = {}, required = [] }: SchemaNode,
): Record<string, Field> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => {
      const schema = resolved(document, property);
      const types = [schema.type ?? 'any'].flat();
      const values = schema.enum?.filter((value) => value !== null);
      return [
        name,
        {
          type: types.find((type) => type !== 'null') ?? 'null',
          required: required.includes(name),
          nullable: types.includes('null'),
          ...(schema.minLength === undefined ? {} : { minLength: schema.minLength }),
          ...(schema.maxLength === undefined ? {} : { maxLength: schema.maxLength }),
          ...(values === undefined ? {} : { values }),
          ...(schema.default === undefined ? {} : { default: schema.default }),
          rules: schema['x-rule'] ?? [],
        },
      ];
    }),
  );
}

/** The value of an example of an operation's request, or of its response. */
export function exampleOf(
  document: ContractDocument,
  { node }: DocumentOperation,
  which: 'request' | 'response',
): Record<string, unknown> {
  const { examples } = (which === 'request' ? node.requestBody : node.responses['200']).content[
    'application/json'
  ];
  return Object.fromEntries(
    Object.entries(examples).map(([name, example]) => [
      name,
      '$ref' in example ? document.components.examples[lastPart(example.$ref)]?.value : example.value,
    ]),
  );
}

/** Everything that an operation's record is made from, and nothing else. */
export function partsOf(document: ContractDocument, operation: DocumentOperation): unknown {
  const names = new Set<string>();
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      if (key === '$ref' && typeof value === 'string') {
        if (names.has(value)) continue;
        names.add(value);
        visit(at(document, value));
      } else visit(value);
    }
  };
  visit(operation.node);
  return [
    operation.path,
    operation.node,
    [...names].sort().map((name) => at(document, name)),
    document['x-order-of-checks'],
  ];
}

/** A schema with every reference at its top followed. */
export function resolved(document: ContractDocument, schema: SchemaNode): SchemaNode {
  return schema.$ref === undefined ? schema : resolved(document, at(document, schema.$ref) as SchemaNode);
}

function at(document: ContractDocument, ref: string): unknown {
  return ref
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((node, key) => (node as Record<string, unknown>)[key.replaceAll('~1', '/')], document);
}

const lastPart = (ref: string): string => ref.slice(ref.lastIndexOf('/') + 1);
