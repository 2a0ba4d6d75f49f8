import { createSign } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  createSendOtpClient,
  type SendOtpError,
  type SendOtpErrorCode,
  sendOtpErrorCodes,
} from '@sendotp-contract/client';
import { caller, mpp } from '../key-pairs.js';
import {
  type Act,
  brokenConnection,
  failureOf,
  limitFor,
  play,
  refused,
  request,
  secretToken,
  signed,
  silence,
  success,
  unforeseen,
  unsigned,
} from './played-mpp.js';

const played = async (act: Act): Promise<SendOtpError> => (await play([act], limitFor(act))).failure();
/** An answer that repeats what it should not. */
const leaking = { ...success, verifyRequestId: secretToken.repeat(10) };

/** How each code comes about, where the token is at hand to be spilled. */
const provocations: Readonly<Record<SendOtpErrorCode, () => Promise<SendOtpError>>> = {
  CONFIGURATION: () =>
    failureOf(
      createSendOtpClient({
        baseUrl: `mpp/${secretToken}`,
        clientId: secretToken,
        privateKey: caller.privateKey,
        publicKeys: mpp.publicKey,
      }),
    ),
  REQUEST_OUTSIDE_CONTRACT: async () => {
    const { client } = await play([]);
    return failureOf(client.sendOtp({ ...request, verifyType: secretToken as 'EMAIL' }));
  },
  SIGNING_FAILED: async () => {
    const sign = () => Promise.reject(new Error('the HSM is locked'));
    return (await play([], { privateKey: undefined, sign } as never)).failure();
  },
  TRANSPORT_FAILED: () => played(brokenConnection),
  TIMEOUT: () => played(silence),
  ABORTED: async () => {
    const controller = new AbortController();
    const { client } = await play([
      () => {
        controller.abort(secretToken);
        return new Promise(() => undefined);
      },
    ]);
    return failureOf(client.sendOtp(request, { signal: controller.signal }));
  },
  HTTP_STATUS: () => played(unsigned(leaking, { status: 500 })),
  RESPONSE_OUTSIDE_CONTRACT: () => played(signed(leaking)),
  RESPONSE_TOO_LARGE: () => played(unsigned(secretToken.repeat(3_000))),
  RESPONSE_UNSIGNED: () => played(unsigned({ ...success, verifyRequestId: secretToken })),
  RESPONSE_SIGNATURE_INVALID: () =>
    played(signed({ ...success, verifyRequestId: secretToken }, { signedBody: '{}' })),
  RESPONSE_STALE: () =>
    played(signed({ ...success, verifyRequestId: secretToken }, { time: '2026-11-23T01:00:00Z' })),
};

/** Everything that a value may be turned into before it lands in a log. */
const shown = (value: unknown): string =>
  [
    String(value),
    JSON.stringify(value),
    inspect(value, { depth: 9 }),
    JSON.stringify({ ...Object(value) }),
  ].join('\n');

describe('every code', () => {
  it('has a way here to come about', () => {
    expect(Object.keys(provocations).sort()).toEqual([...sendOtpErrorCodes].sort());
  });

  it.each(sendOtpErrorCodes)('%s is thrown, and nothing of it shows the access token', async (code) => {
    const error = await provocations[code]();
    expect(error).toMatchObject({ name: 'SendOtpError', code });
    expect(error).toBeInstanceOf(Error);
    expect(error.message).not.toBe('');
    expect(shown(error)).not.toContain(secretToken);
  });

  it.each(sendOtpErrorCodes)('%s has the evidence, if anything was sent', async (code) => {
    const { exchange, mayHaveBeenSent } = await provocations[code]();
    const sentNothing = ['CONFIGURATION', 'REQUEST_OUTSIDE_CONTRACT', 'SIGNING_FAILED'].includes(code);
    expect(mayHaveBeenSent).toBe(!sentNothing);
    expect(exchange?.request.body).toBe(sentNothing ? undefined : JSON.stringify(request));
  });
});

describe('personal data', () => {
  it.each([
    ['S', signed(success)],
    ['F', signed(refused('INVALID_TOKEN'))],
    ['U', signed(unforeseen)],
  ])('the access token is not in an outcome with %s, but in its exchange', async (_, act) => {
    const { client } = await play([act]);
    const outcome = await client.sendOtp(request);
    expect(shown(outcome)).not.toContain(secretToken);
    expect(Object.keys(outcome)).not.toContain('exchange');
    expect(JSON.stringify(outcome.exchange)).toContain(secretToken);
  });

  it.each([
    ['', {}],
    [' and has a Content-Length', { 'Content-Length': '27' }],
  ])('a body that is not JSON%s is not quoted by the error or its cause', async (_, headers) => {
    const error = await played(unsigned(`${secretToken}{`, { headers }));
    expect(error.code).toBe('RESPONSE_OUTSIDE_CONTRACT');
    expect(shown(error)).not.toContain(secretToken);
    expect(error.cause).toBeUndefined();
  });
});

it('a sign function that never answers is SIGNING_FAILED after the time of an attempt', async () => {
  const sign = () => new Promise<Uint8Array>(() => undefined);
  const error = await (await play([], { privateKey: undefined, sign, timeoutMs: 20 } as never)).failure();
  expect(error).toMatchObject({ code: 'SIGNING_FAILED', mayHaveBeenSent: false });
  expect(error.message).toContain('no answer within 20 ms');
});

it('a sign function that never answers is waited for as long as the time of this call', async () => {
  const sign = () => new Promise<Uint8Array>(() => undefined);
  const { client } = await play([], { privateKey: undefined, sign, timeoutMs: 60_000 } as never);
  const byCall = await failureOf(client.sendOtp(request, { timeoutMs: 20 }));
  expect(byCall.message).toContain('no answer within 20 ms');
  const byDeadline = await failureOf(client.sendOtp(request, { retry: { deadlineMs: 25 } }));
  expect(byDeadline.message).toContain('no answer within 25 ms');
});

it('a sign function that answers late leaves a try only what is left of its time', async () => {
  vi.useFakeTimers();
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const sign = async (content: Uint8Array) => {
    await new Promise((resolve) => setTimeout(resolve, 900));
    return createSign('RSA-SHA256').update(content).sign(caller.privateKey);
  };
  const options = { privateKey: undefined, sign, timeoutMs: 1_000 } as never;
  const { failure, received } = await play([silence], options);
  const ended = vi.fn();
  const failing = failure().finally(ended);
  await vi.advanceTimersByTimeAsync(999);
  expect(received).toHaveLength(1);
  expect(ended).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(await failing).toMatchObject({ code: 'TIMEOUT', mayHaveBeenSent: true });
});

it('what a sign function throws is the cause of SIGNING_FAILED', async () => {
  const reason = new Error('the HSM is locked');
  const sign = () => Promise.reject(reason);
  const { failure } = await play([], { privateKey: undefined, sign } as never);
  expect((await failure()).cause).toBe(reason);
});

it('what is thrown and is no error is told by its type: it may be anything', async () => {
  // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- as code that is not ours may
  const sign = () => Promise.reject({ secretToken });
  const { message } = await (await play([], { privateKey: undefined, sign } as never)).failure();
  expect(message).toContain('sign threw an object');
  expect(message).not.toContain(secretToken);
});
