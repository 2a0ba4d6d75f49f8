import { below, brokenBy, nobody } from './change.js';
import type { Changes, Direction, Effect, Party } from './change.js';
import { canonical, listOf, nodeOf, same, stringsOf } from './document.js';
import type { Document, Located } from './document.js';
import { otherKeywords } from './keywords.js';
import { bounds, boundChange } from './bounds.js';
import { meaning, shapeOf, typesOf, valuesOf } from './schema-shape.js';
import type { Shape } from './schema-shape.js';
import { paired } from './variants.js';

interface Comparison {
  readonly before: Document;
  readonly after: Document;
  readonly direction: Direction;
  readonly changes: Changes;
}

const compared = [
  ...['type', 'enum', 'const', 'default', 'required', 'properties', 'items', 'additionalProperties'],
  ...['unevaluatedProperties', 'oneOf', 'anyOf', 'allOf', 'not', 'pattern', 'format', 'multipleOf'],
  ...['uniqueItems', 'discriminator', '$ref', ...bounds.map(({ keyword }) => keyword)],
];

/** Compares the schemas of one message. */
export class SchemaComparison {
  readonly #run: Comparison;
  readonly #visited = new Set<string>();

  constructor(run: Comparison) {
    this.#run = run;
  }

  /** @param path names of the properties that lead here */
  compare(before: Located, after: Located, path: readonly string[] = []): void {
    const key = [before.place, after.place, canonical(before.value), canonical(after.value)].join(' ');
    if (this.#visited.has(key)) return;
    this.#visited.add(key);
    const old = shapeOf(this.#run.before, before);
    const now = shapeOf(this.#run.after, after);
    this.#values(old, now, path);
    this.#bounds(old, now);
    this.#exact(old, now);
    this.#default(old, now);
    this.#properties(old, now, path);
    this.#additional(old, now, path);
    this.#items(old, now, path);
    this.#not(old, now);
    this.#variants(old, now, path);
    this.#discriminator(old, now);
    otherKeywords(old, now, compared, this.#run.changes);
  }

  #add(place: string, change: string, effect: Effect): void {
    this.#run.changes.add(place, change, brokenBy(effect, this.#run.direction));
  }

  /** Types, `enum` and `const` together: what counts is which values remain. */
  #values(old: Shape, now: Shape, path: readonly string[]): void {
    const [olds, nows] = [valuesOf(old.value), valuesOf(now.value)];
    const place = placeOf(now, 'const' in now.value ? 'const' : 'enum');
    if (olds === undefined && nows === undefined) {
      this.#types(old, now);
      return;
    }
    if (olds === undefined) this.#add(place, `only ${listed(nows ?? [])} allowed now`, 'narrower');
    else if (nows === undefined) {
      this.#add(placeOf(old, 'enum'), `values other than ${listed(olds)} allowed now`, 'wider');
      if (!olds.every((value) => typesOf(now.value).includes(value === null ? 'null' : typeof value)))
        this.#add(placeOf(now, 'type'), `type is now ${typesOf(now.value).join(' or ')}`, 'narrower');
    } else this.#enum(olds, nows, place, path);
  }

  #enum(olds: readonly unknown[], nows: readonly unknown[], place: string, path: readonly string[]): void {
    const texts = new Set(olds.map(canonical));
    const later = new Set(nows.map(canonical));
    for (const value of olds.filter((item) => !later.has(canonical(item))))
      this.#add(place, `${JSON.stringify(value)} removed`, 'narrower');
    for (const value of nows.filter((item) => !texts.has(canonical(item)))) {
      const change = `${JSON.stringify(value)} added`;
      // RES-9: a caller goes by the status when it does not know the code.
      const isCode = path.slice(-2).join('.') === 'result.resultCode' && typeof value === 'string';
      if (isCode && this.#run.direction === 'response')
        this.#run.changes.add(
          place,
          `${change} (RES-9: callers accept a code that they do not know)`,
          nobody,
        );
      else this.#add(place, change, 'wider');
    }
  }

  #types(old: Shape, now: Shape): void {
    const [olds, nows] = [typesOf(old.value), typesOf(now.value)];
    const has = (types: readonly string[], type: string) =>
      types.includes(type) || (type === 'integer' && types.includes('number'));
    const place = placeOf('type' in now.value ? now : old, 'type');
    const removed = olds.filter((type) => !has(nows, type));
    const added = nows.filter((type) => !has(olds, type));
    if (removed.length > 0) this.#add(place, `type ${removed.join(', ')} not allowed any more`, 'narrower');
    if (added.length > 0) this.#add(place, `type ${added.join(', ')} allowed now`, 'wider');
  }

