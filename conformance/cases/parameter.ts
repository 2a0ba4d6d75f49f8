import type { Field, Operation } from '@sendotp-contract/spec';
import type { Changes } from '../exchange/changes.js';
import type { ConformanceCase } from './conformance-case.js';
import { accepted, core, declare, each, LabelledRequests, planting, refused, stepsOf } from './declare.js';
import { lengthCases } from './parameter-length.js';
import { illegal, outsideSchema, type Parameter } from './parameter-schema.js';

const otherTypes: Readonly<Record<string, unknown>> = {
  number: 20,
  boolean: true,
  object: { value: 'x' },
  array: ['x'],
};

/** The rules about parameters in general; any other rule of a field is its own. */
const general = /^(REQ-([1-4]|9|10|11)|RES-\d+)$/;

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
        outsideSchema,
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
        outsideSchema,
      ),
    ),
    ...optional
      .filter(({ field }) => field.type === 'string')
      .map(({ name }) =>
        refused(
          `REQ-4.empty-${kebab(name)}`,
          `an empty ${name} is answered PARAM_ILLEGAL`,
          'PARAM_ILLEGAL',
          {
            parameters: { [name]: '' },
          },
          outsideSchema,
        ),
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

/** Each of the values of a parameter that lists them, and others. */
function valueCases({ name, field: { values = [] }, id }: Parameter): readonly ConformanceCase[] {
  const [first = ''] = values;
  if (values.length === 0) return [];
  const others = {
    'another word': `${first}X`,
    'lower case': first.toLowerCase(),
    'a blank before': ` ${first}`,
    'a blank after': `${first} `,
    'a NUL after': `${first}\0`,
    capitalised: first.charAt(0) + first.slice(1).toLowerCase(),
    'one character less': first.slice(0, -1),
    'all of them': values.join(','),
    'its position': '0',
    'the text null': 'null',
  };
  const wrong = Object.entries(others).filter(([, other]) => !values.includes(other));
  const steps = stepsOf(
    each(Object.fromEntries(values.map((value) => [value, value])), (value) => ({
      parameters: { [name]: value },
    })),
    { kind: 'accepted' },
  );
  return [
    planting([], declare(id('values'), `${name} may be ${values.join(' or ')}`, steps)),
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

const forEach = (some: readonly Parameter[], value: unknown): LabelledRequests =>
  new LabelledRequests(
    Object.fromEntries(some.map(({ name }): [string, Changes] => [name, { parameters: { [name]: value } }])),
  );

const listed = (some: readonly Parameter[]): string => some.map(({ name }) => name).join(', ');

const unlessEmpty = (
  some: readonly Parameter[],
  make: (some: readonly Parameter[]) => ConformanceCase,
): readonly ConformanceCase[] => (some.length === 0 ? [] : [make(some)]);

const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
