import type { ConformanceCase } from '../conformance-case.js';
import { accepted, also, core, each, fitsSchema, refused } from './declare.js';

/** The parameters with the rule that describes each and the most characters it may have. */
const required = [
  ['REQ-5', 'acquirerId', 64],
  ['REQ-6', 'pspId', 64],
  ['REQ-7', 'accessToken', 128],
] as const;

/** Characters by how many UTF-16 units and bytes they take. */
const wide = { é: 'é', 支: '支', '🔑, two UTF-16 units': '🔑' } as const;

const otherTypes: Readonly<Record<string, unknown>> = {
  number: 20,
  boolean: true,
  object: { value: 'x' },
  array: ['x'],
};

/** REQ-1 to REQ-11. */
export const requestCases: readonly ConformanceCase[] = [
  ...[...required.map(([, name]) => name), 'verifyType'].map((name) =>
    refused(
      `REQ-1.${name}`,
      `a value of ${name} that is no string is PARAM_ILLEGAL`,
      'PARAM_ILLEGAL',
      each(otherTypes, (value) => ({ parameters: { [name]: value } })),
    ),
  ),
  accepted('REQ-2.left-out', 'verifyType may be left out', { parameters: { verifyType: undefined } }),
  accepted('REQ-3.null', 'verifyType may be null, which means left out', {
    parameters: { verifyType: null },
  }),
  refused(
    'REQ-3.required',
    'a required parameter must not be null',
    'PARAM_ILLEGAL',
    each({ acquirerId: 'acquirerId', pspId: 'pspId', accessToken: 'accessToken' }, (name) => ({
      parameters: { [name]: null },
    })),
  ),
  refused('REQ-4.empty-verify-type', 'an empty verifyType is PARAM_ILLEGAL', 'PARAM_ILLEGAL', {
    parameters: { verifyType: '' },
  }),
  ...required.flatMap(([rule, name, most]) => [
    core(
      refused(`${rule}.required`, `without ${name}, PARAM_ILLEGAL`, 'PARAM_ILLEGAL', {
        ': left out': { parameters: { [name]: undefined } },
        ': empty': { parameters: { [name]: '' } },
      }),
    ),
    fitsSchema(`${rule}.length`, `${name} may have 1 to ${most} characters`, {
      ': 1': { parameters: { [name]: 'x' } },
      [`: ${most}`]: { parameters: { [name]: 'x'.repeat(most) } },
    }),
    refused(`${rule}.too-long`, `${name} must not have more than ${most} characters`, 'PARAM_ILLEGAL', {
      parameters: { [name]: 'x'.repeat(most + 1) },
    }),
    fitsSchema(
      `REQ-11.${name}`,
      `${name} may have ${most} characters of any kind: it is characters that count`,
      each(wide, (character) => ({ parameters: { [name]: character.repeat(most) } })),
    ),
    refused(
      `REQ-11.${name}-too-long`,
      `${name} must not have ${most + 1} characters of any kind`,
      'PARAM_ILLEGAL',
      {
        ...each(wide, (character) => ({ parameters: { [name]: character.repeat(most + 1) } })),
      },
    ),
  ]),
  accepted(
    'REQ-8.values',
    'verifyType may be MOBILE or EMAIL',
    each({ MOBILE: 'MOBILE', EMAIL: 'EMAIL' }, (verifyType) => ({ parameters: { verifyType } })),
  ),
  refused(
    'REQ-8.other-values',
    'verifyType must not be anything else',
    'PARAM_ILLEGAL',
    each(
      { SMS: 'SMS', 'small letters': 'mobile', 'a blank before': ' MOBILE', 'a blank after': 'EMAIL ' },
      (verifyType) => ({
        parameters: { verifyType },
      }),
    ),
  ),
  core(
    also(
      ['RC-12'],
      refused('REQ-9.not-json', 'a body that is not JSON is PARAM_ILLEGAL', 'PARAM_ILLEGAL', {
        ...each({ empty: '', 'a blank': ' ', 'an open brace': '{', 'a word': 'undefined' }, (body) => ({
          body,
        })),
        ': a comma too many': { body: (text: string) => text.replace('}', ',}') },
        ': single quotes': { body: (text: string) => text.replaceAll('"', "'") },
        ': something after it': { body: (text: string) => `${text}x` },
        ': a comment': { body: (text: string) => `${text}//` },
      }),
    ),
  ),
  refused('REQ-9.not-an-object', 'a body that is JSON but no object is PARAM_ILLEGAL', 'PARAM_ILLEGAL', {
    ...each({ null: 'null', 'a list': '[]', 'a text': '"text"', 'a number': '20', true: 'true' }, (body) => ({
      body,
    })),
    ': a list that holds the object': { body: (text: string) => `[${text}]` },
  }),
  accepted(
    'REQ-10.unknown-parameters',
    'parameters that the contract does not know are ignored, whatever they hold',
    {
      parameters: {
        locale: 'en',
        count: 1,
        deep: { list: [null, true, {}] },
        '': '',
        result: 'S',
        verifyRequestId: 'x',
      },
    },
  ),
  accepted(
    'REQ-10.names-of-objects',
    "parameters that are named like parts of a language's objects are ignored",
    {
      body: (text) =>
        text.replace(
          '}',
          ',"__proto__":{"accessToken":""},"constructor":1,"toString":null,"class":"x","$id":2}',
        ),
    },
  ),
];
