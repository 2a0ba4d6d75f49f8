import { describe, expect, it } from 'vitest';
import { operations } from '@sendotp-contract/spec';
import {
  createSendOtpClient,
  type SendOtpClientOptions,
  type SendOtpRequest,
} from '@sendotp-contract/client';
import { createOpenApiClient } from '@sendotp-contract/client/openapi-fetch';
import { caller, mpp } from '../key-pairs.js';
import { type Act, failureOf, play, refused, request, secretToken, signed, success } from './played-mpp.js';

const good: SendOtpClientOptions = {
  baseUrl: 'https://mpp.example.net',
  clientId: 'CALLER',
  privateKey: caller.privateKey,
  publicKeys: mpp.publicKey,
};
/** What a client of JavaScript throws when it is made: types do not stop it. */
const refusal = (options: object) => failureOf(createSendOtpClient({ ...good, ...options }));
const { path, parameters } = operations.sendOTP;

describe('a mistake in an option is refused when the client is made', () => {
  it.each<[string, object, string]>([
    ['a clientId of an unset variable', { clientId: undefined }, 'clientId is undefined'],
    ['a clientId that is a number', { clientId: 5 }, 'clientId is a number'],
    ['a baseUrl of an unset variable', { baseUrl: undefined }, 'baseUrl is undefined'],
    ['a keyVersion that is a number', { keyVersion: 1 }, 'keyVersion is a number'],
    ['an option that does not exist', { timeout: 5 }, '"timeout"; did you mean timeoutMs?'],
    ['another that does not exist', { retries: 5 }, '"retries"; did you mean retry?'],
    ['one that resembles none', { zzzzzzzz: 5 }, 'expected clientId, privateKey'],
    ['a retry that is a number', { retry: 5 }, 'retry must be an object, not a number'],
    ['a retry that is null', { retry: null }, 'retry must be an object, not null'],
    ['a retry that is true', { retry: true }, 'retry must be an object, not a boolean'],
    [
      'a field of retry that does not exist',
      { retry: { retries: 5 } },
      'retry: there is no option "retries"',
    ],
    ['no key', { privateKey: undefined }, 'privateKey is undefined'],
    ['two keys', { sign: () => new Uint8Array(256) }, 'both privateKey and sign'],
    ['a sign that is no function', { privateKey: undefined, sign: 'x' }, 'sign must be a function'],
    ['a fetch that is no function', { fetch: {} }, 'fetch must be a function'],
    ['no public key', { publicKeys: undefined }, 'publicKeys: the key is undefined'],
    ['a public key that is null', { publicKeys: null }, 'publicKeys: the key is null'],
    [
      'a version without a key',
      { publicKeys: { '2': undefined } },
      'publicKeys: public key version 2: the key is',
    ],
  ])('%s', async (_, options, message) => {
    const error = await refusal(options);
    expect(error.code).toBe('CONFIGURATION');
    expect(error.message).toContain(message);
  });

  it.each(['', '/gateway'])(
    'a baseUrl that ends in the path of the operation, with the mended URL (%j)',
    async (prefix) => {
      for (const end of ['', '/']) {
        const error = await refusal({ baseUrl: `https://mpp.example.net${prefix}${path}${end}` });
        expect(error.code).toBe('CONFIGURATION');
        expect(error.message).toMatch(new RegExp(`expected https://mpp\\.example\\.net${prefix}$`));
      }
    },
  );

  it.each([
    'http://mpp.example.net',
    'http://10.0.0.1:8080',
    'http://localhost.example.net',
    'http://mylocalhost',
    'http://127.0.0.1.example.net',
    'http://[::2]',
    'http://[::1:1]',
  ])('http: to another machine, %s, unless allowInsecure', async (baseUrl) => {
    const error = await refusal({ baseUrl });
    expect(error.code).toBe('CONFIGURATION');
    expect(error.message).toContain('allowInsecure');
    await createSendOtpClient({ ...good, baseUrl, allowInsecure: true });
    expect(() => createOpenApiClient({ ...good, baseUrl })).toThrow('allowInsecure');
    createOpenApiClient({ ...good, baseUrl, allowInsecure: true });
  });

  it.each(['false', 'true', 1])(
    'allowInsecure is not set by %j, as of an environment variable',
    async (value) => {
      const baseUrl = 'http://mpp.example.net';
      expect((await refusal({ baseUrl, allowInsecure: value })).message).toContain('allowInsecure: true');
      const options = { ...good, baseUrl, allowInsecure: value as never };
      expect(() => createOpenApiClient(options)).toThrow('allowInsecure: true');
    },
  );

  it.each([
    'http://localhost:1',
    'http://127.0.0.1',
    'http://127.8.0.1',
    'http://127.0.16.254',
    'http://[::1]:1',
    'http://a.localhost',
    'http://mpp.test.localhost',
  ])('but not http: to this machine, %s', async (baseUrl) => {
    await createSendOtpClient({ ...good, baseUrl });
  });
});

