import { describe, expect, it } from 'vitest';
import { contentOf, countOf, leadsTo, type Received, usual } from './names-of.js';

const { path } = usual;
const withHost = { headers: { Host: 'mpp.example.com:8443' } };

/** The mistake, the request as it was received, the path that was signed. */
const paths: readonly [id: string, received: Received, signed: string][] = [
  ['path-query', { target: `${path}?b=1&a=2` }, path],
  ['path-query', { target: `${path}?b=1&a=2` }, `${path}?`],
  ['path-query', { target: path }, `${path}?`],
  ['path-query', { target: `${path}?` }, path],
  ['path-query', { target: `${path}?b=1&a=2` }, `${path}?a=2&b=1`],
  ['path-query', { target: `${path}?b=1&a=2` }, `${path}b=1&a=2`],
  ['path-query', { target: `${path}?a=x+y?+z` }, `${path}?a=x%20y?%20z`],
  ['path-query', { target: `${path}?a=x%20y%20z` }, `${path}?a=x+y+z`],
  ['path-query', { target: `${path}?a=x+y+z` }, `${path}?a=x y z`],
  ['path-trailing-slash', { target: path }, `${path}/`],
  ['path-trailing-slash', { target: `${path}/` }, path],
  ['path-trailing-slash', { target: `${path}?a=/` }, `${path}/?a=/`],
  ['path-trailing-slash', { target: `${path}/?a=1` }, `${path}?a=1`],
  ['path-slashes', { target: path }, path.slice(1)],
  ['path-slashes', { target: path }, `/${path}`],
  ['path-slashes', { target: '//a///b/c' }, '/a/b/c'],
  ['path-prefix', { target: '/1/2/3' }, '/2/3'],
  ['path-prefix', { target: '/1/2/3' }, '/3'],
  ['path-prefix', { target: '/1/2/3/4/5/6/7' }, '/6/7'],
  ...['/api', '/v1', '/openapi', '/gateway', '/mpp', '/aps', '/sandbox', '/rest'].map(
    (prefix): [string, Received, string] => ['path-prefix', { target: path }, prefix + path],
  ),
  ['path-prefix', { target: path, paths: ['/other', '/third'] }, '/third'],
  ['path-prefix', { target: path, headers: { 'X-Forwarded-Prefix': '/mine' } }, `/mine${path}`],
  ['path-prefix', { target: path, headers: { 'X-Original-URI': '/before' } }, '/before'],
  ['path-prefix', { target: path, headers: { 'X-Forwarded-Uri': '/before' } }, '/before'],
  ...['https://', 'http://', '', '//'].flatMap((start): [string, Received, string][] => [
    ['path-full-url', { target: `${path}?a=1`, ...withHost }, `${start}mpp.example.com:8443${path}?a=1`],
    ['path-full-url', { target: `${path}?a=1`, ...withHost }, `${start}mpp.example.com${path}?a=1`],
  ]),
  ['path-full-url', { target: `${path}?a=1`, ...withHost }, `https://mpp.example.com:8443${path}`],
  ['path-full-url', { target: `${path}?a=1`, ...withHost }, `http://mpp.example.com${path}`],
  ['path-full-url', { target: `http://mpp:80${path}` }, `mpp${path}`],
  ['path-full-url', { target: path, headers: { Host: '[::1]:8443' } }, `https://[::1]${path}`],
  [
    'path-full-url',
    { target: path, headers: { Host: 'inner', 'X-Forwarded-Host': 'outer' } },
    `outer${path}`,
  ],
  ['path-encoding', { target: '/a%2520b' }, '/a%20b'],
  ['path-encoding', { target: '/a%2520b' }, '/a b'],
  ['path-encoding', { target: '/a%2Fb%20c' }, '/a/b%20c'],
  ['path-encoding', { target: '/a' }, '%2Fa'],
  ['path-encoding', { target: '/é/b%20' }, '/%C3%A9/b%2520'],
  ['path-encoding', { target: '/é/b%20' }, '/é/b%2520'],
  ['path-encoding', { target: '/a%2Fb%C3%A9' }, '/a%2fb%c3%a9'],
  ['path-encoding', { target: '/a%2fb%c3%a9' }, '/a%2Fb%C3%A9'],
  ['path-encoding', { target: '/a%20?b=c+d%20e' }, '/a%20?b=c d e'],
  ['path-encoding', { target: '/a?b=%+c' }, '/a?b=%25+c'],
  ['path-case', { target: '/Aps/Send' }, '/aps/send'],
  ['path-case', { target: '/Aps/Send' }, '/APS/SEND'],
];

