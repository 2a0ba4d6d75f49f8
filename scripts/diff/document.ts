import { parse } from 'yaml';
import { below } from './change.js';

export type Node = Readonly<Record<string, unknown>>;

/** A value of the document and where it is. */
export interface Located<T = unknown> {
  readonly value: T;
  readonly place: string;
}

/** The input cannot be compared: not readable, not OpenAPI 3, or a reference that leads nowhere. */
export class UnusableDocument extends Error {
  override readonly name = 'UnusableDocument';
}

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value as a map; empty if it is none. */
export const nodeOf = (value: unknown): Node => (isNode(value) ? value : {});

export const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? (value as unknown[]) : [];

export const stringsOf = (value: unknown): readonly string[] =>
  listOf(value).filter((item) => typeof item === 'string');

/** Text that is equal for equal values: keys in order. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isNode(value)) return value === undefined ? 'undefined' : JSON.stringify(value);
  const entries = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
  return `{${entries.join(',')}}`;
}

export const same = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);

/** JSON is YAML too, but JSON.parse is a hundred times as fast. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** One OpenAPI document in one file. */
export class Document {
  readonly root: Node;

  /** @throws UnusableDocument */
  constructor(text: string, name: string) {
    let root: unknown;
    try {
      root = jsonOf(text) ?? parse(text, { maxAliasCount: 1000 });
    } catch (error) {
      throw new UnusableDocument(`${name} is neither YAML nor JSON`, { cause: error });
    }
    if (!isNode(root) || !/^3\.\d+\.\d+/.test(String(root['openapi'])) || !isNode(root['paths']))
      throw new UnusableDocument(`${name} is not an OpenAPI 3 document with paths`);
    this.root = root;
    this.#checkReferences(root, name);
  }

  /** What a pointer (`#/…`) leads to. */
  at(pointer: string): unknown {
    const steps = pointer.split('/').slice(1);
    return steps.reduce<unknown>((here, step) => {
      const key = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
      if (Array.isArray(here)) return (here as unknown[])[Number(key)];
      return isNode(here) && Object.hasOwn(here, key) ? here[key] : undefined;
    }, this.root);
  }

  /** Follows references until a value that is none. Keywords beside a reference in a schema are `allOf`'s task. */
  resolved(located: Located): Located {
    let { value, place } = located;
    for (let depth = 0; isNode(value) && typeof value['$ref'] === 'string'; depth += 1) {
      if (depth > 100) throw new UnusableDocument(`${place} refers to itself`);
      place = value['$ref'];
      value = this.at(place);
    }
    return { value, place };
  }

  /** A child of a map, with references followed. */
  child(parent: Located, ...steps: readonly (string | number)[]): Located {
    return steps.reduce<Located>((here, step) => {
      const value = Array.isArray(here.value)
        ? (here.value as unknown[])[Number(step)]
        : nodeOf(here.value)[step];
      return this.resolved({ value, place: below(here.place, step) });
    }, parent);
  }

  #checkReferences(value: unknown, name: string): void {
    if (Array.isArray(value))
      value.forEach((item) => {
        this.#checkReferences(item, name);
      });
    if (!isNode(value)) return;
    const reference = value['$ref'];
    if (typeof reference === 'string') {
      if (!reference.startsWith('#/'))
        throw new UnusableDocument(`${name} refers out of the file: ${reference}`);
      if (this.at(reference) === undefined) throw new UnusableDocument(`${name}: ${reference} leads nowhere`);
    }
    for (const [key, item] of Object.entries(value))
      if (!['example', 'examples', 'default', 'enum', 'const'].includes(key) || isReferenceMap(item))
        this.#checkReferences(item, name);
  }
}

/** The examples of a body are references; the examples of a schema are data. */
const isReferenceMap = (value: unknown): boolean =>
  isNode(value) && Object.values(value).every((item) => isNode(item) && typeof item['$ref'] === 'string');
