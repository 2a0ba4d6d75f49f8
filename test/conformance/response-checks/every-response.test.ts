import { createSign } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { operations, resultCodes } from '@sendotp-contract/spec';
import type { Message } from '../../../conformance/exchange/message.js';
import { MessagePlan } from '../../../conformance/exchange/message-plan.js';
import { readResponse } from '../../../conformance/exchange/read-response.js';
import { openProfile, type OpenedProfile } from '../../../conformance/profile/opened-profile.js';
import { parseProfile } from '../../../conformance/profile/profile.js';
import { OtpBudget } from '../../../conformance/run/otp-budget.js';
import { ResponseTally } from '../../../conformance/run/response-tally.js';
import { profileOf, world } from '../world.js';

const at = Date.UTC(2026, 10, 25, 12);
const { maxLength } = operations.sendOTP.successFields.verifyRequestId;
const outcome = (code: keyof typeof resultCodes, own: object = {}) => ({
  result: {
    resultStatus: resultCodes[code].status,
    resultCode: code,
    resultMessage: resultCodes[code].message,
  },
  ...own,
});
const failed = outcome('INVALID_TOKEN');
const success = outcome('SUCCESS', { verifyRequestId: 'id' });

/** A response: each part as a conforming MPP writes it, unless it is given. */
interface Played {
  readonly body?: unknown;
  readonly text?: string | Uint8Array;
  readonly status?: number;
  readonly isCut?: boolean;
  readonly time?: string;
  readonly signs?: boolean;
  /** Writes the header from base64. */
  readonly signature?: (base64: string) => string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

let opened: OpenedProfile;
let message: Message;
let tally: ResponseTally;
beforeAll(async () => {
  opened = await openProfile(parseProfile(profileOf('http://127.0.0.1:1')));
  message = await new MessagePlan(opened, 'test').make(operations.sendOTP);
});
beforeEach(() => {
  tally = new ResponseTally(opened, new OtpBudget(99));
});

/** The faults of a response, by the checks that found them. */
async function faultsOf(
  { body = failed, text, status = 200, isCut, time, signs = true, signature, headers = {} }: Played,
  to = message,
): Promise<Record<string, string>> {
  const bytes = Buffer.from(text ?? JSON.stringify(body));
  const responseTime = time ?? new Date(at).toISOString();
  const base64 = createSign('RSA-SHA256')
    .update(`POST ${to.signedPath}\n${to.clientId}.${responseTime}.`)
    .update(bytes)
    .sign(world.privateKey, 'base64');
  const write =
    signature ??
    ((value: string) => `algorithm=RSA256, keyVersion=1, signature=${encodeURIComponent(value)}`);
  const all: Record<string, string | undefined> = {
    'content-type': 'application/json; charset=UTF-8',
    'client-id': to.clientId,
    ...(signs ? { 'response-time': responseTime, signature: write(base64) } : {}),
    ...headers,
  };
  const sent = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const raw = { status, headers: sent, bytes, at, ...(isCut === undefined ? {} : { isCut }) };
  const response = readResponse(raw, operations.sendOTP);
  return Object.fromEntries(await tally.inspect({ message: to, response }, 'a.case'));
}

describe('a response that keeps the contract', () => {
  it.each<[string, Played]>([
    ['an F', {}],
    ['an S', { body: success }],
    ['a U', { body: outcome('UNKNOWN_EXCEPTION') }],
    ['an S with the longest id', { body: outcome('SUCCESS', { verifyRequestId: '🔑'.repeat(maxLength) }) }],
    ['an S with a field that the contract does not know', { body: { ...success, note: 1 } }],
    [
      'a media type that is written another way',
      { headers: { 'content-type': 'Application/JSON ;charset="utf-8"' } },
    ],
    ['a time ten minutes ahead', { time: '2026-11-25T12:10:00Z' }],
    ['a time ten minutes behind, in another zone', { time: '2026-11-25T12:50:00.0+01:00' }],
    [
      'percent sequences in lower case',
      {
        signature: (value) =>
          `signature=${encodeURIComponent(value).replaceAll(/%../g, (code) => code.toLowerCase())}, algorithm=RSA256, keyVersion=1`,
      },
    ],
  ])('has no fault: %s', async (_, played) => {
    expect(await faultsOf(played)).toEqual({});
  });

  it('HDR-6: has no Client-Id where none was sent, or an empty one', async () => {
    const anonymous = { ...message, clientId: '' };
    expect(await faultsOf({ headers: { 'client-id': undefined } }, anonymous)).toEqual({});
    expect(await faultsOf({}, anonymous)).toEqual({});
  });
});

describe('a response that breaks one rule', () => {
  const unsigned = { signs: false };

  it.each<[string, Played, Record<string, string>]>([
    ['CALL-3', { text: '' }, { 'every.json': 'the body is empty' }],
    ['CALL-3', { text: 'oops' }, { 'every.json': 'the body is not JSON' }],
    ['RES-1', { body: null }, { 'every.result': 'the body is null; expected a JSON object' }],
    ['RES-1', { body: {} }, { 'every.result': 'result is missing; expected an object' }],
    ['RES-1', { body: { result: [] } }, { 'every.result': 'result is []; expected an object' }],
    [
      'RES-1',
      { body: { result: { resultCode: 'INVALID_TOKEN' } } },
      {
        'every.result': 'result.resultStatus is missing; expected a string',
        'every.message-present': 'there is no resultMessage',
      },
    ],
    [
      'RES-1',
      { body: { result: { resultStatus: 'F', resultCode: 7 } } },
      { 'every.result': 'result.resultCode is 7; expected a string' },
    ],
    [
      'RES-1',
      { body: { result: { ...failed.result, resultStatus: 'X' } } },
      { 'every.result': 'result.resultStatus is "X"; expected S, F or U' },
    ],
    [
      'RES-1',
      { body: { result: { ...failed.result, resultMessage: 7 } } },
      {
        'every.result': 'result.resultMessage is 7; expected a string',
        'every.message': `resultMessage of INVALID_TOKEN is 7; expected ${JSON.stringify(failed.result.resultMessage)}`,
      },
    ],
    [
      'RES-1',
      { body: { result: { ...failed.result, resultMessage: 'no' } } },
      {
        'every.message': `resultMessage of INVALID_TOKEN is "no"; expected ${JSON.stringify(failed.result.resultMessage)}`,
      },
    ],
    [
      'RES-1',
      { body: { result: { ...failed.result, resultMessage: undefined } } },
      { 'every.message-present': 'there is no resultMessage' },
    ],
    [
      'RES-2',
      { body: { result: { ...success.result, resultCode: 'DONE' }, verifyRequestId: 'id' } },
      { 'every.code-of-S': 'resultCode "DONE" is not in the table' },
    ],
    [
      'RES-3',
      { body: { result: { ...failed.result, resultCode: 'toString' } } },
      { 'every.code-of-F': 'resultCode "toString" is not in the table' },
    ],
    [
      'RES-4',
      { body: { result: { ...failed.result, resultStatus: 'U' } } },
      { 'every.code-of-U': 'resultCode INVALID_TOKEN was returned with resultStatus "U"; its status is F' },
    ],
    ['RES-5', { body: outcome('SUCCESS') }, { 'every.id-with-S': 'verifyRequestId is missing' }],
    [
      'RES-5',
      { body: outcome('SUCCESS', { verifyRequestId: '' }) },
      { 'every.id-with-S': `verifyRequestId has 0 characters; expected 1 to ${maxLength}` },
    ],
    [
      'RES-5',
      { body: outcome('SUCCESS', { verifyRequestId: 'x'.repeat(maxLength + 1) }) },
      { 'every.id-with-S': `verifyRequestId has ${maxLength + 1} characters; expected 1 to ${maxLength}` },
    ],
    [
      'RES-5',
      { body: outcome('SUCCESS', { verifyRequestId: 7 }) },
      { 'every.id-with-S': 'verifyRequestId is 7; expected a string' },
    ],
    [
      'RES-6',
      { body: { ...failed, verifyRequestId: 'id' } },
      { 'every.no-id-without-S': 'there is a verifyRequestId: "id"' },
    ],
    [
      'RES-6',
      { body: outcome('UNKNOWN_EXCEPTION', { verifyRequestId: null }) },
      { 'every.no-id-without-S': 'there is a verifyRequestId: null' },
    ],
    ['RES-8', { status: 500 }, { 'every.http-status': 'HTTP 500; expected 200' }],
    [
      'HDR-6',
      { headers: { 'content-type': undefined } },
      { 'every.content-type': 'Content-Type is missing; expected application/json; charset=UTF-8' },
    ],
    [
      'HDR-6',
      { headers: { 'content-type': 'application/json' } },
      {
        'every.content-type': 'Content-Type is "application/json"; expected application/json; charset=UTF-8',
      },
    ],
    [
      'HDR-6',
      { headers: { 'content-type': 'xapplication/json; charset=utf-8' } },
      {
        'every.content-type':
          'Content-Type is "xapplication/json; charset=utf-8"; expected application/json; charset=UTF-8',
      },
    ],
    [
      'HDR-6',
      { headers: { 'content-type': 'application/json; charset=utf-8; x=1' } },
      {
        'every.content-type':
          'Content-Type is "application/json; charset=utf-8; x=1"; expected application/json; charset=UTF-8',
      },
    ],
    [
      'HDR-6',
      { headers: { 'client-id': undefined } },
      { 'every.client-id': 'Client-Id is missing; "ALIPAY_PLUS" was sent' },
    ],
    [
      'HDR-6',
      { headers: { 'client-id': 'alipay_plus' } },
      { 'every.client-id': 'Client-Id is "alipay_plus"; "ALIPAY_PLUS" was sent' },
    ],
    [
      'HDR-6',
      { time: '2026-11-25T12:10:01Z' },
      { 'every.response-time': 'Response-Time "2026-11-25T12:10:01Z" is 601 s from now' },
    ],
    [
      'HDR-6',
      { time: '2026-11-25T11:49:59Z' },
      { 'every.response-time': 'Response-Time "2026-11-25T11:49:59Z" is 601 s from now' },
    ],
    [
      'HDR-6',
      { time: '1764072000000' },
      { 'every.response-time': 'Response-Time "1764072000000" is not an ISO 8601 time with a zone' },
    ],
    [
      'HDR-6',
      { headers: { 'response-time': undefined } },
      { 'every.response-time': 'Response-Time is missing from a signed response' },
    ],
    [
      'HDR-6',
      { ...unsigned, headers: { 'response-time': '2026-11-25T12:00:00Z' } },
      {
        'every.signature-header':
          'there is a Response-Time but no Signature: a caller refuses a response that has only one of them',
      },
    ],
    [
      'HDR-6',
      unsigned,
      {
        'every.is-signed': 'there is no Signature: a caller accepts this F or U, but cannot know who sent it',
      },
    ],
    [
      'SIG-5',
      { ...unsigned, body: success },
      { 'every.S-is-signed': 'there is no Signature: a caller refuses an unsigned S' },
    ],
    [
      'HDR-6',
      { headers: { 'Client-Id': 'ALIPAY_PLUS', 'client-id': undefined, 'X-More': '1' } },
      { 'every.lower-case-names': 'the header names are Client-Id; expected lower case' },
    ],
  ])('%s: %o', async (_, played, faults) => {
    expect(await faultsOf(played)).toEqual(faults);
  });

  it('SIG-2: is signed over something else', async () => {
    const { 'every.signature': fault, ...others } = await faultsOf(
      {},
      { ...message, signedPath: message.signedPath },
    );
    expect([fault, others]).toEqual([undefined, {}]);
    const other = await faultsOf({ headers: { 'response-time': '2026-11-25T12:00:01Z' } });
    expect(Object.keys(other)).toEqual(['every.signature']);
    const signedByNobody = await faultsOf({
      signature: () => 'algorithm=RSA256, keyVersion=9, signature=AAAA',
    });
    expect(Object.keys(signedByNobody)).toEqual(['every.signature']);
  });

  it.each([
    ['is not URL-encoded', (value: string) => value.replaceAll('+', '/').slice(0, -2) + '/='],
    ['is URL-encoded twice', (value: string) => encodeURIComponent(encodeURIComponent(value))],
    [
      'is base64url',
      (value: string) => value.replaceAll('+', '-').replaceAll('/', '_').slice(0, -2) + '_%3D',
    ],
    ['is cut', (value: string) => encodeURIComponent(value).replaceAll('%3D', '')],
  ])('HDR-6: the value of the signature %s', async (_, write) => {
    const faults = await faultsOf({
      signature: (value) => `algorithm=RSA256, keyVersion=1, signature=${write(value)}`,
    });
    const named = faults['every.signature-url-encoded'] ?? faults['every.signature-header'];
    expect(named).toBeDefined();
  });

  it('CALL-3: is longer than it says: then nothing else of it is looked at', async () => {
    const faults = await faultsOf({
      isCut: true,
      text: 'oops',
      status: 500,
      headers: { 'Content-Length': '2' },
    });
    expect(faults).toEqual({
      'every.content-length':
        'Content-Length is 2, and more bytes follow: a caller reads a body that is cut off',
    });
    expect(await faultsOf({ isCut: false })).toEqual({});
  });

  it('RES-5: has the id of another OTP, except one to the same message', async () => {
    const other = { ...message, contentKey: 'another' };
    expect(await faultsOf({ body: success })).toEqual({});
    expect(await faultsOf({ body: success })).toEqual({});
    expect(Object.keys(await faultsOf({ body: success }, other))).toEqual(['every.unique-id']);
    expect(await faultsOf({ body: outcome('SUCCESS', { verifyRequestId: 'new' }) }, other)).toEqual({});
  });
});

describe('the tally of all responses', () => {
  it('is one result for each check: passed, failed with three findings at most, or without a response', async () => {
    for (let n = 0; n < 4; n += 1) await faultsOf({ status: 500 });
    await faultsOf({});
    const of = (id: string) => tally.results().find((result) => result.id === id);
    expect(of('every.http-status')).toMatchObject({
      ...{ verdict: 'failed', reasons: ['4 of 5 responses'], failures: 4, leftOut: [] },
      findings: Array(3).fill({ label: 'in a.case', actual: 'HTTP 500; expected 200' }),
    });
    expect(of('every.http-status')?.findings).toHaveLength(3);
    expect(of('every.json')).toMatchObject({
      verdict: 'passed',
      reasons: ['5 responses'],
      failures: 0,
      findings: [],
    });
    expect(of('every.id-with-S')).toMatchObject({
      ...{ verdict: 'not-tried', reasons: ['there was no response with the status S'], failures: 0 },
    });
    expect([...tally.broken]).toEqual(['every.http-status']);
    tally.forget('every.http-status');
    expect(tally.broken.size).toBe(0);
    expect(of('every.http-status')).toMatchObject({
      verdict: 'not-tried',
      reasons: ['there was no response'],
    });
  });
});