describe('SIG-1: another path was signed', () => {
  it.each(paths)('%s: %j for %s', async (id, received, signed) => {
    expect(await leadsTo(id, { path: signed }, received)).toBe(true);
  });

  it.each<[id: string, received: Received, signed: string]>([
    ['path-prefix', { target: '/1/2/3/4/5/6/7' }, '/7'],
    ['path-prefix', { target: '/1/2' }, '/'],
    ['path-slashes', { target: 'http://mpp?a=/b' }, '?a=b'],
    [
      'path-full-url',
      { target: path, headers: { Host: 'inner', 'X-Forwarded-Host': 'outer' } },
      `inner${path}`,
    ],
    ['path-encoding', { target: '/%?b=%+c' }, '/%?b=% c'],
    ['path-encoding', { target: '/%' }, 'undefined'],
  ])('not tried, %s: %j for %s', async (id, received, signed) => {
    expect(await leadsTo(id, { path: signed }, received)).toBe(false);
  });

  it('none is tried that is as it was sent', async () => {
    for (const [id, received] of paths) {
      const { target = path } = received;
      const sent = target.replace(/^http:\/\/mpp:80/, '');
      expect(await leadsTo(id, { path: sent }, received), `${id} ${sent}`).toBe(false);
    }
  });

  it('path-full-url: none without a host', () => {
    expect(countOf('path-full-url', { target: path })).toBe(0);
  });

  it('path-encoding: a path that cannot be decoded is encoded once more', async () => {
    for (const signed of ['/%25', '%2F%25'])
      expect(await leadsTo('path-encoding', { path: signed }, { target: '/%' })).toBe(true);
  });
});

describe('SIG-1: another method was signed', () => {
  it.each<[id: string, received: Received, signed: string]>([
    ['method-case', {}, 'post'],
    ['method-case', {}, 'Post'],
    ['method-other', {}, 'GET'],
    ['method-other', {}, 'PUT'],
    ['method-other', {}, 'HttpMethod.POST'],
    ['method-other', { method: 'PATCH' }, 'PATCH'],
  ])('%s: %j for %s', async (id, received, method) => {
    expect(await leadsTo(id, { method }, received)).toBe(true);
  });

  it('method-other: none, and no blank behind it', async () => {
    expect(await leadsTo('method-other', contentOf({}).subarray('POST '.length), {})).toBe(true);
    expect(await leadsTo('method-other', {}, {})).toBe(false);
  });
});

describe('SIG-1, SIG-2: another Client-Id was signed', () => {
  const clientId = 'Client_1';
  it.each<[id: string, received: Received, signed: string]>([
    ['client-other-form', { clientId }, 'client_1'],
    ['client-other-form', { clientId }, 'CLIENT_1'],
    ['client-other-form', { clientId: ' C_1 ' }, 'C_1'],
    ['client-other-form', { clientId }, ' Client_1'],
    ['client-other-form', { clientId }, 'Client_1 '],
    ['client-other-form', { clientId }, 'Client_1\n'],
    ['client-other-form', { clientId }, 'Client_1\r\n'],
    ['client-other-form', { clientId }, '"Client_1"'],
    ['client-other-form', { clientId: 'a+b' }, 'a%2Bb'],
    ['client-other-form', { clientId }, 'Client1'],
    ['client-empty', { clientId }, ''],
    ['client-empty', { clientId }, 'null'],
    ['client-empty', { clientId }, 'undefined'],
    ['client-empty', { clientId }, 'None'],
    ['client-empty', { clientId }, '<nil>'],
  ])('%s: %j for %j', async (id, received, signed) => {
    expect(await leadsTo(id, { clientId: signed }, received)).toBe(true);
  });

  it('none is tried that is as it was sent, or a second time', async () => {
    expect(await leadsTo('client-other-form', { clientId: '1' }, { clientId: '1' })).toBe(false);
    expect(await leadsTo('client-empty', { clientId: 'null' }, { clientId: 'null' })).toBe(false);
    expect(countOf('client-other-form', { clientId: '1' })).toBe(5);
  });
});
