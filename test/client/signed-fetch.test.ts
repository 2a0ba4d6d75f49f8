import createApiClient from 'openapi-fetch';
import { describe, expect, it } from 'vitest';
import {
  type FetchFunction,
  type SendOtpError,
  signedFetch,
  signedMiddleware,
  type SigningOptions,
} from '@sendotp-contract/client';
import {
  createOpenApiClient,
  type OpenApiClientOptions,
  type SignedPaths,
} from '@sendotp-contract/client/openapi-fetch';
import { operations, type paths } from '@sendotp-contract/spec';
import { caller, mpp } from '../key-pairs.js';
import {
  type Act,
  brokenConnection,
  failureOf,
  limitFor,
  noConnection,
  PlayedClock,
  refused,
  request,
  type SentAttempt,
  signed,
  silence,
  success,
  unsigned,
} from './played-mpp.js';

const { path } = operations.sendOTP;
const url = `https://mpp.example.net/gateway${path}`;

/** A drop-in fetch and a client of openapi-fetch whose MPP answers like this. */
function playedOnce(act: Act, changes: Partial<SigningOptions> = {}) {
  const received: SentAttempt[] = [];
  const fetch: FetchFunction = async (to, { method, redirect, headers, body, signal }) => {
    const lowerCase = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
    const sent = Object.fromEntries(lowerCase) as Record<string, string>;
    // In two spellings it would go out with both values.
    expect(lowerCase).toHaveLength(Object.keys(sent).length);
    received.push({ url: to, method, redirect, headers: sent, body: Buffer.from(body) });
    return await act({ url: to, method, redirect, headers: sent, body: Buffer.from(body) }, signal);
  };
  const options: SigningOptions = {
    clientId: 'CALLER',
    privateKey: caller.privateKey,
    publicKeys: mpp.publicKey,
    clock: new PlayedClock(),
    fetch,
    ...changes,
  };
  return { options, received };
}

/** The ways to sign what a generated client sends. */
const ways: Readonly<
  Record<string, (options: SigningOptions, headers?: Record<string, string>) => Promise<unknown>>
> = {
  signedFetch: async (options, headers = {}) => {
    const init = { method: 'POST', body: JSON.stringify(request), headers };
    return (await signedFetch(options)(url, init)).json() as Promise<unknown>;
  },
  signedMiddleware: async (options, headers = {}) => {
    const client = createApiClient<SignedPaths<paths>>({ baseUrl: 'https://mpp.example.net/gateway' });
    client.use(signedMiddleware(options));
    return (await client.POST(path, { body: request, headers })).data;
  },
  createOpenApiClient: async (options, headers = {}) => {
    const client = createOpenApiClient({ ...options, baseUrl: 'https://mpp.example.net/gateway/' });
    return (await client.POST(path, { body: request, headers })).data;
  },
};

describe.each(Object.entries(ways))('%s', (_, send) => {
  it('SIG-1: signs the bytes that go out, with the path prefix', async () => {
    const { options, received } = playedOnce(signed(success));
    expect(await send(options)).toEqual(success);
    const [sent] = received;
    expect(sent).toMatchObject({ url, method: 'POST', redirect: 'manual' });
    expect(sent?.headers).toMatchObject({
      'client-id': 'CALLER',
      'content-type': 'application/json; charset=UTF-8',
    });
    expect(sent?.headers['signature']).toMatch(/^algorithm=RSA256, keyVersion=1, signature=/);
    expect(sent?.body.toString()).toBe(JSON.stringify(request));
  });

  it('leaves the headers of the generated client, but not those that are signed', async () => {
    const { options, received } = playedOnce(signed(success));
    await send(options, { traceparent: '00-1', 'client-id': 'SOMEBODY', signature: 'x' });
    expect(received[0]?.headers).toMatchObject({ traceparent: '00-1', 'client-id': 'CALLER' });
    expect(received[0]?.headers['signature']).toMatch(/^algorithm/);
  });

  it.each<[string, Act, string]>([
    ['a forged response', signed(success, { signedBody: '{}' }), 'RESPONSE_SIGNATURE_INVALID'],
    ['SIG-7: an unsigned S', unsigned(success), 'RESPONSE_UNSIGNED'],
    [
      'SIG-7: one header of the two',
      signed(success, { headers: { Signature: undefined } }),
      'RESPONSE_UNSIGNED',
    ],
    ['SIG-7: an unsigned body without a status', unsigned({}), 'RESPONSE_UNSIGNED'],
    ['SIG-7: an unsigned body that is no JSON', unsigned('no JSON'), 'RESPONSE_UNSIGNED'],
    ['SIG-7: an unsigned null', unsigned('null'), 'RESPONSE_UNSIGNED'],
    ['SIG-7: an unsigned text', unsigned('"F"'), 'RESPONSE_UNSIGNED'],
    ['SIG-7: an unsigned result that is null', unsigned({ result: null }), 'RESPONSE_UNSIGNED'],
    ['SIG-7: an unsigned result that is a text', unsigned({ result: 'F' }), 'RESPONSE_UNSIGNED'],
    ['SIG-7: an unsigned result without a status', unsigned({ result: {} }), 'RESPONSE_UNSIGNED'],
    ['SIG-7: an unsigned X', unsigned({ result: { resultStatus: 'X' } }), 'RESPONSE_UNSIGNED'],
    ['SIG-10: an old response', signed(success, { time: '2026-11-23T01:00:00Z' }), 'RESPONSE_STALE'],
    ['RES-8: another HTTP status', unsigned('', { status: 500 }), 'HTTP_STATUS'],
    ['a broken connection', brokenConnection, 'TRANSPORT_FAILED'],
    ['no response in time', silence, 'TIMEOUT'],
  ])('refuses %s', async (__, act, code) => {
    const { options } = playedOnce(act, limitFor(act));
    const error = await failureOf(send(options));
    expect(error.code).toBe(code);
    expect(error.message).not.toBe('');
  });

  it.each<[boolean, string, Act]>([
    [false, 'no connection was made', noConnection],
    [true, 'the connection broke', brokenConnection],
  ])('says %j for whether the request may have been sent when %s', async (mayHaveBeenSent, __, act) => {
    expect(await failureOf(send(playedOnce(act).options))).toMatchObject({ mayHaveBeenSent });
  });

  it('SIG-7: takes an unsigned F and U', async () => {
    for (const code of ['F', 'U']) {
      const body = { result: { ...refused('X').result, resultStatus: code } };
      expect(await send(playedOnce(unsigned(body)).options)).toEqual(body);
    }
  });

  it('SIG-6: a key that cannot be used is refused at the first call', async () => {
    const { options, received } = playedOnce(signed(success), { privateKey: 'no key' });
    const error: SendOtpError = await failureOf(send(options));
    expect(error.code).toBe('CONFIGURATION');
    expect(error.message).toMatch(/^privateKey: /);
    expect(received).toHaveLength(0);
  });
});

