import type { RuleId } from '@sendotp-contract/spec';
import type { Check, Tokens } from '../variant-server.js';
import { knownValueVariants } from './known-value.js';
import { mediaTypeVariants } from './media-type.js';
import { bodyRules, forToken, type Variant } from './variant.js';

/** Rules whose cases look at what happens to this user. */
const behind: readonly RuleId[] = ['REQ-2', 'REQ-3', 'REQ-8', 'REQ-10', 'HDR-5', 'CALL-4'];

const users: readonly (readonly [
  name: keyof Tokens,
  what: string,
  rule: RuleId,
  codes: readonly string[],
])[] = [
  [
    'cancelled',
    'a cancelled token',
    'RC-6',
    ['SUCCESS', 'EXPIRED_ACCESS_TOKEN', 'USER_NOT_EXIST', 'ACCESS_DENIED', 'UNKNOWN_EXCEPTION'],
  ],
  [
    'expired',
    'an expired token',
    'RC-3',
    ['SUCCESS', 'ACCESS_DENIED', 'USER_NOT_EXIST', 'UNKNOWN_EXCEPTION'],
  ],
  [
    'unknownUser',
    'a user who is gone',
    'RC-14',
    ['SUCCESS', 'USER_STATUS_ABNORMAL', 'PROCESS_FAIL', 'UNKNOWN_EXCEPTION'],
  ],
  [
    'frozen',
    'a frozen user',
    'RC-15',
    ['SUCCESS', 'USER_NOT_EXIST', 'PROCESS_FAIL', 'ACCESS_DENIED', 'UNKNOWN_EXCEPTION'],
  ],
  [
    'atLimit',
    'a user at the limit',
    'RC-11',
    ['SUCCESS', 'PROCESS_FAIL', 'USER_STATUS_ABNORMAL', 'REQUEST_TRAFFIC_EXCEED_LIMIT', 'UNKNOWN_EXCEPTION'],
  ],
  [
    'refused',
    'a user whom the channel refuses',
    'RC-13',
    ['UNKNOWN_EXCEPTION', 'USER_STATUS_ABNORMAL', 'USER_NOT_EXIST', 'PARAM_ILLEGAL'],
  ],
  [
    'unanswered',
    'a user for whom the channel is silent',
    'RC-17',
    ['PROCESS_FAIL', 'USER_STATUS_ABNORMAL', 'OTP_SEND_TIMES_EXCEED_LIMIT'],
  ],
  [
    'valid',
    'a user whom nothing keeps from an OTP',
    'RC-1',
    ['PROCESS_FAIL', 'UNKNOWN_EXCEPTION', 'USER_STATUS_ABNORMAL'],
  ],
];

const outcomes: readonly Variant[] = users.flatMap(([name, what, rule, codes]) =>
  codes.map((code): Variant => ({
    name: `answers ${code} to ${what}`,
    rule,
    and: ['RES-2', 'SIG-9', 'RES-10', ...(name === 'frozen' || name === 'refused' ? behind : [])],
    ...(name === 'cancelled' && code === 'EXPIRED_ACCESS_TOKEN' ? { doubt: true as const } : {}),
    change: forToken(name, code),
  })),
);

const doubts: readonly Variant[] = [
  {
    name: 'answers INVALID_TOKEN to an expired token',
    rule: 'RC-3',
    doubt: true,
    change: forToken('expired', 'INVALID_TOKEN'),
  },
  {
    name: 'answers INVALID_TOKEN when the user is gone',
    rule: 'RC-14',
    doubt: true,
    change: forToken('unknownUser', 'INVALID_TOKEN'),
  },
];

