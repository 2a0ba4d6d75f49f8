import type { RuleId } from '@sendotp-contract/spec';
import { table } from '../variant-server/result-table.js';
import { codes, forToken, type Variant } from './variant.js';

const status = (code: string): string => table[code]?.[0] ?? '';
const message = (code: string): string => table[code]?.[1] ?? '';
const every = Object.keys(table);

/** The rule that says what a code with this status is. */
const ruleOf: Readonly<Record<string, RuleId>> = { S: 'RES-2', F: 'RES-3', U: 'RES-4' };

/** The text of every code, as servers get it wrong. */
const messages: readonly Variant[] = [
  ...every.map((code): Variant => {
    const next = every[(every.indexOf(code) + 1) % every.length] ?? '';
    return {
      name: `says of ${code} what is the text of ${next}`,
      rule: 'RES-1',
      change: (good) => codes(good, code, status(code), message(next)),
    };
  }),
  ...Object.entries({
    'leaves the full stop out of its messages': (text: string) => text.replace(/\.$/, ''),
    'writes its messages in small letters': (text: string) => text.toLowerCase(),
    'has the code for a message': (text: string) => text.toUpperCase().replaceAll(' ', '_'),
    'writes a blank after its messages': (text: string) => `${text} `,
    'writes its messages in another language': (text: string) => `失败: ${text}`,
    'says HTTP in place of HTTPS': (text: string) => text.replace('HTTPS', 'HTTP'),
  }).map(([name, write]): Variant => ({
    name,
    rule: 'RES-1',
    change: (good) => ({
      codes: Object.fromEntries(
        Object.entries(good.codes).map(([code, [own, text]]) => [code, [own, write(text)]]),
      ),
    }),
  })),
];

/** Every code with another status. */
const statuses: readonly Variant[] = every.map((code): Variant => {
  const other = status(code) === 'U' ? 'F' : 'U';
  return {
    name: `answers ${code} with ${other}`,
    rule: ruleOf[other] ?? 'RES-3',
    and: ['RES-6', 'RES-2', 'RES-1'],
    change: (good) => codes(good, code, other, message(code)),
  };
});

/** What `result` is, made from the right one. */
const result = (
  name: string,
  write: (own: Record<string, unknown>, code: string) => unknown,
  and: Variant['and'] = [],
  rule: RuleId = 'RES-1',
): Variant => ({
  name,
  rule,
  and,
  change: () => ({
    body: ({ result: own, ...others }, code) => ({
      ...others,
      result: write(own as Record<string, unknown>, code),
    }),
  }),
});

const all: readonly RuleId[] = ['RC-1', 'RES-2', 'RES-3', 'RES-4', 'SIG-9'];

/** A code that is answered in another form, to one kind of request: the judge reads on. */
const toUnknownClients = (
  name: string,
  write: (own: Record<string, unknown>) => unknown,
  and: Variant['and'] = [],
): Variant =>
  result(name, (own, code) => (code === 'INVALID_CLIENT' ? write(own) : own), [
    'HDR-1',
    'RC-4',
    'RES-3',
    ...and,
  ]);

