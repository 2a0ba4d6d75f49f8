import { describe, expect, it } from 'vitest';
import { operations, resultCodes } from '@sendotp-contract/spec';
import { failureAfter } from './failure-after.js';
import { type Act, play, refused, request, signed, success, unforeseen, unsigned } from './played-mpp.js';

async function outcomeOf(act: Act) {
  const { client } = await play([act], { retry: false });
  return client.sendOtp(request);
}

const codes = Object.values(operations.sendOTP.resultCodes);
const { maxLength: idLength } = operations.sendOTP.successFields.verifyRequestId;
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

  it.each(['toString', 'constructor', '__proto__'])('RES-9: %s is an unknown code, too', async (code) => {
    const outcome = await outcomeOf(signed(bodyFor('F', code)));
    expect(outcome).toMatchObject({ resultCode: code, resultMessage: code });
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

  it('SIG-3: the signature covers the bytes as received, whatever their layout', async () => {
    const text = JSON.stringify(success, undefined, 3);
    expect(await outcomeOf(signed(text))).toMatchObject({ resultStatus: 'S' });
  });
});

describe('a response outside the contract', () => {
  it.each([201, 204, 302, 400, 401, 404, 500, 503])('RES-8: HTTP %i', async (status) => {
    const act: Act = (received, signal) =>
      status === 204 ? new Response(null, { status }) : signed(success, { status })(received, signal);
    const error = await failureAfter(act);
    expect(error.code).toBe('HTTP_STATUS');
    expect(error.message).toContain(`HTTP ${status} from https://mpp.example.net${operations.sendOTP.path};`);
    expect(error.exchange?.response?.status).toBe(status);
  });

  it.each([201, 404, 503])('RES-8: HTTP %i with a Location is no redirect', async (status) => {
    const error = await failureAfter(signed(success, { status, headers: { Location: '/elsewhere' } }));
    expect(error.code).toBe('HTTP_STATUS');
  });

  it('RES-8: an HTTP status that no Response can be constructed with', async () => {
    const act: Act = async (received, signal) => {
      const response = await signed(success)(received, signal);
      return Object.defineProperty(response, 'status', { value: 999 });
    };
    expect(await failureAfter(act)).toMatchObject({
      code: 'HTTP_STATUS',
      exchange: { response: { status: 999, bodyText: JSON.stringify(success) } },
    });
  });

  const text = JSON.stringify(success);
  it.each<[string, unknown, string]>([
    ['an empty body', '', 'not JSON: it is empty'],
    ['a page', '<html></html>', 'the body of the response is not JSON'],
    ['half of the JSON', text.slice(0, -1), 'not JSON'],
    ['a BOM before the JSON', `\uFEFF${text}`, 'not JSON'],
    [
      'a body that is not UTF-8',
      Buffer.concat([Buffer.from(text.slice(0, -2)), Buffer.from([0xff]), Buffer.from('"}')]),
      'not UTF-8',
    ],
    ['a BOM before unsigned JSON that is F', `\uFEFF${JSON.stringify(refused('PROCESS_FAIL'))}`, 'not JSON'],
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
      'resultMessage is not a string',
    ],
    ['SUCCESS with status F', bodyFor('F', 'SUCCESS'), 'SUCCESS with status F; this code has status S'],
    ['PROCESS_FAIL with status U', bodyFor('U', 'PROCESS_FAIL'), 'PROCESS_FAIL with status U'],
    ['UNKNOWN_EXCEPTION with status F', bodyFor('F', 'UNKNOWN_EXCEPTION'), 'UNKNOWN_EXCEPTION with status F'],
    ['PROCESS_FAIL with status S', bodyFor('S', 'PROCESS_FAIL'), 'PROCESS_FAIL with status S'],
    ['S without an id', { result: success.result }, 'RES-5'],
    ['S with an empty id', { ...success, verifyRequestId: '' }, 'RES-5'],
    ['S with an id that is null', { ...success, verifyRequestId: null }, 'RES-5'],
    ['S with an id that is a number', { ...success, verifyRequestId: 1 }, 'RES-5'],
    ['S with too long an id', { ...success, verifyRequestId: 'x'.repeat(idLength + 1) }, 'RES-5'],
    ['an unknown code with S, without an id', { result: bodyFor('S', 'NEW').result }, 'RES-5'],
    ['F with an id', { ...refused('PROCESS_FAIL'), verifyRequestId: 'x' }, 'RES-6'],
    ['U with an id', { ...unforeseen, verifyRequestId: 'x' }, 'RES-6'],
    ['an unknown code with F and an id', { ...refused('NEW'), verifyRequestId: 'x' }, 'RES-6'],
  ])('%s', async (_, body, said) => {
    const error = await failureAfter(signed(body));
    expect(error.code).toBe('RESPONSE_OUTSIDE_CONTRACT');
    expect(error.message).toContain(said);
  });

  it('RES-5, REQ-11: an id of the maximum length is accepted, counted in code points', async () => {
    for (const verifyRequestId of ['x'.repeat(idLength), '\u{1F4B6}'.repeat(idLength)]) {
      expect(await outcomeOf(signed({ ...success, verifyRequestId }))).toMatchObject({ verifyRequestId });
    }
  });

  it('HDR-6: a Response-Time that is no time', async () => {
    const error = await failureAfter(signed(success, { headers: { 'Response-Time': 'today' } }));
    expect(error.code).toBe('RESPONSE_OUTSIDE_CONTRACT');
    expect(error.message).toContain('Response-Time');
  });
});
