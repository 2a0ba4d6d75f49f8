import type { ServerResponse } from 'node:http';
import type { ProfileInput } from '@sendotp-contract/conformance';
import type { Written } from '../variant-server/habits.js';
import { type Change, header } from './variant.js';

/** A server that does what the contract allows, in a way that few do. */
export interface Permitted {
  readonly name: string;
  readonly change: Change;
  /** What its profile says besides. */
  readonly profile?: Partial<ProfileInput>;
  /** The cases that meet what is unusual about it. Default: those that are answered every code. */
  readonly only?: readonly string[];
}

const signing = (
  name: string,
  write: (value: string, keyVersion: string, base64: string) => string,
): Permitted => ({
  name,
  change: (_, { keyVersion }) => ({
    writeSignature: (base64) => write(encodeURIComponent(base64), keyVersion, base64),
  }),
});

const signatures: readonly Permitted[] = [
  signing(
    'writes the keyVersion first',
    (value, version) => `keyVersion=${version}, algorithm=RSA256, signature=${value}`,
  ),
  signing(
    'writes the signature first',
    (value, version) => `signature=${value}, keyVersion=${version}, algorithm=RSA256`,
  ),
  signing(
    'writes no blanks in its Signature',
    (value, version) => `algorithm=RSA256,keyVersion=${version},signature=${value}`,
  ),
  signing(
    'writes tabs in its Signature',
    (value, version) => `algorithm=RSA256,\tkeyVersion=${version},\tsignature=${value}`,
  ),
  signing(
    'writes blanks before the commas of its Signature',
    (value, version) => `algorithm=RSA256 , keyVersion=${version} , signature=${value}`,
  ),
  signing(
    'writes its algorithm in small letters',
    (value, version) => `algorithm=rsa256, keyVersion=${version}, signature=${value}`,
  ),
  signing('writes no algorithm', (value, version) => `keyVersion=${version}, signature=${value}`),
  signing('writes no keyVersion', (value) => `algorithm=RSA256, signature=${value}`),
  signing('writes nothing but the signature', (value) => `signature=${value}`),
  signing(
    'writes percent sequences in small letters',
    (value, version) =>
      `algorithm=RSA256, keyVersion=${version}, signature=${value.replaceAll(/%../g, (code) => code.toLowerCase())}`,
  ),
];

const timing = (name: string, responseTime: (now: number) => string): Permitted => ({
  name,
  change: () => ({ responseTime: () => responseTime(Date.now()) }),
});

const iso = (at: number): string => new Date(at).toISOString();
const minute = 60_000;

const times: readonly Permitted[] = [
  timing('says the time of Shanghai', (now) => `${iso(now + 480 * minute).slice(0, -1)}+08:00`),
  timing('says the time of India without a colon', (now) => `${iso(now + 330 * minute).slice(0, -1)}+0530`),
  timing('says the time of Newfoundland', (now) => `${iso(now - 210 * minute).slice(0, -1)}-03:30`),
  timing('says +00:00 for Z', (now) => iso(now).replace('Z', '+00:00')),
  timing('says no fraction of a second', (now) => `${iso(now).slice(0, 19)}Z`),
  timing('says one digit of a second', (now) => `${iso(now).slice(0, 21)}Z`),
  timing('says nine digits of a second', (now) => `${iso(now).slice(0, 23)}000000Z`),
  timing('is five minutes behind in its responses', (now) => iso(now - 5 * minute)),
  timing('is five minutes ahead in its responses', (now) => iso(now + 5 * minute)),
];

const writing = (name: string, write: (text: string) => string): Permitted => ({
  name,
  change: () => ({ bytes: (text) => Buffer.from(write(text)) }),
});

const bodies: readonly Permitted[] = [
  writing('writes its responses on many lines', (text) => JSON.stringify(JSON.parse(text), null, 2)),
  writing('writes a line feed after its responses', (text) => `${text}\n`),
  writing('writes CRLF around its responses', (text) => `\r\n${text}\r\n`),
  writing('writes its messages in escapes', (text) =>
    text.replaceAll(/(?<=Message":")./g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`),
  ),
  writing('writes its codes in escapes', (text) =>
    text.replaceAll(/(?<=Code":")./g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`),
  ),
  {
    name: 'writes its id before its result',
    change: () => ({ body: ({ result, ...others }) => ({ ...others, result }) }),
  },
  {
    name: 'writes more than the contract knows beside its result',
    change: () => ({ body: (body) => ({ ...body, traceId: 't-1', extendInfo: { a: [1, null] } }) }),
  },
  {
    name: 'writes more than the contract knows into its result',
    change: () => ({
      body: ({ result, ...others }) => ({ ...others, result: { ...(result as object), detail: 'x', at: 7 } }),
    }),
  },
  {
    name: 'writes the members of its result in another order',
    change: () => ({
      body: ({ result, ...others }) => ({
        ...others,
        result: Object.fromEntries(Object.entries(result as object).reverse()),
      }),
    }),
  },
];

