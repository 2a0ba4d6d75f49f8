import { describe, expect, it } from 'vitest';
import { ExchangeError, readExchange } from '../../../message/explain/exchange.js';
import { languageOf } from '../../../message/explain/language.js';

const headers = { 'Client-Id': 'C', 'Request-Time': 'T1', Signature: 'S1' };
const request = { method: 'POST', target: '/p?q', headers, body: 'é' };
const response = { headers: { 'Response-Time': 'T2', Signature: 'S2' }, body: new Uint8Array([1, 2]) };

function missingIn(exchange: Parameters<typeof readExchange>[0]): ExchangeError {
  try {
    readExchange(exchange, {});
  } catch (error) {
    if (error instanceof ExchangeError) return error;
    throw error;
  }
  throw new Error('nothing is missing');
}

describe('an exchange is taken apart', () => {
  it('SIG-1: a request', () => {
    const { draft, signatureHeader, surroundings, language } = readExchange({ request }, {});
    expect(draft).toMatchObject({
      method: 'POST',
      path: '/p?q',
      clientId: 'C',
      time: 'T1',
      body: new TextEncoder().encode('é'),
    });
    expect(signatureHeader).toBe('S1');
    expect(surroundings).toEqual({
      host: undefined,
      method: 'POST',
      requestTime: 'T1',
      responseTime: undefined,
      date: undefined,
      isResponse: false,
      paths: [],
      optionalFields: [],
    });
    expect(language).toBeUndefined();
  });

  it('SIG-2: a response, with the path and the Client-Id of its request', () => {
    const { draft, signatureHeader, surroundings } = readExchange({ request, response }, {});
    expect(draft).toMatchObject({ path: '/p?q', clientId: 'C', time: 'T2', body: new Uint8Array([1, 2]) });
    expect(signatureHeader).toBe('S2');
    expect(surroundings).toMatchObject({ requestTime: 'T1', responseTime: 'T2', isResponse: true });
  });

  it('SIG-2: the Client-Id of a response is that of the request, or its own, or empty', () => {
    const anonymous = { ...request, headers: { 'Request-Time': 'T1' } };
    const named = { ...response, headers: { ...response.headers, 'Client-Id': 'D' } };
    expect(readExchange({ request, response: named }, {}).draft.clientId).toBe('C');
    expect(readExchange({ request: anonymous, response: named }, {}).draft.clientId).toBe('D');
    expect(readExchange({ request: anonymous, response }, {}).draft.clientId).toBe('');
  });

  it('names of headers are in any case', () => {
    const lower = { 'client-id': 'C', 'REQUEST-TIME': 'T1', signature: 'S1', hOST: 'h' };
    const { draft, surroundings } = readExchange({ request: { ...request, headers: lower } }, {});
    expect(draft).toMatchObject({ clientId: 'C', time: 'T1' });
    expect(surroundings.host).toBe('h');
  });

  it.each([
    ['https://mpp.example.com/p?a=b#c', '/p?a=b', 'mpp.example.com'],
    ['HTTP://mpp:8080', '/', 'mpp:8080'],
    ['http://mpp?a', '?a', 'mpp'],
    ['https://mpp#a', '/', 'mpp'],
    ['/p', '/p', undefined],
    ['//p', '//p', undefined],
    ['/p?u=https://mpp/q', '/p?u=https://mpp/q', undefined],
    ['ftp://mpp/p', 'ftp://mpp/p', undefined],
  ])('CALL-2: of the target %s the path is %s', (target, path, host) => {
    const { draft, surroundings } = readExchange({ request: { ...request, target } }, {});
    expect(draft.path).toBe(path);
    expect(surroundings.host).toBe(host);
  });

  it('what proxies tell is told: host and paths', () => {
    const of = (more: Readonly<Record<string, string>>, paths?: readonly string[]) =>
      readExchange(
        { request: { ...request, target: 'http://target/p', headers: { ...headers, ...more } } },
        paths === undefined ? {} : { paths, optionalFields: ['x'] },
      ).surroundings;
    expect(of({}).host).toBe('target');
    expect(of({ Host: 'host' }).host).toBe('host');
    expect(of({ Host: 'host', 'X-Forwarded-Host': 'forwarded' }).host).toBe('forwarded');
    expect(of({ 'X-Forwarded-Prefix': '/x' }).paths).toEqual(['/x/p']);
    expect(of({ 'X-Forwarded-Uri': '/y' }).paths).toEqual(['/y']);
    expect(of({ 'X-Forwarded-Uri': '/y', 'X-Original-URI': '/z' }, ['/w'])).toMatchObject({
      paths: ['/w', '/z'],
      optionalFields: ['x'],
    });
  });

  it('the time of a response, its date and its language are its own', () => {
    const more = { 'Response-Time': 'T3', Date: 'D1', 'User-Agent': 'curl/8.0' };
    const asked = { ...request, headers: { ...headers, ...more } };
    const alone = readExchange({ request: asked }, {});
    expect(alone.surroundings).toMatchObject({ responseTime: 'T3', date: 'D1' });
    expect(alone.language).toBe('shell');
    const both = readExchange({ request: asked, response }, {});
    expect(both.surroundings).toMatchObject({ responseTime: 'T2', date: undefined });
    expect(both.language).toBeUndefined();
  });
});

describe('what is missing is named', () => {
  it.each([
    ['Signature', { 'Client-Id': 'C', 'Request-Time': 'T1' }, ['Signature']],
    ['Request-Time', { 'Client-Id': 'C', Signature: 'S1' }, ['Request-Time']],
    ['Client-Id', { 'Request-Time': 'T1', Signature: 'S1' }, ['Client-Id']],
    ['all of them', {}, ['Signature', 'Request-Time', 'Client-Id']],
    ['one that is undefined', { ...headers, Signature: undefined }, ['Signature']],
  ])('in a request: %s', (_, given, missing) => {
    const error = missingIn({ request: { ...request, headers: given } });
    expect(error.missing).toEqual(missing);
    expect(error.message).toBe(`the request has no header ${missing.join(' and no ')}`);
  });

  it('in a response: it needs no Client-Id', () => {
    const error = missingIn({ request: { ...request, headers: {} }, response: { ...response, headers: {} } });
    expect(error.missing).toEqual(['Signature', 'Response-Time']);
    expect(error.message).toBe('the response has no header Signature and no Response-Time');
  });
});

describe('the language of a program', () => {
  it.each([
    ['python-requests/2.32', 'Python'],
    ['Python-urllib/3.12', 'Python'],
    ['aiohttp/3.9', 'Python'],
    ['httpx/0.27', 'Python'],
    ['Go-http-client/1.1', 'Go'],
    ['go-resty/2.7.0', 'Go'],
    ['my app in go 1.2', 'Go'],
    ['GuzzleHttp/7', 'PHP'],
    ['Symfony HttpClient', 'PHP'],
    ['.NET HttpClient', 'C#'],
    ['RestSharp/110', 'C#'],
    ['node', 'JavaScript'],
    ['axios/1.7', 'JavaScript'],
    ['got (https://github.com/sindresorhus/got)', 'JavaScript'],
    ['Mozilla/5.0', 'JavaScript'],
    ['Java-http-client/21', 'Java'],
    ['okhttp/4.12', 'Java'],
    ['ReactorNetty/1.1', 'Java'],
    ['curl/8.5.0', 'shell'],
    ['Wget/1.21', 'shell'],
    ['google-thing', undefined],
    ['nodename', undefined],
    ['libcurl/1', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s is %s', (userAgent, language) => {
    expect(languageOf(userAgent)).toBe(language);
  });
});