const results: readonly Variant[] = [
  {
    name: 'answers in result.result',
    rule: 'RES-1',
    change: () => ({ body: (body) => ({ result: body }) }),
  },
  { name: 'answers outside result', rule: 'RES-1', change: () => ({ body: ({ result: own }) => own }) },
  { name: 'answers in a list', rule: 'RES-1', change: () => ({ body: (body) => [body] }) },
  {
    name: 'answers a text that holds the object',
    rule: 'RES-1',
    change: () => ({ body: (body) => JSON.stringify(body) }),
  },
  {
    name: 'answers in Result',
    rule: 'RES-1',
    change: () => ({ body: ({ result: own, ...others }) => ({ ...others, Result: own }) }),
  },
  toUnknownClients('leaves resultStatus out', ({ resultStatus: _, ...others }) => others),
  toUnknownClients('leaves resultCode out', ({ resultCode: _, ...others }) => others),
  toUnknownClients('answers a resultStatus of null', (own) => ({ ...own, resultStatus: null })),
  toUnknownClients('answers a resultStatus in small letters', (own) => ({ ...own, resultStatus: 'f' })),
  toUnknownClients('answers a resultStatus in whole words', (own) => ({ ...own, resultStatus: 'FAIL' })),
  toUnknownClients('answers a resultStatus that is a boolean', (own) => ({ ...own, resultStatus: false })),
  toUnknownClients('answers a resultCode that is a number', (own) => ({ ...own, resultCode: 4 })),
  {
    ...toUnknownClients('answers a resultCode in small letters', (own) => ({
      ...own,
      resultCode: 'invalid_client',
    })),
    rule: 'RES-3',
  },
  {
    ...toUnknownClients('answers a resultCode with a blank after it', (own) => ({
      ...own,
      resultCode: 'INVALID_CLIENT ',
    })),
    rule: 'RES-3',
  },
  toUnknownClients('answers a resultMessage of null', (own) => ({ ...own, resultMessage: null })),
  toUnknownClients('answers a resultMessage that is empty', (own) => ({ ...own, resultMessage: '' })),
  toUnknownClients('answers a resultMessage that is a list', (own) => ({
    ...own,
    resultMessage: ['The client is invalid.'],
  })),
  toUnknownClients('answers a result of null', () => null),
  toUnknownClients('answers a result in a list', (own) => [own]),
  toUnknownClients('answers a result that is a text', (own) => JSON.stringify(own)),
  result(
    'answers OK with S',
    (own, code) => (code === 'SUCCESS' ? { resultStatus: 'S', resultCode: 'OK' } : own),
    ['RC-1', 'SIG-9', 'REQ-8'],
    'RES-2',
  ),
  {
    name: 'answers SUCCESS with F',
    rule: 'RES-3',
    and: ['RES-6', 'RES-2'],
    change: (good) => codes(good, 'SUCCESS', 'F', 'Success'),
  },
  {
    name: 'answers a failure with S',
    rule: 'RES-2',
    and: ['RES-5', 'RES-10', 'RC-15'],
    change: (good) => codes(good, 'USER_STATUS_ABNORMAL', 'S', message('USER_STATUS_ABNORMAL')),
  },
  {
    name: 'has a code of its own',
    rule: 'RES-3',
    and: ['RC-15', 'REQ-2', 'REQ-3', 'REQ-8', 'REQ-10', 'HDR-5', 'CALL-4'],
    change: (good, world) => ({
      ...codes(good, 'USER_IS_FROZEN', 'F', 'The user is frozen.'),
      ...forToken('frozen', 'USER_IS_FROZEN')(good, world),
    }),
  },
];

const id = (name: string, write: (own: string) => unknown, and: Variant['and'] = []): Variant => ({
  name,
  rule: 'RES-5',
  and: ['RES-1', ...and],
  change: () => ({
    body: (body) =>
      'verifyRequestId' in body ? { ...body, verifyRequestId: write(String(body['verifyRequestId'])) } : body,
  }),
});