/** Ids of OTPs, no two of them the same. */
const ids = (name: string, write: (count: number) => string): Permitted => ({
  name,
  change: () => {
    let count = 0;
    return {
      verifyRequestId: () => {
        count += 1;
        return write(count);
      },
    };
  },
});

const verifyRequestIds: readonly Permitted[] = [
  ids('has ids of one character', (count) => count.toString(36)),
  ids('has ids of 64 characters', (count) => String(count).padStart(64, '0')),
  ids('has ids of 64 emoji', (count) => '🔑'.repeat(64 - String(count).length) + String(count)),
  ids('has ids with blanks and quotes', (count) => ` "${count}" `),
  ids('has ids that look like numbers', (count) => `${count}e9`),
  ids('has ids that differ in their case alone', (count) =>
    Array.from('abcdefgh', (letter, at) => ((count >> at) % 2 === 0 ? letter : letter.toUpperCase())).join(
      '',
    ),
  ),
];

const responding = (
  name: string,
  respond: (response: ServerResponse, written: Written) => void,
): Permitted => ({
  name,
  change: () => ({ respond }),
});

const transports: readonly Permitted[] = [
  responding('writes its responses in chunks', (response, { status, headers, bytes }) => {
    response.writeHead(status, headers);
    response.write(bytes.subarray(0, 5));
    response.end(bytes.subarray(5));
  }),
  responding('writes its responses byte by byte', (response, { status, headers, bytes }) => {
    response.writeHead(status, headers);
    for (const byte of bytes) response.write(Buffer.from([byte]));
    response.end();
  }),
  responding('says how long its responses are', (response, { status, headers, bytes }) => {
    response.writeHead(status, { ...headers, 'content-length': bytes.length });
    response.end(bytes);
  }),
  responding('closes every connection', (response, { status, headers, bytes }) => {
    response.writeHead(status, { ...headers, connection: 'close' });
    response.end(bytes);
  }),
  responding('has a word of its own for 200', (response, { status, headers, bytes }) => {
    response.writeHead(status, 'Fine', headers);
    response.end(bytes);
  }),
  responding('writes no Date', (response, { status, headers, bytes }) => {
    response.sendDate = false;
    response.writeHead(status, headers);
    response.end(bytes);
  }),
  responding('writes many headers of its own', (response, { status, headers, bytes }) => {
    response.writeHead(status, {
      ...headers,
      'x-trace-id': 't-1',
      'set-cookie': ['a=b', 'c=d'],
      'cache-control': 'no-store',
      vary: 'Accept, Accept-Encoding',
      server: 'mpp',
    });
    response.end(bytes);
  }),
  responding('answers with trailers', (response, { status, headers, bytes }) => {
    response.writeHead(status, { ...headers, trailer: 'x-checksum' });
    response.write(bytes);
    response.addTrailers({ 'x-checksum': '1' });
    response.end();
  }),
  {
    name: 'has no Client-Id for who sent none',
    change: header('Client-Id', (value) => (value === '' ? undefined : value)),
  },
  ...Object.entries({
    'writes its Content-Type without a blank': 'application/json;charset=utf-8',
    'writes its Content-Type in capitals': 'APPLICATION/JSON; CHARSET=UTF-8',
    'writes its charset in quotes': 'application/json; charset="UTF-8"',
    'writes blanks around the semicolon of its Content-Type': 'application/json ; charset=utf-8',
  }).map(([name, type]): Permitted => ({ name, change: header('Content-Type', () => type) })),
];

/** Responses that are written in an unusual way. */
export const permittedResponses: readonly Permitted[] = [
  ...signatures,
  ...times,
  ...bodies,
  ...verifyRequestIds,
  ...transports,
];
