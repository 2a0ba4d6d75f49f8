import { isResultCode, resultCodes } from '../generated/result-codes.js';
import type { RuleId } from '../generated/rules.js';
import { validateSendOtpResponse } from '../generated/validators.js';
import { parseMessageTime, readSignatureHeader, verifyContent } from '../message/index.js';
import { type Answer, isObject, readAnswer, readBody } from './answer.js';
import type { Severity } from './conformance-case.js';
import type { Message } from './message-plan.js';
import type { Target } from './target.js';
import { headerOf, type Received } from './wire.js';

/** A response and what it answers, taken apart once for every check. */
export interface Seen {
  readonly sent: Message;
  readonly received: Received;
  readonly answer: Answer | undefined;
  readonly header: (name: string) => string | undefined;
}

/** Something that holds for every response, whatever its case is about. */
export interface EveryCheck {
  readonly id: string;
  readonly rules: readonly [RuleId, ...RuleId[]];
  readonly title: string;
  readonly severity: Severity;
  /** Says of which responses it speaks, when not of all. */
  readonly appliesTo?: (seen: Seen) => boolean;
  /** What kind of response it speaks of, for when none came. */
  readonly of?: string;
  /** What is wrong with the response, or undefined. */
  readonly fault: (seen: Seen, target: Target) => string | undefined | Promise<string | undefined>;
}

/** A check of the body alone. */
interface BodyCheck extends EveryCheck {
  readonly fault: (seen: Seen) => string | undefined;
}

/** How far `Response-Time` may be from the judge's clock, in ms. */
const nearNow = 600_000;

const isSigned = ({ header }: Seen): boolean => header('Signature') !== undefined;
const hasStatus =
  (status: string) =>
  ({ answer }: Seen): boolean =>
    answer?.status === status;
const quote = (value: unknown): string => {
  const text = JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
};

/** What holds for every body. */
const bodyChecks: readonly BodyCheck[] = [
  {
    id: 'every.json',
    rules: ['CALL-3'],
    title: 'every response has a body that is JSON in UTF-8',
    severity: 'must',
    fault: ({ received }) => {
      const reading = readBody(received.body);
      return reading.ok ? undefined : reading.fault;
    },
  },
  {
    id: 'every.result',
    rules: ['RES-1'],
    title: 'every response has a result with resultStatus and resultCode',
    severity: 'must',
    // What is not JSON is every.json's business.
    appliesTo: ({ received }) => readBody(received.body).ok,
    fault: resultFault,
  },
  {
    id: 'every.message',
    rules: ['RES-1'],
    title: 'every resultMessage is the text of the table',
    severity: 'must',
    appliesTo: ({ answer }) =>
      answer !== undefined && isResultCode(answer.code) && answer.message !== undefined,
    fault: ({ answer }) => {
      if (answer === undefined || !isResultCode(answer.code)) return undefined;
      const { message } = resultCodes[answer.code];
      return answer.message === message
        ? undefined
        : `resultMessage of ${answer.code} is ${quote(answer.message)}; expected ${quote(message)}`;
    },
  },
  {
    id: 'every.message-present',
    rules: ['RES-1'],
    title: 'every result has its resultMessage',
    severity: 'should',
    appliesTo: ({ answer }) => answer !== undefined,
    fault: ({ answer }) => (answer?.message === undefined ? 'there is no resultMessage' : undefined),
  },
  ...(
    [
      ['S', 'RES-2', 'SUCCESS'],
      ['F', 'RES-3', 'a code of the table whose status is F'],
      ['U', 'RES-4', 'a code of the table whose status is U'],
    ] as const
  ).map(([status, rule, codes]): BodyCheck => ({
    id: `every.code-of-${status}`,
    rules: [rule],
    title: `every response with the status ${status} has ${codes}`,
    severity: 'must',
    of: `with the status ${status}`,
    appliesTo: hasStatus(status),
    fault: ({ answer }) => {
      if (answer === undefined) return undefined;
      if (!isResultCode(answer.code)) return `resultCode ${quote(answer.code)} is not in the table`;
      const row = resultCodes[answer.code];
      return row.status === answer.status
        ? undefined
        : `resultCode ${row.code} came with resultStatus ${quote(answer.status)}; it belongs to ${row.status}`;
    },
  })),
  {
    id: 'every.id-with-S',
    rules: ['RES-5'],
    title: 'every S has a verifyRequestId of 1 to 64 characters',
    severity: 'must',
    of: 'with the status S',
    appliesTo: hasStatus('S'),
    fault: ({ answer }) => {
      const id = answer?.body['verifyRequestId'];
      if (id === undefined) return 'verifyRequestId is missing';
      if (typeof id !== 'string') return `verifyRequestId is ${quote(id)}; expected a string`;
      const { length } = Array.from(id);
      return length >= 1 && length <= 64
        ? undefined
        : `verifyRequestId has ${length} characters; expected 1 to 64`;
    },
  },
  {
    id: 'every.no-id-without-S',
    rules: ['RES-6'],
    title: 'no F or U has a verifyRequestId',
    severity: 'must',
    appliesTo: (seen) => hasStatus('F')(seen) || hasStatus('U')(seen),
    fault: ({ answer }) =>
      answer !== undefined && 'verifyRequestId' in answer.body
        ? `there is a verifyRequestId: ${quote(answer.body['verifyRequestId'])}`
        : undefined,
  },
];