  #bounds(old: Shape, now: Shape): void {
    for (const bound of bounds) {
      const found = boundChange(bound, old.value, now.value);
      if (found === undefined) continue;
      const where = bound.keyword in now.value ? now : old;
      this.#add(placeOf(where, bound.keyword), found.change, found.effect);
    }
  }

  /** Keywords that only equal values can be compared by. */
  #exact(old: Shape, now: Shape): void {
    for (const keyword of ['pattern', 'format', 'multipleOf', 'uniqueItems', 'allOf']) {
      const [was, is] = [old.value[keyword], now.value[keyword]].map((value) =>
        value === false ? undefined : value,
      );
      if (same(was, is)) continue;
      if (was === undefined) this.#add(placeOf(now, keyword), `${keyword} added`, 'narrower');
      else if (is === undefined) this.#add(placeOf(old, keyword), `${keyword} removed`, 'wider');
      else this.#add(placeOf(now, keyword), `${keyword} changed`, 'incomparable');
    }
  }

  #default(old: Shape, now: Shape): void {
    const [was, is] = [old.value['default'], now.value['default']];
    if (same(was, is)) return;
    const place = placeOf('default' in now.value ? now : old, 'default');
    const text = (value: unknown) => (value === undefined ? 'none' : JSON.stringify(value));
    // What is left out means something else now, for the one who leaves it out and for the one who acts on it.
    this.#add(place, `default ${text(was)} → ${text(is)}`, 'incomparable');
  }

  #properties(old: Shape, now: Shape, path: readonly string[]): void {
    const [olds, nows] = [nodeOf(old.value['properties']), nodeOf(now.value['properties'])];
    const [wasRequired, isRequired] = [stringsOf(old.value['required']), stringsOf(now.value['required'])];
    const { direction, changes } = this.#run;
    for (const name of Object.keys(olds).filter((key) => !Object.hasOwn(nows, key))) {
      const breaks: Party[] = ['callers'];
      if (direction === 'request' && wasRequired.includes(name)) breaks.push('mpps');
      changes.add(below(placeOf(old, 'properties'), name), `${name} removed`, breaks);
    }
    for (const [name, value] of Object.entries(nows)) {
      const place = below(placeOf(now, 'properties'), name);
      if (Object.hasOwn(olds, name)) {
        const was = { value: olds[name], place: below(placeOf(old, 'properties'), name) };
        this.compare(was, { value, place }, [...path, name]);
      } else if (isRequired.includes(name)) this.#add(place, `required ${name} added`, 'narrower');
      else if (old.value['additionalProperties'] === false || old.value['unevaluatedProperties'] === false)
        this.#add(place, `optional ${name} added to a closed object`, 'wider');
      else changes.add(place, `optional ${name} added`, nobody);
    }
    const kept = (name: string) => Object.hasOwn(olds, name) === Object.hasOwn(nows, name);
    for (const name of wasRequired.filter((key) => !isRequired.includes(key) && kept(key)))
      this.#add(placeOf(old, 'required'), `${name} is optional now`, 'wider');
    for (const name of isRequired.filter((key) => !wasRequired.includes(key) && kept(key)))
      this.#add(placeOf(now, 'required'), `${name} is required now`, 'narrower');
    for (const name of wasRequired.filter(
      (key) => !isRequired.includes(key) && !Object.hasOwn(olds, key) && !kept(key),
    ))
      this.#add(placeOf(old, 'required'), `${name} is optional now`, 'wider');
  }

  #additional(old: Shape, now: Shape, path: readonly string[]): void {
    for (const keyword of ['additionalProperties', 'unevaluatedProperties']) {
      const [was, is] = [old.value[keyword] ?? true, now.value[keyword] ?? true];
      if (same(was, is)) continue;
      const place = placeOf(keyword in now.value ? now : old, keyword);
      if (is === false || was === true) this.#add(place, `${keyword} is restricted now`, 'narrower');
      else if (was === false || is === true) this.#add(place, `${keyword} is less restricted now`, 'wider');
      else this.compare({ value: was, place }, { value: is, place }, [...path, '*']);
    }
  }

  #items(old: Shape, now: Shape, path: readonly string[]): void {
    if (!('items' in old.value) && !('items' in now.value)) return;
    const part = (shape: Shape) => ({ value: shape.value['items'], place: placeOf(shape, 'items') });
    this.compare(part(old), part(now), [...path, '[]']);
  }

  #not(old: Shape, now: Shape): void {
    const [was, is] = [old.value['not'], now.value['not']];
    const { before, after } = this.#run;
    if (was === undefined && is === undefined) return;
    if (was === undefined) this.#add(placeOf(now, 'not'), 'not added', 'narrower');
    else if (is === undefined) this.#add(placeOf(old, 'not'), 'not removed', 'wider');
    else if (meaning(before, { value: was, place: '' }) !== meaning(after, { value: is, place: '' }))
      this.#add(placeOf(now, 'not'), 'not changed', 'incomparable');
  }

  #variants(old: Shape, now: Shape, path: readonly string[]): void {
    for (const keyword of ['oneOf', 'anyOf']) {
      const [olds, nows] = [variantsOf(old, keyword), variantsOf(now, keyword)];
      if (olds === undefined && nows === undefined) continue;
      if (olds === undefined || nows === undefined) {
        this.#add(
          placeOf(olds === undefined ? now : old, keyword),
          `${keyword} added or removed`,
          'incomparable',
        );
        continue;
      }
      const { pairs, removed, added } = paired(this.#run.before, olds, this.#run.after, nows);
      for (const pair of pairs) this.compare(pair.old, pair.now, path);
      for (const { place, value } of removed)
        this.#add(place, `variant ${nameOf(value)} removed`, 'narrower');
      for (const { place, value } of added) this.#add(place, `variant ${nameOf(value)} added`, 'wider');
    }
  }

  #discriminator(old: Shape, now: Shape): void {
    const [was, is] = [old.value['discriminator'], now.value['discriminator']];
    if (same(was, is)) return;
    if (was === undefined)
      this.#run.changes.add(placeOf(now, 'discriminator'), 'discriminator added', nobody);
    else this.#add(placeOf(old, 'discriminator'), 'discriminator changed or removed', 'incomparable');
  }
}

const placeOf = (shape: Shape, keyword: string): string =>
  shape.places[keyword] ?? below(shape.place, keyword);

const listed = (values: readonly unknown[]): string =>
  values.map((value) => JSON.stringify(value)).join(', ');

const nameOf = (value: unknown): string => {
  const reference = nodeOf(value)['$ref'];
  return typeof reference === 'string' ? reference.replace(/^.*\//, '') : '(unnamed)';
};

function variantsOf(shape: Shape, keyword: string): readonly Located[] | undefined {
  if (!(keyword in shape.value)) return undefined;
  return listOf(shape.value[keyword]).map((value, index) => ({
    value,
    place: below(placeOf(shape, keyword), index),
  }));
}
