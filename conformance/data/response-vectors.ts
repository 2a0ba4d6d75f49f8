import { createSign, type KeyObject } from 'node:crypto';
import { contentToBeSigned, writeSignatureHeader } from '@sendotp-contract/message';
import type { Vectors } from './vector-schema.js';

type ResponseVector = Vectors['responses'][number];

/** What responses are signed with. */
export interface ResponseKeys {
  readonly mpp: KeyObject;
  readonly stranger: KeyObject;
}

const success =
  '{"result":{"resultStatus":"S","resultCode":"SUCCESS","resultMessage":"Success"},"verifyRequestId":"8f14e45fceea167a5a36dedd4bea2543"}';
const failure =
  '{"result":{"resultStatus":"F","resultCode":"INVALID_TOKEN","resultMessage":"The access token is invalid."}}';

/** How a response differs from the one that is right. */
interface Difference {
  readonly body?: string;
  /** What is signed in place of what is sent. */
  readonly signed?: Partial<Record<'path' | 'clientId' | 'time' | 'body', string>>;
  readonly time?: number;
  readonly key?: keyof ResponseKeys;
  readonly write?: (bytes: Buffer) => string;
  readonly without?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
}

interface Described extends Difference {
  readonly name: string;
  readonly rule: string;
  readonly why: string;
  readonly accepted: boolean;
}

const minutes = (count: number): number => count * 60_000;
const signedAs = (value: (bytes: Buffer) => string) => (bytes: Buffer) =>
  `algorithm=RSA256, keyVersion=1, signature=${value(bytes)}`;

const right = { rule: 'SIG-2', accepted: true } as const;
const wrong = { rule: 'SIG-2', accepted: false } as const;

