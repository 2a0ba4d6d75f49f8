import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { SendOtpError } from '../../client/index.js';
import { resultCodes } from '../../generated/result-codes.js';
import { mpp } from '../server/shell.js';
import {
  type Act,
  type AnswerChanges,
  play,
  refused,
  request,
  signed,
  success,
  unforeseen,
  unsigned,
} from './played-mpp.js';

async function outcomeOf(act: Act) {
  const { client } = await play([act], { retry: false });
  return client.sendOtp(request);
}

/** What the call throws after this answer, whose evidence must be whole. */
async function failureAfter(act: Act): Promise<SendOtpError> {
  const { failure, seen } = await play([act, act]);
  const error = await failure();
  expect(seen).toHaveLength(1);
  expect(error.mayHaveBeenSent).toBe(true);
  expect(error.exchange?.attempts).toBe(1);
  expect(error.exchange?.response).toBeDefined();
  return error;
}

const codes = Object.values(resultCodes);
const bodyFor = (status: string, code: string) => ({
  result: { resultStatus: status, resultCode: code },
  ...(status === 'S' ? { verifyRequestId: 'id-1' } : {}),
});

describe('outcomes', () => {
  it.each(codes)('$rule: $code is returned with status $status', async ({ code, status, message }) => {
    expect(await outcomeOf(signed(bodyFor(status, code)))).toEqual({
      resultStatus: status,
      resultCode: code,
      resultMessage: message,
      signed: true,
      ...(status === 'S' ? { verifyRequestId: 'id-1' } : {}),
    });
  });

  it('RES-1: resultMessage is what the MPP says, if it says anything', async () => {
    const result = { resultStatus: 'F', resultCode: 'PROCESS_FAIL' };
    expect((await outcomeOf(signed({ result: { ...result, resultMessage: 'Anders.' } }))).resultMessage).toBe(
      'Anders.',
    );
    expect((await outcomeOf(signed({ result: { ...result, resultMessage: null } }))).resultMessage).toBe(
      resultCodes.PROCESS_FAIL.message,
    );
  });

  it.each(['S', 'F', 'U'])('RES-9: an unknown code is accepted with status %s', async (status) => {
    expect(await outcomeOf(signed(bodyFor(status, 'CODE_OF_TOMORROW')))).toMatchObject({
      resultStatus: status,
      resultCode: 'CODE_OF_TOMORROW',
      resultMessage: 'CODE_OF_TOMORROW',
    });
  });

  it('what the contract does not know is ignored', async () => {
    const more = { ...success, more: [1], result: { ...success.result, more: true } };
    expect(await outcomeOf(signed(more))).toMatchObject({ resultStatus: 'S', verifyRequestId: 'id-1' });
  });

  it('SIG-7: unsigned F and U are returned, and said to be unsigned', async () => {
    expect(await outcomeOf(unsigned(refused('INVALID_TOKEN')))).toMatchObject({
      resultCode: 'INVALID_TOKEN',
      signed: false,
    });
    expect(await outcomeOf(unsigned(unforeseen))).toMatchObject({
      resultCode: 'UNKNOWN_EXCEPTION',
      signed: false,
    });
  });

  it('SIG-3: the signature covers the bytes that came in, whatever their layout', async () => {
    const text = JSON.stringify(success, undefined, 3);
    expect(await outcomeOf(signed(text))).toMatchObject({ resultStatus: 'S' });
  });
});

describe('a response outside the contract', () => {
  it.each([201, 204, 302, 400, 401, 404, 500, 503])('RES-8: HTTP %i', async (status) => {
    const act: Act = (seen, signal) =>
      status === 204 ? new Response(null, { status }) : signed(success, { status })(seen, signal);
    const error = await failureAfter(act);
    expect(error.code).toBe('HTTP_STATUS');
    expect(error.message).toContain(`HTTP ${status} from https://mpp.example.net/aps/`);
    expect(error.exchange?.response?.status).toBe(status);
  });

  const text = JSON.stringify(success);
  it.each<[string, unknown, string]>([
    ['an empty body', '', 'not JSON'],
    ['a page', '<html></html>', 'not JSON'],
    ['half of the JSON', text.slice(0, -1), 'not JSON'],
    ['a BOM before the JSON', `\uFEFF${text}`, 'not JSON'],
    [
      'a body that is not UTF-8',
      Buffer.concat([Buffer.from(text.slice(0, -2)), Buffer.from([0xff]), Buffer.from('"}')]),
      'not UTF-8',
    ],
    ['no object', 'null', 'resultStatus is none of'],
    ['an array', '[]', 'resultStatus is none of'],
    ['no result', '{}', 'resultStatus is none of'],
    ['a result that is a text', { result: 'S' }, 'resultStatus is none of'],
    ['no resultStatus', { result: { resultCode: 'SUCCESS' } }, 'resultStatus is none of'],
    ['a status that does not exist', bodyFor('X', 'SUCCESS'), 'resultStatus is none of'],
    ['no resultCode', { result: { resultStatus: 'U' } }, 'resultCode is missing'],
    ['an empty resultCode', bodyFor('F', ''), 'resultCode is missing'],
    [
      'a resultCode that is a number',
      { result: { resultStatus: 'F', resultCode: 7 } },
      'resultCode is missing',
    ],
    [
      'a resultMessage that is a number',
      { result: { ...success.result, resultMessage: 7 }, verifyRequestId: 'x' },
      'resultMessage is no text',
    ],
    ['SUCCESS with status F', bodyFor('F', 'SUCCESS'), 'SUCCESS with status F; this code has status S'],
    ['PROCESS_FAIL with status U', bodyFor('U', 'PROCESS_FAIL'), 'PROCESS_FAIL with status U'],
    ['UNKNOWN_EXCEPTION with status F', bodyFor('F', 'UNKNOWN_EXCEPTION'), 'UNKNOWN_EXCEPTION with status F'],
    ['PROCESS_FAIL with status S', bodyFor('S', 'PROCESS_FAIL'), 'PROCESS_FAIL with status S'],
    ['S without an id', { result: success.result }, 'RES-5'],
    ['S with an empty id', { ...success, verifyRequestId: '' }, 'RES-5'],
    ['S with an id that is null', { ...success, verifyRequestId: null }, 'RES-5'],
    ['S with an id that is a number', { ...success, verifyRequestId: 1 }, 'RES-5'],
    ['S with an id of 65 characters', { ...success, verifyRequestId: 'x'.repeat(65) }, 'RES-5'],
    ['an unknown code with S, without an id', { result: bodyFor('S', 'NEW').result }, 'RES-5'],
    ['F with an id', { ...refused('PROCESS_FAIL'), verifyRequestId: 'x' }, 'RES-6'],
    ['U with an id', { ...unforeseen, verifyRequestId: 'x' }, 'RES-6'],
    ['an unknown code with F and an id', { ...refused('NEW'), verifyRequestId: 'x' }, 'RES-6'],
  ])('%s', async (_, body, said) => {
    const error = await failureAfter(signed(body));
    expect(error.code).toBe('RESPONSE_OUTSIDE_CONTRACT');
    expect(error.message).toContain(said);
  });

  it('RES-5, REQ-11: an id of 64 characters is in order, and so are 64 outside the basic plane', async () => {
    for (const verifyRequestId of ['x'.repeat(64), '\u{1F4B6}'.repeat(64)]) {
      expect(await outcomeOf(signed({ ...success, verifyRequestId }))).toMatchObject({ verifyRequestId });
    }
  });

  it('HDR-6: a Response-Time that is no time', async () => {
    const error = await failureAfter(signed(success, { headers: { 'Response-Time': 'today' } }));
    expect(error.code).toBe('RESPONSE_OUTSIDE_CONTRACT');
    expect(error.message).toContain('Response-Time');
  });
});