describe('a mistake in a call', () => {
  it('an option of a call that does not exist is refused by name', async () => {
    const { client } = await play([]);
    const error = await failureOf(client.sendOtp(request, { timeout: 5 } as never));
    expect(error).toMatchObject({ code: 'CONFIGURATION', mayHaveBeenSent: false });
    expect(error.message).toContain('did you mean timeoutMs?');
  });

  it.each([undefined, false, { attempts: 2 }] as const)(
    'a retry of a call that is no object is refused, where the client has %j',
    async (ofClient) => {
      const { client } = await play([], ofClient === undefined ? {} : { retry: ofClient });
      for (const retry of [5, true, null, 'never']) {
        const error = await failureOf(client.sendOtp(request, { retry } as never));
        expect(error.code).toBe('CONFIGURATION');
        expect(error.message).toContain('retry must be an object');
      }
    },
  );

  it('all wrong fields are reported, each with its length or its values', async () => {
    const { client, received } = await play([]);
    const illegal = { acquirerId: '', verifyType: secretToken, accessToken: 5 };
    const error = await failureOf(client.sendOtp(illegal as unknown as SendOtpRequest));
    expect(error.code).toBe('REQUEST_OUTSIDE_CONTRACT');
    const { acquirerId, accessToken, verifyType } = parameters;
    const size = ({ minLength, maxLength }: { readonly minLength: number; readonly maxLength: number }) =>
      `of ${minLength} to ${maxLength} characters (required)`;
    for (const fault of [
      `acquirerId must be a string ${size(acquirerId)}`,
      `pspId must be a string ${size(parameters.pspId)}`,
      `accessToken must be a string ${size(accessToken)}`,
      `verifyType must be ${verifyType.values.join(' or ')}, or left out`,
    ])
      expect(error.message).toContain(fault);
    expect(error.message).not.toContain(secretToken);
    expect(received).toHaveLength(0);
  });
});

describe('the reason of a signal is the cause', () => {
  it('of a timeout, while the request is under way', async () => {
    const { client } = await play([() => new Promise(() => undefined)]);
    const error = await failureOf(client.sendOtp(request, { signal: AbortSignal.timeout(20) }));
    expect(error.code).toBe('ABORTED');
    expect(error.cause).toMatchObject({ name: 'TimeoutError' });
  });

  it('of a signal that aborted before the call', async () => {
    const reason = new Error('the user left');
    const { client } = await play([]);
    const error = await failureOf(client.sendOtp(request, { signal: AbortSignal.abort(reason) }));
    expect(error.cause).toBe(reason);
  });

  it('unless it is a text or nothing, which could be anything', async () => {
    const { client } = await play([]);
    for (const reason of ['a text', 5, null]) {
      const error = await failureOf(client.sendOtp(request, { signal: AbortSignal.abort(reason) }));
      expect(error).not.toHaveProperty('cause');
    }
  });
});

describe('SIG-8: a wrong clock', () => {
  const minutes = (count: number): Act => {
    const time = new Date(Date.parse('2026-11-23T02:00:00Z') + count * 60_000).toISOString();
    return signed(refused('ACCESS_DENIED'), { time });
  };

  it('is a hint from a minute on', async () => {
    const at = (ms: number): Act => {
      const time = new Date(Date.parse('2026-11-23T02:00:00.123Z') + ms).toISOString();
      return signed(refused('ACCESS_DENIED'), { time });
    };
    const { client } = await play([at(60_000), at(-60_000), at(59_999), at(-59_999)]);
    expect(await client.sendOtp(request)).toHaveProperty('hint');
    expect(await client.sendOtp(request)).toHaveProperty('hint');
    expect(await client.sendOtp(request)).not.toHaveProperty('hint');
    expect(await client.sendOtp(request)).not.toHaveProperty('hint');
  });

  it.each([
    [-8, '480 s ahead of the Response-Time of the MPP, 2026-11-23T01:52:00.000Z'],
    [8, '480 s behind the Response-Time of the MPP, 2026-11-23T02:08:00.000Z'],
  ])('is a hint of an F whose response is %i minutes away', async (count, hint) => {
    const { client } = await play([minutes(count)]);
    const outcome = await client.sendOtp(request);
    expect(outcome.resultCode).toBe('ACCESS_DENIED');
    expect(outcome.hint).toContain(`clock says 2026-11-23T02:00:00.123Z, which is ${hint}`);
    expect(outcome.hint).toContain('NTP');
  });

  it.each([
    [-30, '30 min ahead', '1800 s ahead of the Response-Time of the MPP, 2026-11-23T01:30:00.000Z'],
    [30, '30 min behind', '1800 s behind the Response-Time of the MPP, 2026-11-23T02:30:00.000Z'],
  ])('SIG-10: is told when the response is refused for it: %i', async (count, _, hint) => {
    const { failure } = await play([minutes(count)]);
    const { code, message } = await failure();
    expect(code).toBe('RESPONSE_STALE');
    expect(message).toContain(`clock says 2026-11-23T02:00:00.123Z, which is ${hint}`);
    expect(message).toContain('NTP');
  });

  it('is no hint when the clocks agree, or when the OTP was sent', async () => {
    const { client } = await play([minutes(0), signed(success, { time: '2026-11-23T02:05:00Z' })]);
    expect(await client.sendOtp(request)).not.toHaveProperty('hint');
    expect(await client.sendOtp(request)).not.toHaveProperty('hint');
  });
});

describe('a refused certificate says which of CA, name and expiry it was', () => {
  it.each([
    ['SELF_SIGNED_CERT_IN_CHAIN', /NODE_EXTRA_CA_CERTS/],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /not of a CA known here/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', /another host name/],
    ['CERT_HAS_EXPIRED', /has expired/],
    ['CERT_NOT_YET_VALID', /not valid yet/],
  ])('%s', async (code, message) => {
    const cause = Object.assign(new Error('tls'), { code });
    const act: Act = () => Promise.reject(new TypeError('fetch failed', { cause }));
    const { failure } = await play([act], { retry: false });
    const error = await failure();
    expect(error).toMatchObject({ code: 'TRANSPORT_FAILED', mayHaveBeenSent: false });
    expect(error.message).toContain(code);
    expect(error.message).toMatch(message);
  });
});
