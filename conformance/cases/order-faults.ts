import type { Operation } from '@sendotp-contract/spec';
import type { Changes } from '../exchange/changes.js';
import type { PlantedName } from '../exchange/fault-reader.js';
import { objectOfSize, objectWithBytes } from '../exchange/json-members.js';
import type { Fixture, TokenName } from '../profile/fixture.js';
import { elsewhere, otherVersions } from './path.js';
import { tooLarge } from './result-code.js';

/** One kind of fault at one check, and at no other. */
export interface OrderFault {
  readonly check: string;
  /** What kind it is, for people. */
  readonly kind: string;
  readonly code: string;
  readonly changes: Changes;
  /** What the reader of the raw message finds: nothing when it lies behind the token. */
  readonly plants: readonly PlantedName[];
  readonly needs?: Fixture;
  /** The message has no body, or one without parameters: nothing else can be wrong in it. */
  readonly without?: 'body' | 'parameters';
}

type Kinds = Readonly<Record<string, Omit<OrderFault, 'check' | 'kind'>>>;

const headers = (name: string, value: string | undefined): Changes => ({ headers: { [name]: value } });
const days = (count: number): Changes => ({
  time: (now) => new Date(now + count * 86_400_000).toISOString(),
});

/** Every kind of fault, by the check's name in the record. */
const kindsOf: Readonly<Record<string, (operation: Operation) => Kinds>> = {
  path: ({ path }) => {
    const [version] = Object.values(otherVersions(path));
    const fault = { code: 'NO_INTERFACE_DEF', plants: ['path'] } as const;
    return {
      'another path': { ...fault, changes: { path: elsewhere(path) } },
      ...(version === undefined ? {} : { 'another version': { ...fault, changes: { path: version } } }),
    };
  },
  method: ({ method: own }) => {
    const others = ['PUT', 'GET', 'DELETE', 'PATCH', 'OPTIONS'].filter((other) => other !== own);
    return Object.fromEntries(
      others.map((method) => [
        method,
        {
          code: 'METHOD_NOT_SUPPORTED',
          plants: ['method'] as const,
          changes: { method },
          ...(method === 'GET' ? { without: 'body' as const } : {}),
        },
      ]),
    );
  },
  'media type': () => {
    const fault = { code: 'MEDIA_TYPE_NOT_ACCEPTABLE', plants: ['media type'] } as const;
    return {
      Accept: { ...fault, changes: headers('Accept', 'text/html') },
      'Content-Type': { ...fault, changes: headers('Content-Type', 'text/plain') },
      charset: { ...fault, changes: headers('Content-Type', 'application/json; charset=ISO-8859-1') },
      'Content-Encoding': { ...fault, changes: headers('Content-Encoding', 'gzip') },
    };
  },
  'body size': () => ({
    'a large body': {
      code: 'PARAM_ILLEGAL',
      plants: ['body size'],
      changes: { body: (parameters) => objectOfSize(parameters, tooLarge) },
    },
  }),
  'Client-Id': () => {
    const fault = { code: 'INVALID_CLIENT', plants: ['Client-Id'] } as const;
    return {
      unknown: { ...fault, changes: { clientId: 'NOBODY' } },
      missing: { ...fault, changes: headers('Client-Id', undefined) },
    };
  },
  'Request-Time is well-formed': () => {
    const fault = { code: 'PARAM_ILLEGAL', plants: ['Request-Time is well-formed'] } as const;
    return {
      malformed: { ...fault, changes: { time: () => 'yesterday' } },
      missing: { ...fault, changes: headers('Request-Time', undefined) },
    };
  },
  'Signature is well-formed': () => {
    const fault = { code: 'INVALID_SIGNATURE', plants: ['Signature is well-formed'] } as const;
    return {
      malformed: { ...fault, changes: { signature: () => 'garbage' } },
      missing: { ...fault, changes: headers('Signature', undefined) },
    };
  },
  key: () => ({
    unknown: {
      code: 'KEY_NOT_FOUND',
      plants: ['key'],
      changes: { signature: () => 'keyVersion=no-such-version, signature=AAAA' },
    },
  }),
  'signature verifies': () => {
    const fault = { code: 'INVALID_SIGNATURE', plants: ['signature verifies'] } as const;
    return {
      'another body is signed': { ...fault, changes: { signedInstead: { body: () => 'another' } } },
      "a stranger's": { ...fault, changes: { signer: 'stranger' } },
    };
  },
  'Request-Time is in tolerance': () => {
    const fault = { code: 'ACCESS_DENIED', plants: ['Request-Time is in tolerance'] } as const;
    return {
      'a week behind': { ...fault, changes: days(-7) },
      'a week ahead': { ...fault, changes: days(7) },
    };
  },
  traffic: () => ({
    'too much': {
      code: 'REQUEST_TRAFFIC_EXCEED_LIMIT',
      plants: ['traffic'],
      changes: { signer: 'throttledClient' },
      needs: 'throttledClient',
    },
  }),
  'body against the schema': (operation) => {
    const parameters = illegalParameters(operation);
    return {
      ...(parameters === undefined
        ? {}
        : {
            'an illegal parameter': {
              code: 'PARAM_ILLEGAL',
              plants: ['body against the schema'] as const,
              changes: { parameters },
            },
          }),
      'not an object': {
        code: 'PARAM_ILLEGAL',
        plants: ['body against the schema'],
        changes: { body: '[]' },
        without: 'parameters',
      },
      'not JSON': {
        code: 'PARAM_ILLEGAL',
        plants: ['body is JSON'],
        changes: { body: '{' },
        without: 'parameters',
      },
      'not UTF-8': {
        code: 'PARAM_ILLEGAL',
        plants: ['body is UTF-8'],
        changes: { body: (own) => objectWithBytes(own, [0x80]) },
        // What cannot be decoded has no parameters that anybody could look at.
        without: 'parameters',
      },
    };
  },
  'acquirerId and pspId': ({ parameters }) =>
    Object.fromEntries(
      ['acquirerId', 'pspId']
        .filter((name) => name in parameters)
        .map((name) => [
          name,
          {
            code: 'ACCESS_DENIED',
            plants: ['acquirerId and pspId'] as const,
            changes: { parameters: { [name]: 'SOMEBODY-ELSE' } },
            needs: 'agreements' as const,
          },
        ]),
    ),
  // Every fault of another check stands beside an unknown token already: the message of a case has one.
  token: (operation) => ofTokens(operation, { cancelled: 'INVALID_TOKEN', expired: 'EXPIRED_ACCESS_TOKEN' }),
  user: (operation) => ofTokens(operation, { frozen: 'USER_STATUS_ABNORMAL', unknownUser: 'USER_NOT_EXIST' }),
  'sending limit': (operation) => ofTokens(operation, { atLimit: 'OTP_SEND_TIMES_EXCEED_LIMIT' }),
  sending: (operation) => ofTokens(operation, { refused: 'PROCESS_FAIL' }),
};

