import { below, brokenBy, everybody, nobody } from './change.js';
import type { Changes, Direction, Party } from './change.js';
import { isNode, listOf, nodeOf } from './document.js';
import type { Document, Located } from './document.js';
import { otherKeywords } from './keywords.js';
import { SchemaComparison } from './schema.js';

/** Compares the messages of one operation: parameters, bodies, responses and their headers. */
export class MessageComparison {
  readonly #before: Document;
  readonly #after: Document;
  readonly #changes: Changes;

  constructor(before: Document, after: Document, changes: Changes) {
    this.#before = before;
    this.#after = after;
    this.#changes = changes;
  }

  /** Parameters by place and name. The operation's own take precedence over those of its path. */
  parameters(before: readonly Located[], after: readonly Located[]): void {
    const olds = this.#parametersOf(this.#before, before);
    const nows = this.#parametersOf(this.#after, after);
    this.#fields(olds, nows, 'request', ['name', 'in', 'required', 'schema', 'content']);
  }

  body(before: Located, after: Located): void {
    const [old, now] = [this.#before.resolved(before), this.#after.resolved(after)];
    if (!isNode(old.value) && !isNode(now.value)) return;
    if (!isNode(old.value)) {
      const isRequired = nodeOf(now.value)['required'] === true;
      this.#changes.add(now.place, 'request body added', isRequired ? ['callers'] : nobody);
    } else if (!isNode(now.value)) this.#changes.add(old.place, 'request body removed', everybody);
    else {
      this.#required(old, now, 'request');
      this.#contents(old, now, 'request');
      otherKeywords(old, now, ['required', 'content'], this.#changes);
    }
  }

  responses(before: Located, after: Located): void {
    const [olds, nows] = [nodeOf(before.value), nodeOf(after.value)];
    for (const status of new Set([...Object.keys(olds), ...Object.keys(nows)])) {
      const old = this.#before.child(before, status);
      const now = this.#after.child(after, status);
      if (status.startsWith('x-')) continue;
      if (!isNode(old.value))
        this.#changes.add(now.place, `response with HTTP status ${status} added`, ['callers']);
      else if (!isNode(now.value))
        this.#changes.add(old.place, `response with HTTP status ${status} removed`, ['mpps']);
      else this.#response(old, now);
    }
  }

  #response(old: Located, now: Located): void {
    const headers = (document: Document, response: Located) => {
      const map = document.child(response, 'headers');
      const names = Object.keys(nodeOf(map.value));
      return new Map(names.map((name) => [name.toLowerCase(), document.child(map, name)]));
    };
    const [olds, nows] = [headers(this.#before, old), headers(this.#after, now)];
    this.#fields(olds, nows, 'response', ['required', 'schema', 'content']);
    this.#contents(old, now, 'response');
    otherKeywords(old, now, ['headers', 'content'], this.#changes);
  }

  /** Named values beside the body: parameters of a request, headers of a response. */
  #fields(
    olds: ReadonlyMap<string, Located>,
    nows: ReadonlyMap<string, Located>,
    direction: Direction,
    known: readonly string[],
  ): void {
    for (const [name, old] of olds) {
      if (nows.has(name)) continue;
      const breaks: Party[] = ['callers'];
      if (direction === 'request' && isRequired(old)) breaks.push('mpps');
      this.#changes.add(old.place, `${name} removed`, breaks);
    }
    for (const [name, now] of nows) {
      const old = olds.get(name);
      if (old === undefined) {
        const required = isRequired(now);
        const breaks = required ? brokenBy('narrower', direction) : nobody;
        this.#changes.add(now.place, `${required ? 'required' : 'optional'} ${name} added`, breaks);
        continue;
      }
      this.#required(old, now, direction);
      this.#schema(old, now, direction);
      this.#contents(old, now, direction);
      otherKeywords(old, now, known, this.#changes);
    }
  }

  #required(old: Located, now: Located, direction: Direction): void {
    if (isRequired(old) === isRequired(now)) return;
    const effect = isRequired(now) ? 'narrower' : 'wider';
    const place = below(now.place, 'required');
    this.#changes.add(place, `${isRequired(now) ? 'required' : 'optional'} now`, brokenBy(effect, direction));
  }

  #contents(old: Located, now: Located, direction: Direction): void {
    const types = (located: Located) => {
      const content = nodeOf(nodeOf(located.value)['content']);
      return new Map(Object.keys(content).map((type) => [type.toLowerCase().replaceAll(/\s/g, ''), type]));
    };
    const [olds, nows] = [types(old), types(now)];
    for (const [type, name] of olds)
      if (!nows.has(type)) {
        const breaks = direction === 'request' ? brokenBy('narrower', direction) : everybody;
        this.#changes.add(below(old.place, 'content', name), `media type ${type} removed`, breaks);
      }
    for (const [type, name] of nows) {
      const place = below(now.place, 'content', name);
      const was = olds.get(type);
      if (was === undefined)
        this.#changes.add(place, `media type ${type} added`, brokenBy('wider', direction));
      else {
        const [before, after] = [
          this.#before.child(old, 'content', was),
          this.#after.child(now, 'content', name),
        ];
        this.#schema(before, after, direction);
        otherKeywords(before, after, ['schema'], this.#changes);
      }
    }
  }

  #schema(old: Located, now: Located, direction: Direction): void {
    const run = { before: this.#before, after: this.#after, direction, changes: this.#changes };
    const part = (located: Located) => ({
      value: nodeOf(located.value)['schema'],
      place: below(located.place, 'schema'),
    });
    new SchemaComparison(run).compare(part(old), part(now));
  }

  #parametersOf(document: Document, lists: readonly Located[]): ReadonlyMap<string, Located> {
    const found = new Map<string, Located>();
    for (const list of lists)
      listOf(list.value).forEach((_, index) => {
        const parameter = document.child(list, index);
        const { name, in: where } = nodeOf(parameter.value);
        // Header names have no case on the wire.
        const key = where === 'header' ? String(name).toLowerCase() : String(name);
        found.set(`${String(where)} ${key}`, parameter);
      });
    return found;
  }
}

const isRequired = ({ value }: Located): boolean => nodeOf(value)['required'] === true;
