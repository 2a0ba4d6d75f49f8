import type { Party } from '../../scripts/diff/change.js';

/** One edit of `spec/openapi.yaml`, and whom it breaks. */
export interface Edit {
  readonly title: string;
  readonly breaks: readonly Party[];
  readonly edit: (contract: Contract) => void;
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A document that is edited by places: steps separated by blanks, or a list of steps. */
export class Contract {
  readonly root: Json;

  constructor(root: Json) {
    this.root = root;
  }

  get(place: string): Json {
    return this.#steps(place).reduce<Json>((here, step) => {
      if (Array.isArray(here)) return present(here[Number(step)], place);
      if (typeof here !== 'object' || here === null) throw new Error(`nothing at ${place}`);
      return present(here[step], place);
    }, this.root);
  }

  /** Adds or replaces. */
  set(place: string, value: Json): void {
    const [parent, last] = this.#parent(place);
    if (Array.isArray(parent)) parent[Number(last)] = value;
    else parent[last] = value;
  }

  remove(place: string): void {
    this.get(place);
    const [parent, last] = this.#parent(place);
    if (Array.isArray(parent)) parent.splice(Number(last), 1);
    else Reflect.deleteProperty(parent, last);
  }

  list(place: string): Json[] {
    const value = this.get(place);
    if (!Array.isArray(value)) throw new Error(`no list at ${place}`);
    return value;
  }

  move(from: string, to: string): void {
    const value = this.get(from);
    this.remove(from);
    this.set(to, value);
  }

  /** A list without one value, or with another one added. */
  without(place: string, value: Json): void {
    const list = this.list(place);
    const index = list.indexOf(value);
    if (index < 0) throw new Error(`${JSON.stringify(value)} is not in ${place}`);
    list.splice(index, 1);
  }

  #steps(place: string): string[] {
    // `@` is the operation, `$` a schema.
    const full = place
      .replace(/^@/, 'paths /aps/api/v1/users/sendOTP post')
      .replace(/^\$/, 'components schemas ');
    return full.split(' ').filter((step) => step !== '');
  }

  #parent(place: string): [Json[] | { [key: string]: Json }, string] {
    const steps = this.#steps(place);
    const last = steps.at(-1) ?? '';
    const parent = this.get(steps.slice(0, -1).join(' '));
    if (typeof parent !== 'object' || parent === null) throw new Error(`nothing at ${place}`);
    return [parent, last];
  }
}

function present(value: Json | undefined, place: string): Json {
  if (value === undefined) throw new Error(`nothing at ${place}`);
  return value;
}
