import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { operations } from '@sendotp-contract/spec';
import type { Exchange, NoResponse } from '../../../conformance/exchange/exchange.js';
import type { Message } from '../../../conformance/exchange/message.js';
import { MessagePlan } from '../../../conformance/exchange/message-plan.js';
import { readResponse } from '../../../conformance/exchange/read-response.js';
import { openProfile, type OpenedProfile } from '../../../conformance/profile/opened-profile.js';
import { parseProfile, type ProfileInput } from '../../../conformance/profile/profile.js';
import { sandboxBaseUrl } from '../../../conformance/profile/sandbox-profile.js';
import { obstacleIn } from '../../../conformance/run/obstacle.js';
import { profileOf } from '../world.js';

const operation = operations.sendOTP;
const baseUrl = 'http://127.0.0.1:1';
const open = (own: Partial<ProfileInput> = {}) =>
  openProfile(parseProfile({ ...profileOf(baseUrl), ...own }));

let opened: OpenedProfile;
let message: Message;
beforeAll(async () => {
  opened = await open();
  message = await new MessagePlan(opened, 'test').make(operation);
});

const answered = (body: string | Uint8Array, headers: Readonly<Record<string, string>> = {}): Exchange => ({
  message,
  response: readResponse(
    { status: 404, headers: Object.entries(headers), bytes: Buffer.from(body), at: 0 },
    operation,
  ),
});
const outcome = (resultCode: string, resultStatus = 'F') =>
  answered(JSON.stringify({ result: { resultStatus, resultCode } }));
const silent = (fault: NoResponse['fault']): Exchange => ({
  message,
  response: { kind: 'none', fault, detail: 'the detail' },
});

describe('what keeps a target from being judged', () => {
  it.each<[NoResponse['fault'], RegExp]>([
    ['unreachable', /^Is the target running, and is baseUrl http:\/\/127\.0\.0\.1:1 right\?$/],
    ['tls', /private CA/],
    ['timeout', /raise --timeout/],
    ['broken-off', /expect TLS where the profile says http, or the other way round/],
    ['too-large', /not an HTTP server of an MPP/],
    ['not-http', /not an HTTP server of an MPP/],
  ])('is no response: %s', (fault, advice) => {
    const exchange = silent(fault);
    expect(obstacleIn(exchange, opened, operation)).toEqual({
      summary: 'no response to a plain call: the detail',
      advice: [expect.stringMatching(advice)],
      exchange,
    });
  });

  it('is a sandbox that is not started', async () => {
    const sandbox = await open({ baseUrl: sandboxBaseUrl });
    expect(obstacleIn(silent('unreachable'), sandbox, operation)?.advice).toEqual([
      'Start the sandbox in this folder: npx sendotp-contract serve',
    ]);
  });

  it('is something else that answers there, and where it leads', () => {
    const summary = 'HTTP 404 without a result: no sendOTP service answers at this address';
    const isRight = `Is baseUrl ${baseUrl} right? The operation's path is appended to it.`;
    expect(obstacleIn(answered('not found'), opened, operation)).toMatchObject({
      summary,
      advice: [isRight],
    });
    const moved = obstacleIn(answered('', { Location: '/login' }), opened, operation);
    expect(moved).toMatchObject({
      summary,
      advice: ['It redirects to /login; redirects are not followed.', isRight],
    });
    expect(moved).not.toHaveProperty('isAnswer');
  });

  it.each([
    ['as a text', '"resultCode":"X"'],
    ['compressed', gzipSync('{"resultCode":"X"}')],
  ])('is an answer without a readable result, which is one all the same: %s', (_, body) => {
    expect(obstacleIn(answered(body), opened, operation)).toMatchObject({
      summary: 'the plain call is answered in a form that has no readable result',
      isAnswer: true,
    });
  });

  it('is an answer in at most 1 MiB of what was compressed: no more of it is unpacked', () => {
    const packed = (length: number) =>
      obstacleIn(answered(gzipSync('resultCode'.padStart(length))), opened, operation);
    expect(packed(1_048_576)).toMatchObject({ isAnswer: true });
    expect(packed(1_048_577)).not.toHaveProperty('isAnswer');
  });

  it('is an S for a token that is nobody’s, of an operation with tokens', () => {
    expect(obstacleIn(outcome('SUCCESS', 'S'), opened, operation)?.summary).toMatch(
      /no user's was answered S/,
    );
    const { accessToken: _, ...parameters } = operation.parameters;
    expect(obstacleIn(outcome('SUCCESS', 'S'), opened, { ...operation, parameters })).toBeUndefined();
  });

  it.each([
    [
      'INVALID_SIGNATURE',
      3,
      'Is privateKey the one whose public half the target has registered for ALIPAY_PLUS, keyVersion 2?',
    ],
    ['INVALID_CLIENT', 1, 'Is clientId ALIPAY_PLUS registered there?'],
    ['KEY_NOT_FOUND', 1, 'The profile says 2.'],
    ['ACCESS_DENIED', 3, 'Are acquirerId ACQUIRER and pspId PSP the ones that were agreed'],
    ['NO_INTERFACE_DEF', 2, 'Does the target have sendOTP?'],
    ['PARAM_ILLEGAL', 2, 'acquirerId, pspId, accessToken, verifyType'],
    ['METHOD_NOT_SUPPORTED', 1, 'The plain call is a POST.'],
    ['MEDIA_TYPE_NOT_ACCEPTABLE', 1, 'no Accept'],
    ['REQUEST_TRAFFIC_EXCEED_LIMIT', 1, 'Try again later'],
    ['UNKNOWN_EXCEPTION', 1, "Look into the target's log"],
  ])('is %s to a plain call, with %d things to look at', (code, count, said) => {
    const obstacle = obstacleIn(outcome(code), opened, operation);
    expect(obstacle?.summary).toBe(
      `even a plain call of sendOTP, made with the profile's own values, is answered ${code}`,
    );
    expect(obstacle?.advice).toHaveLength(count);
    expect(obstacle?.advice.join(' ')).toContain(said);
  });

  it.each<[Partial<ProfileInput>, string]>([
    [{}, 'Does a proxy add or strip a path prefix? Set signedPathPrefix.'],
    [{ baseUrl: `${baseUrl}/gw` }, 'The signed path began with "/gw", the sent one with "/gw".'],
    [{ signedPathPrefix: '/mpp' }, 'The signed path began with "/mpp", the sent one with "".'],
  ])('is INVALID_SIGNATURE behind a prefix: with %o', async (own, said) => {
    expect(obstacleIn(outcome('INVALID_SIGNATURE'), await open(own), operation)?.advice[1]).toContain(said);
  });

  it.each(['INVALID_TOKEN', 'USER_NOT_EXIST', 'toString'])('is not %s to a plain call', (code) => {
    expect(obstacleIn(outcome(code), opened, operation)).toBeUndefined();
  });
});