describe('a signature', () => {
  it.each([
    ['S without any', success, { Signature: undefined, 'Response-Time': undefined }],
    ['S without Signature', success, { Signature: undefined }],
    ['S without Response-Time', success, { 'Response-Time': undefined }],
    ['F without Signature', refused('PROCESS_FAIL'), { Signature: undefined }],
    ['F without Response-Time', refused('PROCESS_FAIL'), { 'Response-Time': undefined }],
    ['U without Signature', unforeseen, { Signature: undefined }],
    ['U without Response-Time', unforeseen, { 'Response-Time': undefined }],
  ] as const)('SIG-7: %s is refused, naming what is missing', async (_, body, headers) => {
    const error = await failureAfter(signed(body, { headers }));
    expect(error.code).toBe('RESPONSE_UNSIGNED');
    for (const name of Object.keys(headers)) expect(error.message).toContain(name);
    expect(error.fault).toBeUndefined();
  });

  const { privateKey: stranger } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  it.each<[string, AnswerChanges, string]>([
    ['over other bytes', { signedBody: JSON.stringify(success).replace('id-1', 'id-2') }, 'mismatch'],
    ['of a stranger', { privateKey: stranger }, 'mismatch'],
    ['of another time', { headers: { 'Response-Time': '2026-11-23T10:00:01+08:00' } }, 'mismatch'],
    [
      'of the same moment in another zone',
      { headers: { 'Response-Time': '2026-11-23T02:00:00Z' } },
      'mismatch',
    ],
    [
      'under an unknown keyVersion',
      { headers: { Signature: 'keyVersion=9, signature=AAAA' } },
      'key-not-found',
    ],
    [
      'of another algorithm',
      { headers: { Signature: 'algorithm=RSA512, keyVersion=1, signature=AAAA' } },
      'algorithm',
    ],
    ['that is no such header', { headers: { Signature: 'nonsense' } }, 'malformed'],
    ['that is empty', { headers: { Signature: '' } }, 'missing'],
  ])('SIG-2: one %s is refused, with its fault', async (_, changes, fault) => {
    const error = await failureAfter(signed(success, changes));
    expect(error).toMatchObject({ code: 'RESPONSE_SIGNATURE_INVALID', fault });
  });

  it('SIG-2: F and U with one that does not verify are refused, too', async () => {
    for (const body of [refused('PROCESS_FAIL'), unforeseen]) {
      expect((await failureAfter(signed(body, { privateKey: stranger }))).code).toBe(
        'RESPONSE_SIGNATURE_INVALID',
      );
    }
  });

  it('SIG-2: an answer to another Client-Id does not pass for ours', async () => {
    const toAnother: Act = (seen, signal) =>
      signed(success)({ ...seen, headers: { ...seen.headers, 'client-id': 'ANOTHER' } }, signal);
    expect(await failureAfter(toAnother)).toMatchObject({
      code: 'RESPONSE_SIGNATURE_INVALID',
      fault: 'mismatch',
    });
  });

  it('SIG-5: of several versions the one that the header names is meant, or the newest', async () => {
    const newer = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    const publicKeys = { '1': mpp.publicKey, '2': newer.publicKey };
    const unnamed: Act = async (seen, signal) => {
      const response = await signed(success, { privateKey: newer.privateKey })(seen, signal);
      const header = response.headers.get('Signature') ?? '';
      response.headers.set('Signature', header.replace('keyVersion=1, ', ''));
      return response;
    };
    const { client } = await play([signed(success), unnamed], { publicKeys });
    expect(await client.sendOtp(request)).toMatchObject({ signed: true });
    expect(await client.sendOtp(request)).toMatchObject({ signed: true });
  });
});