/** Two faults that lie in one header, as it shows both of them. */
export const inOneHeader: readonly {
  readonly earlier: string;
  readonly later: string;
  readonly kind: string;
  readonly changes: Changes;
  readonly plants: readonly PlantedName[];
}[] = [
  {
    earlier: 'Signature is well-formed',
    later: 'key',
    kind: 'no value, unknown keyVersion',
    changes: { signature: () => 'algorithm=RSA256, keyVersion=no-such-version' },
    plants: ['Signature is well-formed', 'key'],
  },
];

/** Pairs of checks that no message can fail both, and why. */
export const inseparable: Readonly<Record<string, string>> = {
  'Client-Id / traffic': 'a message has one Client-Id, and the client over its limit is a known one',
  'Request-Time is well-formed / Request-Time is in tolerance': 'what is no time is in no tolerance',
  'key / signature verifies': 'without the key nobody knows whether the signature verifies',
  'user / sending limit': 'a message has one access token, whose user is barred or at the limit',
  'user / sending': 'a message has one access token, whose user is barred or refused by the channel',
  'sending limit / sending':
    'a message has one access token, whose user is at the limit or refused by the channel',
  'token / user': "a message has one access token, which is a user's or nobody's",
  'token / sending limit': "a message has one access token, which is a user's or nobody's",
  'token / sending': "a message has one access token, which is a user's or nobody's",
};

/** What a token leads to. */
function ofTokens({ parameters }: Operation, codes: Readonly<Partial<Record<TokenName, string>>>): Kinds {
  if (!('accessToken' in parameters)) return {};
  const names = ['cancelled', 'expired', 'frozen', 'unknownUser', 'atLimit', 'refused'] as const;
  return Object.fromEntries(
    names.flatMap((name) => {
      const code = codes[name];
      return code === undefined ? [] : [[name, { code, plants: [], changes: { token: name }, needs: name }]];
    }),
  );
}

/** Every kind of fault of every check that one request can fail, in the operation's own order. */
export function orderFaults(operation: Operation): readonly OrderFault[] {
  return operation.orderOfChecks.flatMap(({ check, codes }) => {
    const kinds = Object.hasOwn(kindsOf, check) ? (kindsOf[check]?.(operation) ?? {}) : {};
    return Object.entries(kinds)
      .filter(([, { code }]) => codes.includes(code))
      .map(([kind, fault]) => ({ check, kind, ...fault }));
  });
}

/** Parameters that are outside the schema and name nobody. */
function illegalParameters({ parameters }: Operation): Changes['parameters'] {
  const own = ['acquirerId', 'pspId', 'accessToken'];
  const all = Object.entries(parameters);
  const [listed] = all.find(([, { values }]) => values !== undefined) ?? [];
  if (listed !== undefined) return { [listed]: 'PIGEON' };
  const [text] = all.find(([name, { type }]) => type === 'string' && !own.includes(name)) ?? [];
  const [any] = all.find(([, { type }]) => type === 'string') ?? [];
  const name = text ?? any;
  return name === undefined ? undefined : { [name]: '' };
}
