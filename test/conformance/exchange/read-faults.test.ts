import { createPublicKey, createSign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { operations } from '@sendotp-contract/spec';
import {
  isPlantedName,
  type KnownTarget,
  type PlantedName,
  readFaults,
} from '../../../conformance/exchange/fault-reader.js';
import { keys } from '../world.js';

const operation = operations.sendOTP;
const now = Date.UTC(2026, 10, 25, 12);
const publicHalf = (name: keyof typeof keys) => createPublicKey(keys[name].publicKey);
const target: KnownTarget = {
  ...{
    operation,
    pathPrefix: '/gw',
    signedPathPrefix: '/mpp',
    newestVersion: '2',
    throttledClientId: 'BUSY',
  },
  keys: new Map([
    [
      'C',
      new Map([
        ['1', publicHalf('older')],
        ['2', publicHalf('newest')],
      ]),
    ],
    ['BUSY', new Map([['2', publicHalf('newest')]])],
  ]),
  ...{ toleranceMinutes: 10, ids: { acquirerId: 'A', pspId: 'P' } },
};
const good = { acquirerId: 'A', pspId: 'P', accessToken: 'T' };

/** A request without a fault, but for these. */
interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly body?: unknown;
  readonly bytes?: Uint8Array;
  readonly time?: string | undefined;
  readonly clientId?: string | undefined;
  readonly keyVersion?: string;
  /** The whole header, from the signature in base64. */
  readonly signature?: (base64: string) => string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

function faultsOf(sent: Sent) {
  const { method = 'POST', path = `/gw${operation.path}`, body = good, keyVersion = '2' } = sent;
  const bytes = Buffer.from(sent.bytes ?? JSON.stringify(body));
  const time = 'time' in sent ? sent.time : '2026-11-25T12:00:00Z';
  const clientId = 'clientId' in sent ? sent.clientId : 'C';
  const base64 = createSign('RSA-SHA256')
    .update(`POST /mpp${path.slice('/gw'.length)}\n${clientId ?? ''}.${time ?? ''}.`)
    .update(bytes)
    .sign(keyVersion === '1' ? keys.older.privateKey : keys.newest.privateKey, 'base64');
  const write =
    sent.signature ??
    ((value: string) => `algorithm=RSA256, keyVersion=${keyVersion}, signature=${encodeURIComponent(value)}`);
  const all = { 'Client-Id': clientId, 'Request-Time': time, Signature: write(base64), ...sent.headers };
  const headers = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return readFaults({ method, path, headers, body: bytes }, target, now);
}

describe('a request without a fault', () => {
  it.each<[string, Sent]>([
    ['a plain call', {}],
    ['with a query', { path: `/gw${operation.path}?a=b?c` }],
    ['by an older key', { keyVersion: '1' }],
    ['without a key version: the newest', { signature: (value) => `signature=${encodeURIComponent(value)}` }],
    [
      'in another order and case',
      { signature: (value) => `signature=${value} , keyVersion=2,algorithm=rsa256` },
    ],
    [
      'in base64url',
      {
        signature: (value) =>
          `keyVersion=2,signature=${value.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`,
      },
    ],
    ['just in tolerance', { time: '2026-11-25T12:10:00Z' }],
    ['just in tolerance, behind, in another zone', { time: '2026-11-25T17:20:00.000+05:30' }],
    ['west of Greenwich', { time: '2026-11-25T03:30:00-0830' }],
    ['at its fraction', { time: '2026-11-25T11:50:00.000000001Z' }],
    [
      'with a media type that is written another way',
      { headers: { 'content-type': 'Application/JSON ; charset="UTF-8"' } },
    ],
    ['with an Accept that allows JSON', { headers: { Accept: 'text/html, application/*;q=0.5' } }],
    ['with the most specific range of an Accept', { headers: { Accept: '*/*;q=0, application/json' } }],
    ['without an encoding', { headers: { 'Content-Encoding': 'identity' } }],
    ['with null for what may be', { body: { ...good, verifyType: null } }],
    ['with more than is known', { body: { ...good, more: [1] } }],
    [
      'of 256 KiB less a byte',
      { body: { ...good, pad: 'x'.repeat(256 * 1024 - 1 - JSON.stringify({ ...good, pad: '' }).length) } },
    ],
  ])('%s', (_, sent) => {
    expect(faultsOf(sent)).toEqual({ faults: [], unreadable: [] });
  });
});

describe('a request with one fault', () => {
  const unsigned: readonly PlantedName[] = ['key', 'signature verifies'];

  it.each<[fault: PlantedName, sent: Sent, unreadable?: readonly PlantedName[]]>([
    ['path', { path: `/gw${operation.path}/` }],
    ['path', { path: `/gx${operation.path}` }],
    ['method', { method: 'PUT' }],
    ['media type', { headers: { 'Content-Type': 'text/plain' } }],
    ['media type', { headers: { 'Content-Type': 'application/json; charset=latin1' } }],
    ['media type', { headers: { 'Content-Type': 'application/json; version=1' } }],
    ['media type', { headers: { Accept: 'text/html' } }],
    ['media type', { headers: { Accept: 'application/json;q=0' } }],
    ['media type', { headers: { Accept: '*/*, application/json; q=0' } }],
    ['media type', { headers: { 'Content-Encoding': 'gzip' } }],
    ['body size', { body: { ...good, pad: 'x'.repeat(256 * 1024) } }],
    ['traffic', { clientId: 'BUSY' }],
    ['Request-Time is well-formed', { time: '2026-11-25 12:00:00Z' }],
    ['Request-Time is well-formed', { time: '2026-11-31T12:00:00Z' }],
    ['Request-Time is well-formed', { time: '2026-13-25T12:00:00Z' }],
    ['Request-Time is well-formed', { time: '2026-11-25T24:00:00Z' }],
    ['Request-Time is well-formed', { time: '2026-11-25T11:60:00Z' }],
    ['Request-Time is well-formed', { time: '2026-11-25T11:59:60Z' }],
    ['Request-Time is well-formed', { time: '2026-11-25T12:00:00' }],
    ['Request-Time is well-formed', { time: '' }],
    ['Request-Time is in tolerance', { time: '2026-11-25T12:10:00.001Z' }],
    ['Request-Time is in tolerance', { time: '2026-11-25T11:49:59.999Z' }],
    ['Request-Time is in tolerance', { time: '2026-11-25T12:00:00+05:30' }],
    ['Signature is well-formed', { signature: () => undefined }, unsigned],
    ['Signature is well-formed', { signature: () => '' }, unsigned],
    ['Signature is well-formed', { signature: () => 'keyVersion=2' }, unsigned],
    ['Signature is well-formed', { signature: (value) => `keyVersion=2,signature=${value},x` }, unsigned],
    [
      'Signature is well-formed',
      { signature: (value) => `keyVersion=2,keyVersion=2,signature=${value}` },
      unsigned,
    ],
    ['Signature is well-formed', { signature: (value) => `algorithm=RSA512,signature=${value}` }, unsigned],
    ['Signature is well-formed', { signature: () => 'signature=%' }, unsigned],
    ['Signature is well-formed', { signature: () => 'signature=' }, unsigned],
    ['Signature is well-formed', { signature: (value) => `signature=${value.slice(0, 20)}!` }, unsigned],
    ['Signature is well-formed', { signature: () => 'signature=AAAA===' }, unsigned],
    ['key', { signature: (value) => `keyVersion=9,signature=${value}` }, ['signature verifies']],
    ['signature verifies', { signature: (value) => `keyVersion=1,signature=${value}` }],
    ['signature verifies', { signature: () => 'signature=AAAA' }],
    ['body is JSON', { bytes: Buffer.from('{') }],
    ['body is JSON', { bytes: Buffer.alloc(0) }],
    ['body is UTF-8', { bytes: Buffer.from(JSON.stringify({ ...good, note: '\u00ff' }), 'latin1') }],
    ['body against the schema', { body: 7 }],
    ['body against the schema', { body: null }],
    ['body against the schema', { body: [] }],
    ['body against the schema', { body: 'text' }],
    ['body against the schema', { body: { ...good, accessToken: undefined } }],
    ['body against the schema', { body: { ...good, accessToken: null } }],
    ['body against the schema', { body: { ...good, accessToken: 7 } }],
    ['body against the schema', { body: { ...good, accessToken: '' } }],
    [
      'body against the schema',
      { body: { ...good, accessToken: 'x'.repeat(operation.parameters.accessToken.maxLength + 1) } },
    ],
    ['body against the schema', { body: { ...good, verifyType: 'FAX' } }],
    ['body against the schema', { body: { ...good, acquirerId: '' } }],
    ['body against the schema', { body: { ...good, acquirerId: 7 } }],
    ['acquirerId and pspId', { body: { ...good, acquirerId: 'B' } }],
    ['acquirerId and pspId', { body: { ...good, pspId: 'Q' } }],
  ])('%s: %o', (fault, sent, unreadable = []) => {
    expect(faultsOf(sent)).toEqual({ faults: [fault], unreadable });
  });

  it('Client-Id: what depends on it is looked at with the keys of the first client, or not at all', () => {
    expect(faultsOf({ clientId: 'X' })).toEqual({ faults: ['Client-Id'], unreadable: [] });
    expect(faultsOf({ clientId: undefined })).toEqual({
      ...{ faults: ['Client-Id'], unreadable: ['signature verifies'] },
    });
    expect(faultsOf({ time: undefined })).toEqual({
      ...{ faults: ['Request-Time is well-formed'], unreadable: ['signature verifies'] },
    });
  });

  it('method: a GET has no body that could be wrong, unless it has one', () => {
    const unreadable = ['body against the schema', 'body size'];
    expect(faultsOf({ method: 'GET', bytes: Buffer.alloc(0) })).toEqual({ faults: ['method'], unreadable });
    expect(faultsOf({ method: 'GET', bytes: Buffer.from('{') })).toEqual({
      ...{ faults: ['method', 'body is JSON'], unreadable },
    });
  });
});

describe('a request with several faults', () => {
  it('has all of them', () => {
    const sent: Sent = { method: 'PUT', path: '/', time: 'x', bytes: Buffer.from([0x7b, 0xff]) };
    expect(faultsOf(sent).faults).toEqual([
      ...['path', 'method', 'Request-Time is well-formed', 'body is UTF-8', 'body is JSON'],
    ]);
    expect(faultsOf({ body: { acquirerId: 'B' } }).faults).toEqual([
      ...['body against the schema', 'acquirerId and pspId'],
    ]);
  });
});

describe('the names of faults', () => {
  it.each([
    ['path', true],
    ['signature verifies', true],
    ['toString', false],
    ['token', false],
  ])('%s is one: %s', (name, isOne) => {
    expect(isPlantedName(name)).toBe(isOne);
  });
});
