import { isText, length } from '../variant-server.js';
import { limit, schema, seeing, type Variant } from './variant.js';

const rules = { acquirerId: 'REQ-5', pspId: 'REQ-6', accessToken: 'REQ-7' } as const;
const most = { acquirerId: 64, pspId: 64, accessToken: 128 } as const;
const required = ['acquirerId', 'pspId', 'accessToken'] as const;
const all = [...required, 'verifyType'] as const;

/** A kind of value that is no text, as a lenient server reads it. */
const kinds: Readonly<Record<string, (value: unknown) => unknown>> = {
  'a number': (value) => (typeof value === 'number' ? String(value) : value),
  'a boolean': (value) => (typeof value === 'boolean' ? String(value) : value),
  'an object': (value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? JSON.stringify(value) : value,
  'a list': (value) => (Array.isArray(value) ? String(value[0]) : value),
};

/** The value as one of those that are listed, if the parameter lists them: what is taken is taken for the default. */
const legal = (name: string, before: unknown, after: unknown): unknown =>
  name === 'verifyType' && before !== after ? 'MOBILE' : after;

/** REQ-1: a value of another type is taken for a text. */
const types: readonly Variant[] = all.flatMap((name) =>
  Object.entries(kinds).map(([kind, read]): Variant => ({
    name: `takes ${kind} for the text of ${name}`,
    rule: 'REQ-1',
    change: seeing((body) => ({ ...body, [name]: legal(name, body[name], read(body[name])) })),
  })),
);

const graphemes = (value: unknown): number => [...new Intl.Segmenter().segment(String(value))].length;

/** How many characters a text has, counted in another way. */
const counts: Readonly<Record<string, (value: string) => number>> = {
  bytes: (value) => Buffer.byteLength(value),
  'UTF-16 units': (value) => value.length,
  // Others are not counted: too many of them are taken.
  'characters of ASCII': (value) => value.replaceAll(/[^\0-\x7f]/g, '').length,
  'what people see as characters': graphemes,
  'characters when they are composed': (value) => length(value.normalize('NFC')),
};

const limits: readonly Variant[] = required.flatMap((name): Variant[] => [
  {
    name: `takes an ${name} of ${most[name] + 1} characters`,
    rule: rules[name],
    and: ['REQ-11'],
    change: limit(name, (value, max) => isText(value, max + 1)),
  },
  {
    name: `takes an ${name} of ${most[name] - 1} characters at most`,
    rule: rules[name],
    and: ['REQ-11'],
    change: limit(name, (value, max) => isText(value, max - 1)),
  },
  {
    name: `takes any length of ${name}`,
    rule: rules[name],
    and: ['REQ-11'],
    change: limit(name, (value) => isText(value, 4000)),
  },
  {
    name: `takes an ${name} of 32 characters at most`,
    rule: rules[name],
    and: ['REQ-11', 'RC-6'],
    change: limit(name, (value, max) => isText(value, max) && length(String(value)) !== max),
  },
  {
    name: `cuts an ${name} that is too long`,
    rule: rules[name],
    and: ['REQ-11'],
    change: limit(name, (value) => typeof value === 'string' && value !== ''),
  },
  {
    name: `wants two characters of ${name}`,
    rule: rules[name],
    change: limit(name, (value, max) => isText(value, max) && length(String(value)) > 1),
  },
  {
    name: `takes an empty ${name}`,
    rule: rules[name],
    change: limit(name, (value, max) => isText(value, max) || value === ''),
  },
  {
    name: `does without ${name}`,
    rule: rules[name],
    change: limit(name, (value, max) => isText(value, max) || value === undefined),
  },
  {
    name: `takes null for ${name}`,
    rule: 'REQ-3',
    change: limit(name, (value, max) => isText(value, max) || value === null),
  },
  {
    name: `takes a blank ${name} for an empty one`,
    rule: rules[name],
    change: limit(name, (value, max) => isText(value, max) && String(value).trim() !== ''),
  },
  {
    name: `wants an ${name} in ASCII`,
    rule: 'REQ-11',
    change: limit(name, (value, max) => isText(value, max) && !/^(é|支|🔑|é){20}/u.test(String(value))),
  },
  ...Object.entries(counts).map(([what, count]): Variant => ({
    name: `counts ${what} of ${name}`,
    rule: 'REQ-11',
    change: limit(name, (value, max) => typeof value === 'string' && value !== '' && count(value) <= max),
  })),
]);

/** Another value of verifyType is taken for this one. */
const taking = (name: string, read: (value: string) => string): Variant => ({
  name,
  rule: 'REQ-8',
  change: seeing((body) => ({
    ...body,
    verifyType: typeof body['verifyType'] === 'string' ? read(body['verifyType']) : body['verifyType'],
  })),
});

const values: readonly Variant[] = [
  taking('takes verifyType in small letters', (value) => value.replace(/^[a-z]+$/, 'MOBILE')),
  taking('takes a capitalised verifyType', (value) => value.replace(/^[A-Z][a-z]+$/, 'MOBILE')),
  taking('ignores blanks before verifyType', (value) => value.trimStart()),
  taking('ignores blanks after verifyType', (value) => value.trimEnd()),
  taking('takes another verifyType for MOBILE', (value) => (/^(EMAIL|)$/.test(value) ? value : 'MOBILE')),
  taking('looks at the beginning of verifyType', (value) => value.replace(/^(MOBILE|EMAIL).+$/, '$1')),
  taking('takes the beginning of a verifyType', (value) =>
    value !== '' && 'MOBILE'.startsWith(value) ? 'MOBILE' : value,
  ),
  taking('takes a list of verifyTypes', (value) => value.split(',')[0] ?? ''),
  taking('takes the position of a verifyType for its name', (value) => value.replace(/^0$/, 'MOBILE')),
  taking('takes "null" for null', (value) => value.replace(/^null$/, 'MOBILE')),
  {
    name: 'does not know EMAIL',
    rule: 'REQ-8',
    and: ['RES-7', 'RC-1', 'RC-13'],
    change: schema((body, good) => body['verifyType'] !== 'EMAIL' && good.schema(body)),
  },
  {
    name: 'wants a verifyType',
    rule: 'REQ-2',
    and: ['REQ-8'],
    change: schema((body, good) => 'verifyType' in body && good.schema(body)),
  },
  {
    name: 'refuses null for verifyType',
    rule: 'REQ-3',
    and: ['REQ-8'],
    change: schema((body, good) => body['verifyType'] !== null && good.schema(body)),
  },
  {
    name: 'takes "" for verifyType',
    rule: 'REQ-4',
    change: seeing((body) => (body['verifyType'] === '' ? { ...body, verifyType: null } : body)),
  },
];

/** REQ-1 to REQ-8 and REQ-11. */
export const parameterVariants: readonly Variant[] = [...types, ...limits, ...values];
