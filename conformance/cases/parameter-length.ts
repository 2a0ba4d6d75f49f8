import type { Operation } from '@sendotp-contract/spec';
import type { Changes, Parameters } from '../exchange/changes.js';
import type { ConformanceCase } from './conformance-case.js';
import { declare, LabelledRequests, planting, refused, stepsOf } from './declare.js';
import { illegal, outsideSchema, type Parameter } from './parameter-schema.js';

/** Characters by how many UTF-16 units and bytes they take. */
const wide = {
  é: 'é',
  支: '支',
  '🔑, two UTF-16 units': '🔑',
  'é, composed of two': 'e\u0301',
} as const;

/** The limits of one parameter: characters are counted, whatever they take in bytes (REQ-11). */
export function lengthCases(
  { validateRequest, plainRequest }: Operation,
  parameter: Parameter,
): readonly ConformanceCase[] {
  const { name, field, id } = parameter;
  const { minLength = 1, maxLength: most, values } = field;
  if (most === undefined || values !== undefined) return [];
  // A pattern of the schema may rule out these characters: then nothing shows how they are counted.
  const legal = (value: string) => validateRequest({ ...plainRequest, [name]: value });
  // An id of another length is not the caller's own, either: the schema is checked first.
  const isOwnId = name === 'acquirerId' || name === 'pspId';
  const requests = (all: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(all).map(([label, value]): [string, Changes] => [
        label,
        isOwnId ? { body: (own) => withAnothers(own, name, value) } : { parameters: { [name]: value } },
      ]),
    );
  const shortest = 'x'.repeat(Math.max(1, minLength));
  const fitting = {
    [shortest.length]: shortest,
    [most]: 'x'.repeat(most),
    ...(minLength <= 1 ? { 'a blank': ' ' } : {}),
  };
  const outside = (aCase: ConformanceCase): ConformanceCase =>
    isOwnId ? planting([...outsideSchema, 'acquirerId and pspId'], aCase) : aCase;
  const inside = (aCase: ConformanceCase): ConformanceCase =>
    planting(isOwnId ? ['acquirerId and pspId'] : [], aCase);
  const wideAt = (length: number) =>
    Object.fromEntries(
      Object.entries(wide).map(([label, text]) => [
        label,
        Array.from(text.repeat(length)).slice(0, length).join(''),
      ]),
    );
  return [
    ...whereSome(onlyLegal(fitting, legal), (some) =>
      inside(fits(id('length'), `${name} may have ${minLength} to ${most} characters`, requests(some))),
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
      inside(
        fits(
          `REQ-11.${name}`,
          `${name} may have ${most} characters of any kind: length counts characters`,
          requests(some),
        ),
      ),
    ),
    outside(
      refused(
        `REQ-11.${name}-too-long`,
        `a ${name} of ${most + 1} characters of any kind is answered PARAM_ILLEGAL`,
        'PARAM_ILLEGAL',
        new LabelledRequests(requests(wideAt(most + 1))),
        outsideSchema,
      ),
    ),
  ];
}

/** A body whose id has this value, or one of the same length if that is the caller's own. */
function withAnothers(own: Parameters, name: string, value: string): string {
  const another = own[name] === value ? [...Array.from(value).slice(1), 'y'].join('') : value;
  return JSON.stringify({ ...own, [name]: another });
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

const onlyLegal = (all: Readonly<Record<string, string>>, legal: (value: string) => boolean) =>
  Object.fromEntries(Object.entries(all).filter(([, value]) => legal(value)));

const whereSome = (
  some: Readonly<Record<string, string>>,
  make: (some: Readonly<Record<string, string>>) => ConformanceCase,
): readonly ConformanceCase[] => (Object.keys(some).length === 0 ? [] : [make(some)]);
