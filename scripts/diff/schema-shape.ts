import { canonical, isNode, listOf, nodeOf, stringsOf } from './document.js';
import type { Document, Located, Node } from './document.js';
import { annotations } from './keywords.js';
import { below } from './change.js';

const allTypes = ['null', 'boolean', 'object', 'array', 'number', 'string'];

/** A schema without references at its top: `allOf` and keywords beside `$ref` are joined with it as far as they agree. */
export interface Shape extends Located<Node> {
  /** Where each keyword is. */
  readonly places: Readonly<Record<string, string>>;
}

/** @param depth guards against a schema that contains itself through `allOf` */
export function shapeOf(document: Document, schema: Located, depth = 0): Shape {
  if (depth > 50) return { value: {}, place: schema.place, places: {} };
  const own = booleanAsNode(schema.value);
  const { $ref, allOf, ...rest } = own;
  const single = ['oneOf', 'anyOf'].find((key) => listOf(rest[key]).length === 1);
  const { [single ?? '']: alone, ...keywords } = rest;
  const parts: Located[] = [
    ...(typeof $ref === 'string' ? [{ value: document.at($ref), place: $ref }] : []),
    ...listOf(allOf).map((value, index) => ({ value, place: below(schema.place, 'allOf', index) })),
    ...(single === undefined ? [] : [{ value: listOf(alone)[0], place: below(schema.place, single, 0) }]),
  ];
  const start: Shape = {
    value: nullableAsType(keywords),
    // The place of what is referred to, when nothing stands beside the reference.
    place: parts[0] !== undefined && Object.keys(keywords).length === 0 ? parts[0].place : schema.place,
    places: Object.fromEntries(Object.keys(keywords).map((key) => [key, below(schema.place, key)])),
  };
  return parts.reduce<Shape>((joined, part) => join(joined, shapeOf(document, part, depth + 1)), start);
}

/** Both schemas must hold. A keyword that both have with different values stays an `allOf`. */
function join(a: Shape, b: Shape): Shape {
  const value: Record<string, unknown> = { ...a.value };
  const places: Record<string, string> = { ...a.places };
  const left: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(b.value)) {
    const mine = value[key];
    if (mine === undefined) {
      value[key] = item;
      places[key] = b.places[key] ?? below(b.place, key);
    } else if (key === 'required') value[key] = [...new Set([...stringsOf(mine), ...stringsOf(item)])];
    else if (key === 'properties') value[key] = joinedProperties(nodeOf(mine), nodeOf(item));
    else if (!annotations.has(key) && canonical(mine) !== canonical(item)) left[key] = item;
  }
  if (Object.keys(left).length > 0) value['allOf'] = [...listOf(value['allOf']), left];
  return { value, places, place: a.place };
}

function joinedProperties(a: Node, b: Node): Node {
  const both = Object.keys(b).filter((name) => name in a && canonical(a[name]) !== canonical(b[name]));
  return { ...b, ...a, ...Object.fromEntries(both.map((name) => [name, { allOf: [a[name], b[name]] }])) };
}

function booleanAsNode(value: unknown): Node {
  if (value === false) return { not: {} };
  return nodeOf(value);
}

/** `nullable: true` of OpenAPI 3.0 is the type `null` of 3.1. */
function nullableAsType(schema: Node): Node {
  const { nullable, ...rest } = schema;
  if (nullable !== true || rest['type'] === undefined) return rest;
  return { ...rest, type: [...new Set([rest['type'], 'null'].flat())] };
}

/** The JSON types that a schema allows. */
export function typesOf(schema: Node): readonly string[] {
  const { type } = schema;
  if (type === undefined) return allTypes;
  return typeof type === 'string' ? [type] : stringsOf(type);
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** The values that an `enum` or `const` allows, without those that the type forbids; nothing if every value is allowed. */
export function valuesOf(schema: Node): readonly unknown[] | undefined {
  const values = 'const' in schema ? [schema['const']] : schema['enum'];
  if (!Array.isArray(values)) return undefined;
  const types = typesOf(schema);
  return (values as unknown[]).filter(
    (value) => types.includes(typeOf(value)) || (typeof value === 'number' && types.includes('integer')),
  );
}

/** A schema as a validator sees it: references followed, annotations left out. Equal text is an equal schema. */
export function meaning(document: Document, schema: Located, depth = 0): string {
  if (depth > 12) return '…';
  const { value } = shapeOf(document, schema);
  const nested = (item: unknown, key: string): unknown => {
    const inside = (part: unknown) => meaning(document, { value: part, place: schema.place }, depth + 1);
    if (['properties', 'patternProperties', 'dependentSchemas'].includes(key) && isNode(item))
      return Object.fromEntries(Object.entries(item).map(([name, part]) => [name, inside(part)]));
    if (['oneOf', 'anyOf', 'allOf', 'prefixItems'].includes(key)) return listOf(item).map(inside);
    if (['required', 'enum', 'type'].includes(key)) return [item].flat().map(canonical).sort();
    return isNode(item) && key !== 'default' && key !== 'const' ? inside(item) : item;
  };
  const entries = Object.entries(value)
    .filter(([key]) => !annotations.has(key) && !key.startsWith('x-'))
    .map(([key, item]) => [key, nested(item, key)]);
  return canonical(Object.fromEntries(entries));
}
