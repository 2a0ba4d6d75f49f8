import type { Source } from './source.js';

type Node = Record<string, unknown>;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Keywords whose value is a schema, a list of schemas, or a map of schemas. */
const schemaKeywords = ['items', 'not', 'additionalProperties'];
const schemaLists = ['oneOf', 'anyOf', 'allOf'];

/** Keywords of JSON Schema that 3.0 does not know and this contract does not use: met, they must not vanish silently. */
const unsupported = [
  'if',
  'then',
  'else',
  'unevaluatedProperties',
  'dependentRequired',
  'patternProperties',
  'prefixItems',
];

/** One 3.1 schema as 3.0 knows it: `nullable` for a null in a type list, `enum` for `const`, `example` for `examples`. */
function schemaAs30(schema: Node, at: string): Node {
  const lost = unsupported.find((keyword) => keyword in schema);
  if (lost !== undefined) throw new Error(`${at}: ${lost} has no form in OpenAPI 3.0; say it another way`);
  const out: Node = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'type' && Array.isArray(value)) {
      const types = value.filter((type) => type !== 'null');
      if (types.length !== 1)
        throw new Error(`${at}: a type list of several types has no form in OpenAPI 3.0`);
      out['type'] = types[0];
      if (types.length < value.length) out['nullable'] = true;
    } else if (key === 'const') {
      out['enum'] = [value];
    } else if (key === 'examples' && Array.isArray(value)) {
      out['example'] = value[0] as unknown;
    } else if (schemaKeywords.includes(key) && isNode(value)) {
      out[key] = schemaAs30(value, `${at}/${key}`);
    } else if (schemaLists.includes(key) && Array.isArray(value)) {
      out[key] = value.map((item: unknown, index) =>
        isNode(item) ? schemaAs30(item, `${at}/${key}/${index}`) : item,
      );
    } else if (key === 'properties' && isNode(value)) {
      out[key] = Object.fromEntries(
        Object.entries(value).map(([name, item]) => [
          name,
          isNode(item) ? schemaAs30(item, `${at}/properties/${name}`) : item,
        ]),
      );
    } else {
      out[key] = value;
    }
  }
  return out;
}

/** Walks the document and rewrites every schema, wherever it stands. */
function rewrite(node: unknown, at: string): unknown {
  if (Array.isArray(node)) return node.map((item, index) => rewrite(item, `${at}/${index}`));
  if (!isNode(node)) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => {
      // What stands in an example or an extension is data.
      if (key === 'example' || key === 'examples' || key.startsWith('x-')) return [key, value];
      if (key === 'schema' && isNode(value)) return [key, schemaAs30(value, `${at}/schema`)];
      if (key === 'schemas' && isNode(value) && at === '#/components') {
        return [
          key,
          Object.fromEntries(
            Object.entries(value).map(([name, schema]) => [
              name,
              isNode(schema) ? schemaAs30(schema, `${at}/schemas/${name}`) : schema,
            ]),
          ),
        ];
      }
      return [key, rewrite(value, `${at}/${key}`)];
    }),
  );
}

/** The same contract as OpenAPI 3.0.3, for tools that know no 3.1. Throws on what cannot be carried over. */
export function openapi30({ document, provenance }: Source): string {
  const rewritten = rewrite(document, '#') as Node;
  const info = { ...(rewritten['info'] as Node) };
  delete info['summary'];
  info['license'] = { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' };
  return `${JSON.stringify({ ...rewritten, openapi: '3.0.3', 'x-generated': provenance, info }, null, 2)}\n`;
}
