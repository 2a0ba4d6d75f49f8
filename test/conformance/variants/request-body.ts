import { isText } from '../variant-server.js';
import { schema, limits, utf8, type Variant } from './variant.js';

export const requestBodyVariants: readonly Variant[] = [
  {
    name: 'turns numbers and booleans into strings',
    rule: 'REQ-1',
    change: schema((body, good) =>
      good.schema(
        Object.fromEntries(
          Object.entries(body).map(([name, value]) => [
            name,
            ['number', 'boolean'].includes(typeof value) ? String(value) : value,
          ]),
        ),
      ),
    ),
  },
  {
    name: 'does not look at the type of verifyType',
    rule: 'REQ-1',
    change: schema((body, good) =>
      typeof body['verifyType'] === 'object' || typeof body['verifyType'] === 'number'
        ? good.schema({ ...body, verifyType: null })
        : good.schema(body),
    ),
  },
  {
    name: 'wants a verifyType',
    rule: 'REQ-2',
    change: schema((body, good) => 'verifyType' in body && good.schema(body)),
  },
  {
    name: 'refuses null for verifyType',
    rule: 'REQ-3',
    change: schema((body, good) => body['verifyType'] !== null && good.schema(body)),
  },
  {
    name: 'takes "" for verifyType',
    rule: 'REQ-4',
    change: schema((body, good) =>
      good.schema(body['verifyType'] === '' ? { ...body, verifyType: null } : body),
    ),
  },
  {
    name: 'takes null for pspId',
    rule: 'REQ-3',
    change: (good) => ({
      schema: (body) => good.schema(body['pspId'] === null ? { ...body, pspId: 'P' } : body),
    }),
  },
  {
    name: 'takes an empty acquirerId',
    rule: 'REQ-5',
    change: limits((name, value, most) => isText(value, most) || (name === 'acquirerId' && value === '')),
  },
  {
    name: 'takes an acquirerId of 65 characters',
    rule: 'REQ-5',
    and: ['REQ-11'],
    change: limits((name, value, most) => isText(value, name === 'acquirerId' ? 65 : most)),
  },
  {
    name: 'takes an acquirerId of 63 characters at most',
    rule: 'REQ-5',
    and: ['REQ-11'],
    change: limits((name, value, most) => isText(value, name === 'acquirerId' ? 63 : most)),
  },
  {
    name: 'takes a pspId of 63 characters at most',
    rule: 'REQ-6',
    and: ['REQ-11'],
    change: limits((name, value, most) => isText(value, name === 'pspId' ? 63 : most)),
  },
  {
    name: 'takes an empty pspId',
    rule: 'REQ-6',
    change: limits((name, value, most) => isText(value, most) || (name === 'pspId' && value === '')),
  },
  {
    name: 'takes any length of pspId',
    rule: 'REQ-6',
    and: ['REQ-11'],
    change: limits((name, value, most) => isText(value, name === 'pspId' ? 4000 : most)),
  },
  {
    name: 'does not want an accessToken',
    rule: 'REQ-7',
    change: limits(
      (name, value, most) => isText(value, most) || (name === 'accessToken' && value === undefined),
    ),
  },
  {
    name: 'takes any length of accessToken',
    rule: 'REQ-7',
    and: ['REQ-11'],
    change: limits((name, value, most) => isText(value, name === 'accessToken' ? 4000 : most)),
  },
  {
    name: 'takes an accessToken of 127 characters at most',
    rule: 'REQ-7',
    and: ['REQ-11'],
    change: limits((name, value, most) => isText(value, name === 'accessToken' ? 127 : most)),
  },
  {
    name: 'takes verifyType in small letters',
    rule: 'REQ-8',
    change: schema((body, good) =>
      good.schema(body['verifyType'] === 'mobile' ? { ...body, verifyType: 'MOBILE' } : body),
    ),
  },
  {
    name: 'does not know EMAIL',
    rule: 'REQ-8',
    and: ['RES-7', 'RC-1', 'RC-13'],
    change: schema((body, good) => body['verifyType'] !== 'EMAIL' && good.schema(body)),
  },
  {
    name: 'takes single quotes for double ones',
    rule: 'REQ-9',
    change: () => ({ json: (body) => JSON.parse(utf8.decode(body).replaceAll("'", '"')) as unknown }),
  },
  {
    name: 'takes a list for its first element',
    rule: 'REQ-9',
    change: () => ({
      json: (body) => {
        const value: unknown = JSON.parse(utf8.decode(body));
        return Array.isArray(value) ? (value[0] as unknown) : value;
      },
    }),
  },
  {
    name: 'refuses unknown parameters',
    rule: 'REQ-10',
    and: ['CALL-3', 'SIG-3'],
    change: schema(
      (body, good) =>
        Object.keys(body).every((name) =>
          ['acquirerId', 'pspId', 'accessToken', 'verifyType', 'pad'].includes(name),
        ) && good.schema(body),
    ),
  },
  {
    name: 'counts bytes',
    rule: 'REQ-11',
    change: limits((_, value, most) => isText(value, most) && Buffer.byteLength(String(value)) <= most),
  },
  {
    name: 'counts UTF-16 units',
    rule: 'REQ-11',
    change: limits((_, value, most) => isText(value, most) && String(value).length <= most),
  },
];