const described: readonly Described[] = [
  { ...right, name: 'an S', why: 'signed over POST, path, Client-Id, Response-Time and body' },
  { ...right, name: 'an F', why: 'an F is signed like an S', body: failure },
  {
    ...right,
    name: 'a body with blanks',
    why: 'the bytes count, not the JSON',
    body: success.replaceAll(':', ': '),
  },
  {
    ...right,
    name: 'a body in UTF-8',
    why: 'the bytes count',
    body: success.replace('"Success"', '"Sucess é支🔑"'),
  },
  {
    ...wrong,
    name: 'a body with one more blank than was signed',
    why: 'the body is part of what is signed',
    signed: { body: `${success} ` },
  },
  {
    ...wrong,
    name: 'signed with another verifyRequestId',
    why: 'the body is part of what is signed',
    signed: { body: success.replace('8f14', '8f15') },
  },
  {
    ...wrong,
    name: 'signed over Request-Time',
    why: 'a response is signed with its own time',
    signed: { time: '2026-01-02T03:04:05.000Z' },
  },
  {
    ...wrong,
    name: 'signed over another path',
    why: 'the path is that of the request',
    signed: { path: '/aps/api/v1/users/verifyOTP' },
  },
  {
    ...wrong,
    name: 'signed over the path with a slash',
    why: 'the path is signed as it was sent',
    signed: { path: '/aps/api/v1/users/sendOTP/' },
  },
  {
    ...wrong,
    name: 'signed over another Client-Id',
    why: 'the Client-Id is that of the caller',
    signed: { clientId: 'SOMEBODY_ELSE' },
  },
  {
    name: "the signature of a stranger's key",
    rule: 'SIG-5',
    accepted: false,
    why: "a response is verified with the MPP's key",
    key: 'stranger',
  },
  {
    name: 'the MPP’s key by its version',
    rule: 'SIG-5',
    accepted: true,
    why: 'keyVersion names the key',
    write: signedAs((bytes) => encodeURIComponent(bytes.toString('base64'))),
  },
  {
    name: 'a keyVersion that nobody knows',
    rule: 'SIG-5',
    accepted: false,
    why: 'keyVersion names no key',
    write: (bytes) => writeSignatureHeader('77', bytes),
  },
  { name: 'URL-encoded base64', rule: 'SIG-4', accepted: true, why: 'the form of the contract' },
  {
    name: 'plain base64',
    rule: 'SIG-4',
    accepted: true,
    why: 'is accepted when reading',
    write: signedAs((bytes) => bytes.toString('base64')),
  },
  {
    name: 'base64url',
    rule: 'SIG-4',
    accepted: true,
    why: 'is accepted when reading',
    write: signedAs((bytes) => bytes.toString('base64url')),
  },
  {
    name: 'hexadecimal digits',
    rule: 'SIG-4',
    accepted: false,
    why: 'base64 is expected',
    write: signedAs((bytes) => bytes.toString('hex')),
  },
  {
    name: 'header names in mixed case',
    rule: 'HDR-6',
    accepted: true,
    why: 'names are case-insensitive',
    headers: { 'Content-Type': 'application/json; charset=UTF-8' },
  },
  {
    name: 'a Signature without its value',
    rule: 'HDR-6',
    accepted: false,
    why: 'the signature is missing',
    write: () => 'algorithm=RSA256, keyVersion=1',
  },
  {
    name: 'another algorithm',
    rule: 'HDR-6',
    accepted: false,
    why: 'RSA256 is the only one',
    write: (bytes) => writeSignatureHeader('1', bytes).replace('RSA256', 'RSA512'),
  },
  {
    name: 'an unsigned F',
    rule: 'SIG-7',
    accepted: true,
    why: 'unsigned is accepted for F and U',
    body: failure,
    without: ['signature', 'response-time'],
  },
  {
    name: 'an unsigned S',
    rule: 'SIG-7',
    accepted: false,
    why: 'an S must be signed',
    without: ['signature', 'response-time'],
  },
  {
    name: 'an F with a Response-Time and no Signature',
    rule: 'SIG-7',
    accepted: false,
    why: 'only one of the two headers',
    body: failure,
    without: ['signature'],
  },
  {
    name: 'an F with a Signature and no Response-Time',
    rule: 'SIG-7',
    accepted: false,
    why: 'only one of the two headers',
    body: failure,
    without: ['response-time'],
  },
  {
    name: 'a Response-Time a little before Request-Time',
    rule: 'SIG-10',
    accepted: true,
    why: 'clocks differ within the tolerance',
    time: minutes(-9),
  },
  {
    name: 'a Response-Time long before Request-Time',
    rule: 'SIG-10',
    accepted: false,
    why: 'an old response is a replay',
    time: minutes(-11),
  },
  {
    name: 'a Response-Time long after now',
    rule: 'SIG-10',
    accepted: false,
    why: 'it lies in the future',
    time: minutes(11),
  },
];

/** Responses as a caller reads them, right and wrong. */
export function responseVectors(
  { path, clientId, now }: { readonly path: string; readonly clientId: string; readonly now: number },
  keys: ResponseKeys,
): readonly ResponseVector[] {
  const requestTime = new Date(now).toISOString();
  return described.map((difference) => {
    const {
      name,
      rule,
      why,
      accepted,
      body = success,
      signed = {},
      time = 0,
      key = 'mpp',
      without = [],
    } = difference;
    const responseTime = new Date(now + time).toISOString();
    const content = contentToBeSigned({ path, clientId, time: responseTime, body, ...signed });
    const bytes = createSign('RSA-SHA256').update(content).sign(keys[key]);
    const write = difference.write ?? ((raw: Buffer) => writeSignatureHeader('1', raw));
    const headers = {
      'content-type': 'application/json; charset=UTF-8',
      'client-id': clientId,
      'response-time': responseTime,
      signature: write(bytes),
      ...difference.headers,
    };
    return {
      name: `${rule}: ${name}`,
      rule,
      why,
      request: { path, clientId, time: requestTime },
      headers: Object.entries(headers)
        .filter(([header]) => !without.includes(header))
        .map(([header, value]) => [header, value] as const),
      body: Buffer.from(body).toString('base64'),
      accepted,
    };
  });
}
