import type { Field, Operation } from '@sendotp-contract/spec';
import type { Changes } from '../exchange/changes.js';
import type { ConformanceCase } from './conformance-case.js';
import { accepted, core, declare, each, LabelledRequests, planting, refused, stepsOf } from './declare.js';

/** Characters by how many UTF-16 units and bytes they take. */
const wide = { é: 'é', 支: '支', '🔑, two UTF-16 units': '🔑' } as const;

const otherTypes: Readonly<Record<string, unknown>> = {
  number: 20,
  boolean: true,
  object: { value: 'x' },
  array: ['x'],
};

/** The rules about parameters in general; any other rule of a field is its own. */
const general = /^(REQ-([1-4]|9|10|11)|RES-\d+)$/;

/** A parameter, and the beginning of the ids of its own cases. */
interface Parameter {
  readonly name: string;
  readonly field: Field;
  /** Makes the id of a case from what the case is about. */
  readonly id: (what: string) => `${string}.${string}`;
}

/** REQ-1 to REQ-8 and REQ-11: one group of cases for each parameter, made from the operation's record. */
export function parameterCases(operation: Operation): readonly ConformanceCase[] {
  const parameters = parametersOf(operation);
  const texts = parameters.filter(({ field }) => field.type === 'string');
  const optional = parameters.filter(({ field }) => !field.required);
  const required = parameters.filter(({ field }) => field.required);
  return [
    ...texts.map(({ name }) =>
      refused(
        `REQ-1.${name}`,
        `a ${name} that is not a string is answered PARAM_ILLEGAL`,
        'PARAM_ILLEGAL',
        each(otherTypes, (value) => ({ parameters: { [name]: value } })),
      ),
    ),
    ...unlessEmpty(optional, (some) =>
      accepted('REQ-2.left-out', `${listed(some)} may be left out`, forEach(some, undefined)),
    ),
    ...unlessEmpty(
      optional.filter(({ field }) => field.nullable),
      (some) =>
        accepted('REQ-3.null', `${listed(some)} may be null, which means left out`, forEach(some, null)),
    ),
    ...unlessEmpty(required, (some) =>
      refused(
        'REQ-3.required',
        'a required parameter that is null is answered PARAM_ILLEGAL',
        'PARAM_ILLEGAL',
        forEach(some, null),
      ),
    ),
    ...optional
      .filter(({ field }) => field.type === 'string')
      .map(({ name }) =>
        refused(`REQ-4.empty-${kebab(name)}`, `an empty ${name} is answered PARAM_ILLEGAL`, 'PARAM_ILLEGAL', {
          parameters: { [name]: '' },
        }),
      ),
    ...required.map(({ name, id }) =>
      core(
        illegal(id('required'), `a request without ${name} is answered PARAM_ILLEGAL`, {
          'left out': { parameters: { [name]: undefined } },
          empty: { parameters: { [name]: '' } },
        }),
      ),
    ),
    ...texts.flatMap((parameter) => lengthCases(operation, parameter)),
    ...texts.flatMap(valueCases),
  ];
}

/** The limits of one parameter: characters are counted, whatever they take in bytes (REQ-11). */
function lengthCases(
  { validateRequest, plainRequest }: Operation,
  parameter: Parameter,
): readonly ConformanceCase[] {
  const { name, field, id } = parameter;
  const { minLength = 1, maxLength: most, values } = field;
  if (most === undefined || values !== undefined) return [];
  // A pattern of the schema may rule out these characters: then nothing shows how they are counted.
  const legal = (value: string) => validateRequest({ ...plainRequest, [name]: value });
  const requests = (all: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(all).map(([label, value]): [string, Changes] => [
        label,
        { parameters: { [name]: value } },
      ]),
    );
  const shortest = 'x'.repeat(Math.max(1, minLength));
  const fitting = { [shortest.length]: shortest, [most]: 'x'.repeat(most) };
  // An id of another length is not the caller's own, either: the schema is checked first.
  const isOwnId = name === 'acquirerId' || name === 'pspId';
  const outside = (aCase: ConformanceCase): ConformanceCase =>
    isOwnId ? planting(['body against the schema', 'acquirerId and pspId'], aCase) : aCase;
  const wideAt = (length: number) =>
    Object.fromEntries(Object.entries(wide).map(([label, character]) => [label, character.repeat(length)]));
  return [
    ...whereSome(onlyLegal(fitting, legal), (some) =>
      fits(id('length'), `${name} may have ${minLength} to ${most} characters`, requests(some)),
    ),
    outside(
      illegal(id('too-long'), `a ${name} of more than ${most} characters is answered PARAM_ILLEGAL`, {
        [`${most + 1}`]: { parameters: { [name]: 'x'.repeat(most + 1) } },
      }),
    ),
    ...(minLength <= 1
      ? []
      : [
          outside(
            illegal(
              id('too-short'),
              `a ${name} of fewer than ${minLength} characters is answered PARAM_ILLEGAL`,
              {
                [minLength - 1]: { parameters: { [name]: 'x'.repeat(minLength - 1) } },
              },
            ),
          ),
        ]),
    ...whereSome(onlyLegal(wideAt(most), legal), (some) =>
      fits(
        `REQ-11.${name}`,
        `${name} may have ${most} characters of any kind: length counts characters`,
        requests(some),
      ),
    ),
    outside(
      refused(
        `REQ-11.${name}-too-long`,
        `a ${name} of ${most + 1} characters of any kind is answered PARAM_ILLEGAL`,
        'PARAM_ILLEGAL',
        new LabelledRequests(requests(wideAt(most + 1))),
      ),
    ),
  ];
}

