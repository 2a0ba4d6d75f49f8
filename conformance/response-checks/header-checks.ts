import { parseMessageTime } from '@sendotp-contract/message';
import { quote } from '../exchange/quote.js';
import { hasSignatureOrTime, type ResponseCheck } from './response-check.js';

/** How far `Response-Time` may be from the judge's clock, in ms. */
const nearNow = 600_000;

/** The headers that the contract gives a response (HDR-6). */
const ownHeaders = ['client-id', 'response-time', 'signature', 'content-type'];

/** RES-8 and HDR-6, but for the signature. */
export const headerChecks: readonly ResponseCheck[] = [
  {
    id: 'every.http-status',
    rules: ['RES-8'],
    title: 'every response has the HTTP status 200, whatever its outcome',
    severity: 'must',
    fault: ({ response }) => (response.status === 200 ? undefined : `HTTP ${response.status}; expected 200`),
  },
  {
    id: 'every.content-type',
    rules: ['HDR-6'],
    title: 'every response has Content-Type: application/json; charset=UTF-8',
    severity: 'must',
    fault: ({ response }) => {
      const value = response.header('Content-Type');
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
    // To a caller who sent none, an empty header is the same as no header.
    fault: ({ message, response }) => {
      const value = response.header('Client-Id');
      return (value ?? '') === message.clientId
        ? undefined
        : `Client-Id is ${value === undefined ? 'missing' : quote(value)}; ${quote(message.clientId)} was sent`;
    },
  },
  {
    id: 'every.response-time',
    rules: ['HDR-6'],
    title: 'every Response-Time is an ISO 8601 time with a zone, near now',
    severity: 'must',
    of: 'that is signed',
    appliesTo: hasSignatureOrTime,
    fault: ({ response }, opened) => {
      const value = response.header('Response-Time');
      if (value === undefined) return 'Response-Time is missing from a signed response';
      const time = parseMessageTime(value);
      if (time === undefined) return `Response-Time ${quote(value)} is not an ISO 8601 time with a zone`;
      const off = Math.round(Math.abs(time - opened.targetTime(response.at)) / 1000);
      return off * 1000 <= nearNow ? undefined : `Response-Time ${quote(value)} is ${off} s from now`;
    },
  },
  {
    id: 'every.lower-case-names',
    rules: ['HDR-6'],
    title: "the names of the contract's response headers are in lower case",
    severity: 'should',
    fault: ({ response }) => {
      const other = response.headers
        .map(([name]) => name)
        .filter((name) => ownHeaders.includes(name.toLowerCase()) && name !== name.toLowerCase());
      return other.length === 0 ? undefined : `the header names are ${other.join(', ')}; expected lower case`;
    },
  },
];