/** The code of a check, swapped for another one. */
const swaps: readonly (readonly [
  check: Check,
  what: string,
  rule: RuleId,
  and: readonly RuleId[],
  codes: readonly string[],
])[] = [
  [
    'path',
    'another path',
    'RC-10',
    ['CALL-2'],
    ['METHOD_NOT_SUPPORTED', 'PARAM_ILLEGAL', 'ACCESS_DENIED', 'UNKNOWN_EXCEPTION'],
  ],
  [
    'method',
    'another method',
    'RC-9',
    ['CALL-1'],
    ['NO_INTERFACE_DEF', 'PARAM_ILLEGAL', 'UNKNOWN_EXCEPTION'],
  ],
  [
    'mediaType',
    'another media type',
    'RC-8',
    [],
    ['PARAM_ILLEGAL', 'METHOD_NOT_SUPPORTED', 'UNKNOWN_EXCEPTION'],
  ],
  [
    'traffic',
    'too many requests',
    'RC-16',
    [],
    ['OTP_SEND_TIMES_EXCEED_LIMIT', 'ACCESS_DENIED', 'UNKNOWN_EXCEPTION', 'INVALID_CLIENT'],
  ],
  [
    'agreement',
    "ids that are not the caller's",
    'RC-2',
    [],
    ['INVALID_CLIENT', 'PARAM_ILLEGAL', 'PROCESS_FAIL', 'INVALID_TOKEN'],
  ],
  [
    'schema',
    'a body outside the schema',
    'RC-12',
    ['CALL-3', ...bodyRules],
    ['PROCESS_FAIL', 'UNKNOWN_EXCEPTION', 'ACCESS_DENIED'],
  ],
];

const swapped: readonly Variant[] = swaps.flatMap(([check, what, rule, and, codes]) =>
  codes.map((code): Variant => ({
    name: `answers ${code} to ${what}`,
    rule,
    and,
    // A client whom the target does not seem to know may be a wrong one of the profile.
    ...(code === 'INVALID_CLIENT' && check === 'traffic' ? { doubt: true as const } : {}),
    change: () => ({ refusal: (other, own) => (other === check ? code : own) }),
  })),
);

/** Another code for one fault of the body. */
const faults: readonly Variant[] = (
  [
    ['INVALID_TOKEN', 'a missing accessToken', 'REQ-7', 'accessToken', (value) => value === undefined],
    ['INVALID_TOKEN', 'an empty accessToken', 'REQ-7', 'accessToken', (value) => value === ''],
    [
      'INVALID_TOKEN',
      'an accessToken that is too long',
      'REQ-7',
      'accessToken',
      (value) => String(value).length > 128,
    ],
    [
      'INVALID_TOKEN',
      'an accessToken that is no text',
      'REQ-1',
      'accessToken',
      (value) => value !== undefined && value !== null && typeof value !== 'string',
    ],
    ['ACCESS_DENIED', 'a missing acquirerId', 'REQ-5', 'acquirerId', (value) => value === undefined],
    ['ACCESS_DENIED', 'an empty acquirerId', 'REQ-5', 'acquirerId', (value) => value === ''],
    ['ACCESS_DENIED', 'a missing pspId', 'REQ-6', 'pspId', (value) => value === undefined],
    ['ACCESS_DENIED', 'a pspId that is too long', 'REQ-6', 'pspId', (value) => String(value).length > 64],
    [
      'PROCESS_FAIL',
      'another verifyType',
      'REQ-8',
      'verifyType',
      (value) => typeof value === 'string' && value !== '',
    ],
    ['UNKNOWN_EXCEPTION', 'an empty verifyType', 'REQ-4', 'verifyType', (value) => value === ''],
    ['UNKNOWN_EXCEPTION', 'a required parameter that is null', 'REQ-3', 'pspId', (value) => value === null],
  ] as const satisfies readonly (readonly [string, string, RuleId, string, (value: unknown) => boolean])[]
).map(([code, what, rule, name, isIt]): Variant => ({
  name: `answers ${code} to ${what}`,
  rule,
  and: ['REQ-9', 'REQ-11', 'RC-12'],
  change: (good) => {
    let is = false;
    return {
      schema: (body) => {
        is = isIt(body[name]);
        return good.schema(body);
      },
      refusal: (check, other) => (check === 'schema' && is ? code : other),
    };
  },
}));

/** RC-1 to RC-17. */
export const resultCodeVariants: readonly Variant[] = [
  ...outcomes,
  ...doubts,
  ...swapped,
  ...faults,
  ...mediaTypeVariants,
  ...knownValueVariants,
];
