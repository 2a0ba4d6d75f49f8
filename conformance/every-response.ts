import { parseMessageTime, readSignatureHeader, verifyContent } from '../message/index.js';
import { bodyChecks, schemaFault } from './body-checks.js';
import { type EveryCheck, hasStatus, quote, type Seen } from './response-check.js';

/** How far `Response-Time` may be from the judge's clock, in ms. */
const nearNow = 600_000;

const isSigned = ({ header }: Seen): boolean => header('Signature') !== undefined;

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
