import { describe, expect, it } from 'vitest';
import { failureAfter } from './failure-after.js';
import { keyPair, mpp } from '../key-pairs.js';
import {
  type Act,
  type AnswerChanges,
  play,
  PlayedClock,
  refused,
  request,
  signed,
  success,
  unforeseen,
} from './played-mpp.js';

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

  const { privateKey: stranger } = keyPair('stranger');
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
    const toAnother: Act = (received, signal) =>
      signed(success)({ ...received, headers: { ...received.headers, 'client-id': 'ANOTHER' } }, signal);
    expect(await failureAfter(toAnother)).toMatchObject({
      code: 'RESPONSE_SIGNATURE_INVALID',
      fault: 'mismatch',
    });
  });

  it('SIG-5: of several versions the one that the header names is meant, or the newest', async () => {
    const newer = keyPair('newer');
    const publicKeys = { '1': mpp.publicKey, '2': newer.publicKey };
    const unnamed: Act = async (received, signal) => {
      const response = await signed(success, { privateKey: newer.privateKey })(received, signal);
      const header = response.headers.get('Signature') ?? '';
      response.headers.set('Signature', header.replace('keyVersion=1, ', ''));
      return response;
    };
    const { client } = await play([signed(success), unnamed], { publicKeys });
    expect(await client.sendOtp(request)).toMatchObject({ signed: true });
    expect(await client.sendOtp(request)).toMatchObject({ signed: true });
  });
});

describe('SIG-10: a signed response', () => {
  // Request-Time and now are 02:00:00.123Z, and the tolerance is 10 minutes by default.
  it.each([
    ['earlier than Request-Time by the tolerance', '2026-11-23T01:50:00.123Z', {}],
    ['later than now by the tolerance', '2026-11-23T02:10:00.123Z', {}],
    ['earlier by a tolerance of 1 s', '2026-11-23T01:59:59.123Z', { toleranceMs: 1_000 }],
    ['later by a tolerance of 1 s', '2026-11-23T02:00:01.123Z', { toleranceMs: 1_000 }],
    ['of the very ms, with a tolerance of 0', '2026-11-23T02:00:00.123Z', { toleranceMs: 0 }],
    ['in another zone', '2026-11-23T10:10:00.123+08:00', {}],
  ])('%s is accepted', async (_, time, options) => {
    const { client } = await play([signed(success, { time })], options);
    expect(await client.sendOtp(request)).toMatchObject({ resultStatus: 'S', signed: true });
  });

  it.each([
    ['earlier than Request-Time by 1 ms more', '2026-11-23T01:50:00.122Z', {}, '600001 ms before Request'],
    ['later than now by 1 ms more', '2026-11-23T02:10:00.124Z', {}, '600001 ms later than now'],
    ['earlier by 1 s and 1 ms', '2026-11-23T01:59:59.122Z', { toleranceMs: 1_000 }, '1001 ms before'],
    ['later by 1 s and 1 ms', '2026-11-23T02:00:01.124Z', { toleranceMs: 1_000 }, '1001 ms later'],
    ['1 ms early, with a tolerance of 0', '2026-11-23T02:00:00.122Z', { toleranceMs: 0 }, '1 ms before'],
  ])('%s is refused', async (_, time, options, text) => {
    const error = await failureAfter(signed(success, { time }), options);
    expect(error.code).toBe('RESPONSE_STALE');
    expect(error.message).toContain(text);
  });

  it('is compared with Request-Time at the one end and with now at the other', async () => {
    const clock = new PlayedClock();
    const afterOneMinute =
      (time: string): Act =>
      (received, signal) => {
        clock.advance(60_000);
        return signed(success, { time })(received, signal);
      };
    const playedAt = async (time: string) => play([afterOneMinute(time)], { clock, toleranceMs: 1_000 });
    // Request-Time is 02:00:00.123Z; the response arrives a minute later.
    expect(await (await playedAt('2026-11-23T01:59:59.123Z')).client.sendOtp(request)).toBeDefined();
    // Request-Time is 02:01:00.123Z.
    expect(await (await playedAt('2026-11-23T02:02:01.123Z')).client.sendOtp(request)).toBeDefined();
    // Request-Time is 02:02:00.123Z.
    const late = await (await playedAt('2026-11-23T02:03:01.124Z')).failure();
    expect(late.code).toBe('RESPONSE_STALE');
  });

  it.each([
    ['F', refused('PROCESS_FAIL')],
    ['U', unforeseen],
  ])('with %s is refused, too', async (_, body) => {
    const act = signed(body, { time: '2026-11-23T01:00:00Z' });
    expect((await failureAfter(act)).code).toBe('RESPONSE_STALE');
  });

  it('whose signature does not verify says nothing about its time', async () => {
    const act = signed(success, { time: '2026-11-23T01:00:00Z', signedBody: '{}' });
    expect((await failureAfter(act)).code).toBe('RESPONSE_SIGNATURE_INVALID');
  });
});
