import fc from 'fast-check';
import { describeCame } from './case-run.js';
import type { ConformanceCase } from './conformance-case.js';
import { type Changes, urlEncoded } from './message-plan.js';
import type { ProgressEvent } from './options.js';
import { allowedCodes, type Told } from './oracle.js';
import { type CaseResult, type Finding, headOf } from './report.js';
import type { Session } from './session.js';
import type { Message } from './message-plan.js';
import { headerOf } from './wire.js';

/** Random requests, judged by the oracle. */
export const fuzzCase: ConformanceCase = {
  id: 'fuzz.requests',
  rules: ['REQ-9'],
  title: 'generated requests are answered as the rules say',
  severity: 'must',
  steps: [],
};

export interface FuzzOptions {
  readonly runs: number;
  readonly seed: number;
  readonly baseline: string;
  readonly onProgress: (event: ProgressEvent) => void;
}

/** How long a failure may be made smaller, in ms. */
const shrinkingMs = 60_000;

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

/** Sends generated requests, and makes the first that is answered wrongly as small as it goes. */
export async function runFuzz(
  session: Session,
  { runs, seed, baseline, onProgress }: FuzzOptions,
): Promise<CaseResult> {
  if (session.stopped !== undefined) {
    return {
      ...headOf(fuzzCase),
      verdict: 'not-tried',
      reasons: [session.stopped],
      findings: [],
      failures: 0,
    };
  }
  const { profile, caller } = session.target;
  const own = { acquirerId: profile.acquirerId, pspId: profile.pspId };
  const known = session.watch.broken;
  const secrets = new Set(Object.values(profile.accessTokens).flat());
  let sent = 0;
  let smallest: Finding | undefined;
  let failedAt: number | undefined;
  const property = fc.asyncProperty(requests(own, caller.clientId), async (generated) => {
    const late = failedAt !== undefined && Date.now() - failedAt > shrinkingMs;
    if (late || session.stopped !== undefined || holdsOneOf(secrets, generated.body)) return true;
    sent += 1;
    if (sent % 20 === 0 && sent < runs) onProgress({ kind: 'fuzz', seed, sent, of: runs });
    const { exchange, answer, faults } = await session.ask(changesOf(generated), fuzzCase.id);
    const told = tellOracle(generated, exchange.sent, {
      own,
      ownClientId: caller.clientId,
      baseline,
      toleranceMs: profile.toleranceMinutes * 60_000,
    });
    const codes = allowedCodes(told);
    const wrong = answer === undefined || !codes.includes(answer.code);
    // What every response breaks anyway is said already, and would hide the rest.
    const fresh = [...faults].find(([id]) => !known.has(id));
    if (!wrong && fresh === undefined) return true;
    failedAt ??= Date.now();
    smallest = {
      label: 'made as small as it goes',
      expected: wrong ? codes.join(' or ') : 'a response that keeps the contract',
      came: wrong ? describeCame(exchange.arrival, answer) : (fresh?.[1] ?? ''),
      exchange: session.show(exchange),
    };
    return false;
  });
  const details = await fc.check(property, { numRuns: runs, seed });
  onProgress({ kind: 'fuzz', seed, sent: runs, of: runs });
  const reasons = [
    `${details.numRuns} requests from seed ${seed}${details.failed ? `, made smaller ${details.numShrinks} times` : ''}`,
  ];
  return {
    ...headOf(fuzzCase),
    verdict: smallest === undefined ? 'passed' : 'failed',
    reasons,
    findings: smallest === undefined ? [] : [smallest],
    failures: smallest === undefined ? 0 : 1,
    ...(smallest === undefined
      ? {}
      : { hint: `Repeat it with the curl command below, or with --fuzz ${runs} --seed ${seed}.` }),
  };
}

function changesOf({
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
    path: `/aps/api/v1/users/sendOTP${query}`,
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

/** What the oracle has to know of a request, read from what was sent. */
function tellOracle(
  { signature }: Generated,
  { headers, body }: Message,
  known: Pick<Told, 'own' | 'ownClientId' | 'baseline' | 'toleranceMs'>,
): Told {
  return {
    ...known,
    signature,
    body,
    now: Date.now(),
    clientId: headerOf(headers, 'Client-Id'),
    time: headerOf(headers, 'Request-Time'),
    contentType: headerOf(headers, 'Content-Type'),
    accept: headerOf(headers, 'Accept'),
    contentEncoding: headerOf(headers, 'Content-Encoding'),
  };
}

/** Whether a generated body names a user of the profile, by whatever chance: then it is not sent. */
function holdsOneOf(tokens: ReadonlySet<string | undefined>, body: string): boolean {
  return [...tokens].some((token) => token !== undefined && body.includes(token));
}