const ids: readonly Variant[] = [
  {
    name: 'leaves verifyRequestId out',
    rule: 'RES-5',
    change: () => ({ body: ({ result: own }) => ({ result: own }) }),
  },
  id('has a verifyRequestId of 65 characters', (own) => own.padEnd(65, 'x')),
  id('has a verifyRequestId that is empty', () => ''),
  id('has a verifyRequestId of null', () => null),
  id('has a verifyRequestId that is a number', () => 7),
  id('has a verifyRequestId in a list', (own) => [own]),
  id('has a verifyRequestId in an object', (own) => ({ id: own })),
  {
    name: 'has its verifyRequestId in result',
    rule: 'RES-5',
    change: () => ({
      body: ({ result: own, ...others }) => ({ result: { ...(own as object), ...others } }),
    }),
  },
  {
    name: 'writes verifyRequestID',
    rule: 'RES-5',
    change: () => ({
      body: ({ verifyRequestId, ...others }) =>
        verifyRequestId === undefined ? others : { ...others, verifyRequestID: verifyRequestId },
    }),
  },
  {
    name: 'has one verifyRequestId for each user',
    rule: 'RES-5',
    change: () => ({ verifyRequestId: () => 'ada-1' }),
  },
  {
    name: 'has a verifyRequestId that is the second',
    rule: 'RES-5',
    change: () => ({ verifyRequestId: () => new Date().toISOString().slice(0, 13) }),
  },
  ...Object.entries({
    'of null': null,
    'that is empty': '',
    'that is 0': 0,
    'that is a text': 'none',
  }).map(([label, value]): Variant => ({
    name: `has a verifyRequestId ${label} with F`,
    rule: 'RES-6',
    and: ['RES-1'],
    change: () => ({ body: (body) => ({ verifyRequestId: value, ...body }) }),
  })),
  {
    name: 'has a verifyRequestId with U',
    rule: 'RES-6',
    and: ['RES-1'],
    change: (good) => ({
      body: (body, code) =>
        code === 'UNKNOWN_EXCEPTION' ? { ...body, verifyRequestId: good.verifyRequestId() } : body,
    }),
  },
];

/** A status of HTTP for one of the codes. */
const http: readonly Variant[] = [
  ...Object.entries({
    METHOD_NOT_SUPPORTED: 405,
    NO_INTERFACE_DEF: 404,
    MEDIA_TYPE_NOT_ACCEPTABLE: 406,
    PARAM_ILLEGAL: 400,
    INVALID_CLIENT: 401,
    INVALID_SIGNATURE: 401,
    KEY_NOT_FOUND: 404,
    ACCESS_DENIED: 403,
    INVALID_TOKEN: 401,
    EXPIRED_ACCESS_TOKEN: 401,
    USER_NOT_EXIST: 404,
    USER_STATUS_ABNORMAL: 403,
    OTP_SEND_TIMES_EXCEED_LIMIT: 429,
    REQUEST_TRAFFIC_EXCEED_LIMIT: 429,
    PROCESS_FAIL: 500,
    UNKNOWN_EXCEPTION: 500,
    SUCCESS: 201,
  }).map(([code, answered]): Variant => ({
    name: `answers ${code} with HTTP ${answered}`,
    rule: 'RES-8',
    change: () => ({ status: (other) => (other === code ? answered : 200) }),
  })),
  {
    name: 'answers F with HTTP 400',
    rule: 'RES-8',
    change: () => ({ status: (code) => (code === 'SUCCESS' ? 200 : 400) }),
  },
  { name: 'answers everything with HTTP 202', rule: 'RES-8', change: () => ({ status: () => 202 }) },
];

const sending: readonly Variant[] = [
  {
    name: 'sends to the phone when there is no e-mail address',
    rule: 'RES-7',
    and: ['RC-13'],
    change: (good) => ({ outcome: (token, _, asked) => good.outcome(token, 'MOBILE', asked) }),
  },
  {
    name: 'says S though the channel refused',
    rule: 'RES-10',
    and: ['RC-13', 'REQ-2', 'REQ-3', 'REQ-8', 'HDR-5'],
    change: forToken('refused', 'SUCCESS'),
  },
  {
    name: 'says S though the channel is silent',
    rule: 'RES-10',
    and: ['RC-17'],
    change: forToken('unanswered', 'SUCCESS'),
  },
];

/** RES-1 to RES-10. */
export const responseBodyVariants: readonly Variant[] = [
  ...messages,
  ...statuses,
  ...results,
  ...ids,
  ...http,
  ...sending,
].map((variant) => ({
  ...variant,
  and: [...(variant.and ?? []), ...(variant.name.startsWith('answers in ') ? all : [])],
}));
