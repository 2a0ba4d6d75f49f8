import fc from 'fast-check';
import type { Field, Operation } from '@sendotp-contract/spec';
import type { Changes } from '../exchange/changes.js';
import { urlEncoded } from '../exchange/signing-scheme.js';
import type { OwnIds, SignatureKind } from './oracle.js';

/** The random part of one request. Its access token is unknown, so that no OTP is sent. */
export interface GeneratedRequest {
  readonly body: string;
  readonly contentType: string | undefined;
  readonly accept: string | undefined;
  readonly contentEncoding: string | undefined;
  readonly clientId: string | undefined;
  readonly time: { readonly minutes: number; readonly write: keyof typeof timeWriters } | string | undefined;
  readonly signature: SignatureKind;
  readonly agentToken: string | undefined;
  readonly query: string;
  /** Headers with any bytes that HTTP carries, in place of those above or besides them. */
  readonly oddHeaders: Readonly<Record<string, string>>;
}

const timeWriters = {
  Z: (ms: number) => new Date(ms).toISOString(),
  seconds: (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`,
  '+05:30': (ms: number) => `${new Date(ms + 330 * 60_000).toISOString().slice(0, -1)}+05:30`,
  '-0800': (ms: number) => `${new Date(ms - 480 * 60_000).toISOString().slice(0, -1)}-0800`,
} as const;

/** Text that a header carries unchanged: printable ASCII without blanks at its ends. */
const headerText = fc
  .string({
    unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
    maxLength: 60,
  })
  .map((text) => text.trim());

/** Any bytes that a header carries; HTTP takes blanks at the ends away, so a caller could not sign them. */
const headerBytes = fc
  .string({
    unit: fc
      .integer({ min: 0x20, max: 0xff })
      .map((code) => String.fromCharCode(code === 0x7f ? 0x20 : code)),
    maxLength: 200,
  })
  .map((text) => text.trim());

/** The headers of the contract, and others that servers may look at. */
const headerNames = [
  'Client-Id',
  'Request-Time',
  'Signature',
  'Content-Type',
  'Accept',
  'Agent-Token',
  'Content-Encoding',
  'Prefer',
  'X-Other',
] as const;

/** Mostly the usual value: one odd value at a time shows more than ten. */
const seldom = <T>(usual: T, odd: fc.Arbitrary<T>, weight = 9): fc.Arbitrary<T> =>
  fc.oneof({ weight, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: odd });

const stringUnit = 'binary';

/** Values of the usual kinds and lengths, and at the limits of this contract's parameters. */
function valuesFor(parameters: readonly Field[]): fc.Arbitrary<unknown> {
  const limits = [...new Set(parameters.flatMap(({ maxLength }) => maxLength ?? []))];
  const text = fc.oneof(
    fc.constantFrom(
      '',
      'A',
      ...parameters.flatMap(({ values = [] }) => values),
      ...limits.flatMap((most) => ['x', '🔑', '支'].map((character) => character.repeat(most))),
      ...limits.map((most) => 'x'.repeat(most + 1)),
    ),
    fc.string({ unit: stringUnit, maxLength: Math.max(0, ...limits) + 12 }),
  );
  return fc.oneof(
    { weight: 6, arbitrary: text },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2, stringUnit }) },
  );
}

/** Bodies in the shape of the operation's record, or nearly, or not at all. */
function bodies({ parameters, plainRequest }: Operation, own: OwnIds): fc.Arbitrary<string> {
  const odd = valuesFor(Object.values(parameters));
  const usual: Readonly<Record<string, unknown>> = { ...plainRequest, ...own, accessToken: 'no-such-token' };
  const members = Object.entries(parameters).map(
    ([name, { required, values = [] }]): [string, fc.Arbitrary<unknown>] => [
      name,
      required
        ? seldom(usual[name], odd, 4)
        : fc.oneof(fc.constantFrom<unknown>(usual[name] ?? null, ...values, null, ''), odd),
    ],
  );
  const nearly = fc.record(
    { ...Object.fromEntries(members), extra: fc.jsonValue({ maxDepth: 3, stringUnit }) },
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

/** Random requests of one operation. */
export function generatedRequests(
  operation: Operation,
  own: OwnIds,
  ownClientId: string,
): fc.Arbitrary<GeneratedRequest> {
  return fc.record({
    body: bodies(operation, own),
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
    time: seldom<GeneratedRequest['time']>(
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
    signature: seldom<SignatureKind>(
      'right',
      fc.constantFrom('absent', 'garbage', 'unknown-version', 'of-other-content'),
    ),
    agentToken: seldom<string | undefined>(undefined, headerText, 4),
    query: seldom('', fc.constantFrom('?', '?a=b', '?accessToken=x&verifyType=')),
    oddHeaders: seldom<GeneratedRequest['oddHeaders']>(
      {},
      fc.dictionary(fc.constantFrom(...headerNames), headerBytes, {
        minKeys: 1,
        maxKeys: 4,
        noNullPrototype: true,
      }),
      4,
    ),
  });
}

/** How a generated request differs from the plain call. */
export function changesOf({ path }: Operation, generated: GeneratedRequest): Changes {
  const { body, contentType, accept, contentEncoding, clientId, time, signature, agentToken, query } =
    generated;
  const right = (bytes: Buffer, version: string) =>
    `algorithm=RSA256, keyVersion=${version}, signature=${urlEncoded(bytes)}`;
  return {
    body,
    path: path + query,
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
      ...generated.oddHeaders,
    },
    ...(signature === 'of-other-content' ? { signedInstead: { body: (sent: string) => `${sent} ` } } : {}),
    signature: (bytes, version) => {
      if (signature === 'garbage') return 'algorithm=RSA256, keyVersion, signature';
      return right(bytes, signature === 'unknown-version' ? 'no-such-version' : version);
    },
  };
}