/** Each of the values of a parameter that lists them, and others. */
function valueCases({ name, field: { values = [] }, id }: Parameter): readonly ConformanceCase[] {
  const [first = ''] = values;
  if (values.length === 0) return [];
  const others = {
    'another word': `${first}X`,
    'lower case': first.toLowerCase(),
    'a blank before': ` ${first}`,
    'a blank after': `${first} `,
  };
  const wrong = Object.entries(others).filter(([, other]) => !values.includes(other));
  const steps = stepsOf(
    each(Object.fromEntries(values.map((value) => [value, value])), (value) => ({
      parameters: { [name]: value },
    })),
    { kind: 'accepted' },
  );
  return [
    declare(id('values'), `${name} may be ${values.join(' or ')}`, steps),
    illegal(
      id('other-values'),
      `any other ${name} is answered PARAM_ILLEGAL`,
      Object.fromEntries(wrong.map(([label, value]) => [label, { parameters: { [name]: value } }])),
    ),
  ];
}

function parametersOf({ parameters }: Operation): readonly Parameter[] {
  const all = Object.entries(parameters).map(([name, field]) => ({ name, field, rule: ownRule(field) }));
  return all.map(({ name, field, rule }) => {
    const alone = rule !== undefined && all.filter((other) => other.rule === rule).length === 1;
    return { name, field, id: (what) => `${rule ?? 'REQ-9'}.${alone ? what : `${name}-${what}`}` };
  });
}

/** The rule that is about this parameter alone, if there is one. */
function ownRule({ rules }: Field): string | undefined {
  return rules.find((rule) => !general.test(rule));
}

function illegal(
  id: `${string}.${string}`,
  title: string,
  requests: Readonly<Record<string, Changes>>,
): ConformanceCase {
  const steps = stepsOf(new LabelledRequests(requests), { kind: 'code', codes: ['PARAM_ILLEGAL'] });
  return declare(id, title, steps);
}

/** Values that may be anybody's pass the schema: what the target says of whose they are is its business. */
function fits(
  id: `${string}.${string}`,
  title: string,
  requests: Readonly<Record<string, Changes>>,
): ConformanceCase {
  return declare(
    id,
    title,
    stepsOf(new LabelledRequests(requests), { kind: 'accepted', or: ['ACCESS_DENIED'] }),
  );
}

const forEach = (some: readonly Parameter[], value: unknown): LabelledRequests =>
  new LabelledRequests(
    Object.fromEntries(some.map(({ name }): [string, Changes] => [name, { parameters: { [name]: value } }])),
  );

const listed = (some: readonly Parameter[]): string => some.map(({ name }) => name).join(', ');

const unlessEmpty = (
  some: readonly Parameter[],
  make: (some: readonly Parameter[]) => ConformanceCase,
): readonly ConformanceCase[] => (some.length === 0 ? [] : [make(some)]);

const onlyLegal = (all: Readonly<Record<string, string>>, legal: (value: string) => boolean) =>
  Object.fromEntries(Object.entries(all).filter(([, value]) => legal(value)));

const whereSome = (
  some: Readonly<Record<string, string>>,
  make: (some: Readonly<Record<string, string>>) => ConformanceCase,
): readonly ConformanceCase[] => (Object.keys(some).length === 0 ? [] : [make(some)]);

const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