/** What holds for every response, whatever its case is about. */
export const everyCheck: readonly EveryCheck[] = [
  ...bodyChecks,
  {
    id: 'every.schema',
    rules: ['RES-1'],
    title: 'every body fits the schema of the contract',
    severity: 'must',
    // A net under the checks above, which say better what is wrong.
    appliesTo: (seen) =>
      bodyChecks.every((check) => check.appliesTo?.(seen) === false || check.fault(seen) === undefined),
    fault: (seen) => schemaFault(seen),
  },
  {
    id: 'every.http-status',
    rules: ['RES-8'],
    title: 'every response has the HTTP status 200, whatever its outcome',
    severity: 'must',
    fault: ({ received }) => (received.status === 200 ? undefined : `HTTP ${received.status}; expected 200`),
  },
  {
    id: 'every.content-type',
    rules: ['HDR-6'],
    title: 'every response has Content-Type: application/json; charset=UTF-8',
    severity: 'must',
    fault: ({ header }) => {
      const value = header('Content-Type');
      return value !== undefined && /^application\/json\s*;\s*charset="?utf-8"?$/i.test(value.trim())
        ? undefined
        : `Content-Type is ${value === undefined ? 'missing' : quote(value)}; expected application/json; charset=UTF-8`;
    },
  },
  {
    id: 'every.client-id',
    rules: ['HDR-6'],
    title: "every response echoes the caller's Client-Id",
    severity: 'must',
    // Whether a header that says nothing is left out or empty is the same to a caller who sent none.
    fault: ({ sent, header }) => {
      const value = header('Client-Id');
      return (value ?? '') === sent.clientId
        ? undefined
        : `Client-Id is ${value === undefined ? 'missing' : quote(value)}; sent was ${quote(sent.clientId)}`;
    },
  },
  {
    id: 'every.response-time',
    rules: ['HDR-6'],
    title: 'every Response-Time is an ISO 8601 time with a zone, near now',
    severity: 'must',
    of: 'that is signed',
    appliesTo: (seen) => isSigned(seen) || seen.header('Response-Time') !== undefined,
    fault: ({ header, received }) => {
      const value = header('Response-Time');
      if (value === undefined) return 'Response-Time is missing from a signed response';
      const time = parseMessageTime(value);
      if (time === undefined) return `Response-Time ${quote(value)} is no ISO 8601 time with a zone`;
      const off = Math.round(Math.abs(time - received.at) / 1000);
      return off * 1000 <= nearNow ? undefined : `Response-Time ${quote(value)} is ${off} s from now`;
    },
  },
  {
    id: 'every.S-is-signed',
    rules: ['SIG-5', 'HDR-6'],
    title: 'every S is signed',
    severity: 'must',
    of: 'with the status S',
    appliesTo: hasStatus('S'),
    fault: (seen) => (isSigned(seen) ? undefined : 'there is no Signature: a caller refuses an unsigned S'),
  },
  {
    id: 'every.is-signed',
    rules: ['HDR-6'],
    title: 'every F and U is signed',
    severity: 'should',
    appliesTo: (seen) => !hasStatus('S')(seen),
    fault: (seen) =>
      isSigned(seen) || seen.header('Response-Time') !== undefined
        ? undefined
        : 'there is no Signature: a caller accepts this F or U, but cannot know who said it',
  },
  {
    id: 'every.signature-header',
    rules: ['HDR-6'],
    title: 'every Signature has the form of the contract, and no response has a Response-Time without one',
    severity: 'must',
    of: 'that is signed',
    appliesTo: (seen) => isSigned(seen) || seen.header('Response-Time') !== undefined,
    fault: ({ header }) => {
      const value = header('Signature');
      if (value === undefined)
        return 'there is a Response-Time but no Signature: a caller refuses half of the two';
      const reading = readSignatureHeader(value);
      return reading.ok ? undefined : reading.detail;
    },
  },
  {
    id: 'every.signature',
    rules: ['SIG-2', 'SIG-4', 'SIG-5'],
    title:
      'every signature verifies: POST, path with query, Client-Id, Response-Time and the very bytes of the body',
    severity: 'must',
    of: 'that is signed',
    appliesTo: ({ header }) =>
      header('Response-Time') !== undefined && readSignatureHeader(header('Signature')).ok,
    fault: async ({ sent, received, header }, target) => {
      const verification = await verifyContent(
        {
          path: sent.signedPath,
          clientId: sent.clientId,
          time: header('Response-Time') ?? '',
          body: received.body,
        },
        header('Signature'),
        target.publicKeys,
      );
      return verification.ok ? undefined : verification.detail;
    },
  },
];

/** Takes a response apart. */
export function see(sent: Message, received: Received): Seen {
  return { sent, received, answer: readAnswer(received), header: (name) => headerOf(received.headers, name) };
}

function resultFault({ received }: Seen): string | undefined {
  const reading = readBody(received.body);
  if (!reading.ok) return undefined;
  if (!isObject(reading.value)) return `the body is ${quote(reading.value)}; expected a JSON object`;
  const { result } = reading.value as { readonly result?: unknown };
  if (!isObject(result))
    return `result is ${result === undefined ? 'missing' : quote(result)}; expected an object`;
  for (const name of ['resultStatus', 'resultCode']) {
    const value = result[name];
    if (typeof value !== 'string')
      return `result.${name} is ${value === undefined ? 'missing' : quote(value)}; expected a string`;
  }
  const status = result['resultStatus'];
  if (!['S', 'F', 'U'].includes(String(status)))
    return `result.resultStatus is ${quote(status)}; expected S, F or U`;
  const message = result['resultMessage'];
  if (message !== undefined && typeof message !== 'string')
    return `result.resultMessage is ${quote(message)}; expected a string`;
  return undefined;
}

function schemaFault({ received }: Seen): string | undefined {
  const reading = readBody(received.body);
  if (!reading.ok || validateSendOtpResponse(reading.value)) return undefined;
  const [first] = validateSendOtpResponse.errors ?? [];
  return `the body does not fit the schema: body${first?.instancePath ?? ''} ${first?.message ?? ''}`;
}
