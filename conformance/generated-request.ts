import fc from 'fast-check';
import { type Changes, operationPath, urlEncoded } from './message-plan.js';
import type { Told } from './oracle.js';

/** What is random about one request. Its access token is nobody's, so that no OTP is sent. */
export interface Generated {
  readonly body: string;
  readonly contentType: string | undefined;
  readonly accept: string | undefined;
  readonly contentEncoding: string | undefined;
  readonly clientId: string | undefined;
  readonly time: { readonly minutes: number; readonly write: keyof typeof timeWriters } | string | undefined;
  readonly signature: Told['signature'];
  readonly agentToken: string | undefined;
  readonly query: string;
}

const timeWriters = {
  Z: (ms: number) => new Date(ms).toISOString(),
  seconds: (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`,
  '+05:30': (ms: number) => `${new Date(ms + 330 * 60_000).toISOString().slice(0, -1)}+05:30`,
  '-0800': (ms: number) => `${new Date(ms - 480 * 60_000).toISOString().slice(0, -1)}-0800`,
} as const;

/** What a header carries unchanged: printable ASCII without blanks at its ends. */
const headerText = fc
  .string({
    unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
    maxLength: 60,
  })
  .map((text) => text.trim());

/** Mostly nothing special: one oddity at a time says more than ten. */
const seldom = <T>(usual: T, odd: fc.Arbitrary<T>, weight = 9): fc.Arbitrary<T> =>
  fc.oneof({ weight, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: odd });

const stringUnit = 'binary';

function bodies(own: Told['own']): fc.Arbitrary<string> {
  const text = fc.oneof(
    fc.constantFrom(
      '',
      'A',
      'MOBILE',
      'EMAIL',
      'x'.repeat(64),
      'x'.repeat(65),
      '🔑'.repeat(64),
      '支'.repeat(128),
      'x'.repeat(129),
    ),
    fc.string({ unit: stringUnit, maxLength: 140 }),
  );
  const value = fc.oneof(
    { weight: 6, arbitrary: text },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2, stringUnit }) },
  );
  const nearly = fc.record(
    {
      acquirerId: seldom<unknown>(own.acquirerId, value, 4),
      pspId: seldom<unknown>(own.pspId, value, 4),
      accessToken: seldom<unknown>('no-such-token', value, 4),
      verifyType: fc.oneof(fc.constantFrom<unknown>('MOBILE', 'EMAIL', null, ''), value),
      extra: fc.jsonValue({ maxDepth: 3, stringUnit }),
    },
    { requiredKeys: [] },
  );
  const json = fc.oneof(
    { weight: 6, arbitrary: nearly },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3, stringUnit }) },
  );
  const indent = fc.constantFrom(undefined, 2, '\t');
  return fc.oneof(
    {
      weight: 9,
      arbitrary: fc.tuple(json, indent).map(([body, space]) => JSON.stringify(body, null, space)),
    },
    { weight: 1, arbitrary: fc.string({ unit: stringUnit, maxLength: 60 }) },
  );
}

/** Requests as nobody would write them. */
export function requests(own: Told['own'], ownClientId: string): fc.Arbitrary<Generated> {
  return fc.record({
    body: bodies(own),
    contentType: seldom<string | undefined>(
      'application/json; charset=UTF-8',
      fc.constantFrom(
        undefined,
        'application/json',
        'APPLICATION/JSON;charset=utf-8',
        'text/plain',
        'application/json; charset=latin1',
        'text/xml',
      ),
    ),
    accept: seldom<string | undefined>(
      undefined,
      fc.constantFrom('*/*', 'application/json', 'text/html', 'image/png, application/*'),
    ),
    contentEncoding: seldom<string | undefined>(undefined, fc.constantFrom('gzip', 'br', 'identity')),
    clientId: seldom<string | undefined>(ownClientId, fc.option(headerText, { nil: undefined })),
    time: seldom<Generated['time']>(
      { minutes: 0, write: 'Z' },
      fc.oneof(
        fc.record({
          minutes: fc.constantFrom(0, -1, 1, -1000, 1000),
          write: fc.constantFrom('Z', 'seconds', '+05:30', '-0800'),
        }),
        fc.constantFrom(
          undefined,
          '2026-02-30T00:00:00Z',
          '2026-06-15 00:00:00Z',
          '2026-06-15T00:00:00',
          'now',
        ),
        headerText,
      ),
      4,
    ),
    signature: seldom<Told['signature']>(
      'right',
      fc.constantFrom('absent', 'garbage', 'unknown-version', 'of-other-content'),
    ),
    agentToken: seldom<string | undefined>(undefined, headerText, 4),
    query: seldom('', fc.constantFrom('?', '?a=b', '?accessToken=x&verifyType=')),
  });
}

/** What a generated request changes about the plain call. */
export function changesOf({
  body,
  contentType,
  accept,
  contentEncoding,
  clientId,
  time,
  signature,
  agentToken,
  query,
}: Generated): Changes {
  const right = (bytes: Buffer, version: string) =>
    `algorithm=RSA256, keyVersion=${version}, signature=${urlEncoded(bytes)}`;
  return {
    body,
    path: operationPath + query,
    time: (now) =>
      typeof time === 'object' ? timeWriters[time.write](now + time.minutes * 60_000) : (time ?? ''),
    clientId: clientId ?? '',
    headers: {
      'Content-Type': contentType,
      Accept: accept,
      'Content-Encoding': contentEncoding,
      'Agent-Token': agentToken,
      ...(clientId === undefined ? { 'Client-Id': undefined } : {}),
      ...(time === undefined ? { 'Request-Time': undefined } : {}),
      ...(signature === 'absent' ? { Signature: undefined } : {}),
    },
    ...(signature === 'of-other-content' ? { signedInstead: { body: (sent: string) => `${sent} ` } } : {}),
    signature: (bytes, version) => {
      if (signature === 'garbage') return 'algorithm=RSA256, keyVersion, signature';
      return right(bytes, signature === 'unknown-version' ? 'no-such-version' : version);
    },
  };
}