describe('signedFetch', () => {
  it('takes a Request, and stops with its signal', async () => {
    const controller = new AbortController();
    const act: Act = () => {
      controller.abort();
      return new Promise(() => undefined);
    };
    const { options } = playedOnce(act);
    const sent = new Request(url, { method: 'POST', body: '{}', signal: controller.signal });
    expect((await failureOf(signedFetch(options)(sent))).code).toBe('ABORTED');
  });

  it('gives the response as any fetch does: status, headers and body', async () => {
    const { options } = playedOnce(signed(success, { headers: { 'X-Trace': '7' } }));
    const response = await signedFetch(options)(url, { method: 'POST', body: '{}' });
    expect(response.status).toBe(200);
    expect(response.headers.get('x-trace')).toBe('7');
    expect(response.headers.get('response-time')).toBe('2026-11-23T10:00:00+08:00');
    expect(await response.json()).toEqual(success);
  });

  it('imports the keys once, for all calls', async () => {
    let asked = 0;
    const privateKey = {
      // A promise of a key that counts.
      then: (resolve: (key: string) => void) => {
        asked += 1;
        resolve(caller.privateKey);
      },
    } as PromiseLike<string>;
    const { options, received } = playedOnce(signed(success), { privateKey });
    const fetch = signedFetch(options);
    for (let n = 0; n < 2; n += 1) await fetch(url, { method: 'POST', body: '{}' });
    expect(received).toHaveLength(2);
    expect(asked).toBe(1);
  });

  it('CALL-1: signs nothing but a POST, and sends nothing to another machine without TLS', async () => {
    const { options, received } = playedOnce(signed(success));
    const get = await failureOf(signedFetch(options)(url));
    expect(get.code).toBe('REQUEST_OUTSIDE_CONTRACT');
    expect(get.message).toContain('GET');
    const insecure = signedFetch(options)(`http://mpp.example.net${path}`, { method: 'POST', body: '{}' });
    expect((await failureOf(insecure)).message).toContain('allowInsecure');
    expect(received).toHaveLength(0);
  });

  it('refuses an option that makes no sense at once', () => {
    const { options } = playedOnce(signed(success));
    expect(() => signedFetch({ ...options, timeoutMs: 0 })).toThrow('timeoutMs must be');
    expect(() => signedFetch({ ...options, retries: 5 } as SigningOptions)).toThrow('no option "retries"');
  });
});

describe('createOpenApiClient', () => {
  it('refuses an option that makes no sense at once', () => {
    const options = { ...playedOnce(signed(success)).options, baseUrl: 'https://mpp.example.net' };
    for (const [changes, message] of [
      [{ baseUrl: `https://mpp.example.net/gateway${path}` }, 'expected https://mpp.example.net/gateway'],
      [{ baseUrl: 'http://mpp.example.net' }, 'allowInsecure'],
      [{ clientId: undefined }, 'clientId is undefined'],
      [{ timeout: 5 }, 'did you mean timeoutMs?'],
    ] as const)
      expect(() => createOpenApiClient({ ...options, ...changes } as OpenApiClientOptions)).toThrow(message);
  });
});
