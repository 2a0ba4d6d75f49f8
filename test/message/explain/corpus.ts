import { constants, createHash, createSign, privateEncrypt } from 'node:crypto';
import type { CandidateKey, SignedExchange } from '@sendotp-contract/message/explain';
import { caller, clientId, header, mpp, older, type Party, path, sandbox, sign, time } from './parties.js';

/** An exchange that one or two mistakes were made in. */
export interface MistakenExchange {
  readonly made: string;
  /** The ids that the explanation must name. */
  readonly ids: readonly string[];
  readonly exchange: SignedExchange;
  readonly keys?: readonly CandidateKey[];
}

const fields = {
  acquirerId: '1022172000000000001',
  pspId: '1022172000000000002',
  accessToken: '281010033AB2F588D14B43238637264FCA5AAF35/xx+x',
  verifyType: 'MOBILE',
};
const json = JSON.stringify(fields);
const [firstField = ['', ''], ...otherFields] = Object.entries(fields);
const moved = [...otherFields, firstField];
/** With characters that serialisers treat differently. */
const rich = JSON.stringify({ ...fields, pspId: 'Café Ünïon <a&b>' });
const content = (
  body: string,
  head: Partial<{ path: string; clientId: string; time: string }> = {},
): string => `POST ${head.path ?? path}\n${head.clientId ?? clientId}.${head.time ?? time}.${body}`;

interface Sent {
  readonly body?: string | Uint8Array;
  readonly target?: string;
  readonly time?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The request as it is received, with the signature in its header. */
function received(signatureHeader: string, sent: Sent = {}): SignedExchange {
  return {
    request: {
      method: 'POST',
      target: sent.target ?? path,
      headers: {
        Host: 'mpp.example.com',
        'Client-Id': clientId,
        'Request-Time': sent.time ?? time,
        Signature: signatureHeader,
        ...sent.headers,
      },
      body: sent.body ?? json,
    },
  };
}

/** What is signed, and what is sent. */
function made(
  id: string | readonly string[],
  what: string,
  signed: string | Uint8Array,
  sent: Sent = {},
): MistakenExchange {
  return {
    made: what,
    ids: typeof id === 'string' ? [id] : id,
    exchange: received(header(sign(signed)), sent),
  };
}

function withHeader(id: string, what: string, signatureHeader: string, sent: Sent = {}): MistakenExchange {
  return { made: what, ids: [id], exchange: received(signatureHeader, sent) };
}

const signature = sign(content(json));
/** A body whose signature has a plus: one in 240 has none. */
const bodyWithPlus = Array.from({ length: 10 }, (_, blanks) => json + ' '.repeat(blanks)).find((text) =>
  sign(content(text)).includes('+'),
);
const hash = createHash('sha256').update(content(json)).digest();
const signedWith = (party: Party): string => header(sign(content(json), party));
const byCaller: CandidateKey = { key: caller.publicPem };
const query = '?a=1&b=x%20y%2Fz';
const responseBody =
  '{"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"Success"},"verifyRequestId":"v1"}';
const responseTime = '2026-11-25T08:51:49.480Z';

function response(id: string, what: string, signed: string, party = mpp): MistakenExchange {
  return {
    made: what,
    ids: [id],
    exchange: {
      ...received(header(signature)),
      response: {
        headers: {
          'client-id': clientId,
          'response-time': responseTime,
          signature: header(sign(signed, party)),
        },
        body: responseBody,
      },
    },
    keys: [{ key: mpp.publicPem }, { key: caller.publicPem, role: 'other-party' }],
  };
}

const bodies: readonly MistakenExchange[] = [
  made('body-compact', 'signed JSON.stringify, sent JSON.stringify with 2 blanks', content(json), {
    body: JSON.stringify(fields, null, 2),
  }),
  made('body-pretty', 'signed the indented text, received compact', content(JSON.stringify(fields, null, 2))),
  made('body-pretty', 'signed with 4 blanks, sent with 2', content(JSON.stringify(fields, null, 4)), {
    body: JSON.stringify(fields, null, 2),
  }),
  made(
    'body-spaced',
    'signed what json.dumps writes, sent compact',
    content(json.replaceAll('","', '", "').replaceAll('":"', '": "')),
  ),
  made(
    'body-key-order',
    'signed with sorted keys',
    content(JSON.stringify(Object.fromEntries(Object.entries(fields).toSorted()))),
  ),
  made('body-key-order', 'signed with a key moved', content(JSON.stringify(Object.fromEntries(moved)))),
  made('body-trailing-newline', 'signed with a line feed at the end', content(`${json}\n`)),
  made('body-trailing-newline', 'sent with a line feed at the end', content(json), { body: `${json}\n` }),
  made('body-line-ends', 'signed with LF, sent with CRLF', content(JSON.stringify(fields, null, 2)), {
    body: JSON.stringify(fields, null, 2).replaceAll('\n', '\r\n'),
  }),
  made('body-bom', 'sent with a byte order mark', content(json), { body: `\uFEFF${json}` }),
  made('body-bom', 'signed with a byte order mark', content(`\uFEFF${json}`)),
  made('body-slashes-escaped', 'signed as PHP json_encode writes', content(json.replaceAll('/', '\\/'))),
  made('body-slashes-escaped', 'sent as PHP json_encode writes', content(json), {
    body: json.replaceAll('/', '\\/'),
  }),
  made(
    'body-non-ascii-escaped',
    'signed with \\u00e9, sent raw',
    content(
      rich.replaceAll(
        /[^\u0000-\u007f]/g,
        (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
      ),
    ),
    { body: rich },
  ),
  made('body-non-ascii-escaped', 'signed raw, sent with \\u00e9', content(rich), {
    body: rich.replaceAll(
      /[^\u0000-\u007f]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  }),
  made(
    'body-html-escaped',
    'signed as Go json.Marshal writes',
    content(rich.replaceAll('<', '\\u003c').replaceAll('>', '\\u003e').replaceAll('&', '\\u0026')),
    { body: rich },
  ),
  made('body-html-escaped', 'sent with HTML entities', content(rich), {
    body: rich.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  }),
  made('body-normalised', 'signed NFD, sent NFC', content(rich.normalize('NFD')), { body: rich }),
  made('body-normalised', 'signed NFC, sent NFD', content(rich.normalize('NFC')), {
    body: rich.normalize('NFD'),
  }),
  made(
    'body-wrong-charset',
    'UTF-8 read as latin-1 and signed',
    content(Buffer.from(rich).toString('latin1')),
    { body: rich },
  ),
  made('body-wrong-charset', 'signed in latin-1', Buffer.from(content(rich), 'latin1'), { body: rich }),
  made('body-wrong-charset', 'sent twice encoded', content(rich), {
    body: Buffer.from(rich).toString('latin1'),
  }),
  made(
    'body-number-for-string',
    'signed a number, sent a string',
    content(JSON.stringify({ ...fields, count: 20 })),
    { body: JSON.stringify({ ...fields, count: '20' }) },
  ),
  made(
    'body-number-for-string',
    'signed a string, sent a number',
    content(JSON.stringify({ ...fields, count: '20' })),
    { body: JSON.stringify({ ...fields, count: 20 }) },
  ),
  made(
    'body-null-dropped',
    'signed without the null that was sent',
    content(JSON.stringify({ ...fields, verifyType: undefined })),
    { body: JSON.stringify({ ...fields, verifyType: null }) },
  ),
  made(
    'body-null-dropped',
    'signed with a null that was not sent',
    content(JSON.stringify({ ...fields, verifyType: null })),
    { body: JSON.stringify({ ...fields, verifyType: undefined }) },
  ),
  made('body-left-out', 'the body stream was empty when it was signed', content('')),
  made('body-printed-object', 'signed an object put into a template', content('[object Object]')),
  made('body-string-of-json', 'signed JSON.stringify of JSON', content(JSON.stringify(json))),
  made('body-url-encoded', 'signed the body after encodeURIComponent', content(encodeURIComponent(json))),
  made(
    'body-number-rounded',
    'signed a number that JSON.parse rounded',
    content('{"n":1022172000000000000}'),
    { body: '{"n":1022172000000000001}' },
  ),
];

const sparse = JSON.stringify({ ...fields, verifyType: '' });
const heads: readonly MistakenExchange[] = [
  made(
    'body-empty-dropped',
    'signed without the empty string that was sent',
    content(sparse.replace(',"verifyType":""', '')),
    { body: sparse },
  ),
  made('body-white-space-removed', 'signed with all blanks removed', content(rich.replaceAll(' ', '')), {
    body: rich,
  }),
  made('path-case', 'signed the path in lower case', content(json, { path: path.toLowerCase() })),
  made('method-other', 'signed GET', content(json).replace('POST', 'GET')),
  made(
    'time-date-header',
    'signed the Date header',
    content(json, { time: 'Wed, 25 Nov 2026 08:51:50 GMT' }),
    { headers: { Date: 'Wed, 25 Nov 2026 08:51:50 GMT' } },
  ),
  made('time-form', 'signed with a blank for the T', content(json, { time: '2026-11-25 08:51:49' })),
  made('time-empty', 'signed undefined as the time', content(json, { time: String(undefined) })),
  made('blank-after-method', 'signed without the blank', content(json).replace(' ', '')),
  made('path-query', 'signed without the query', content(json), { target: path + query }),
  made('path-trailing-slash', 'signed with a slash at the end', content(json, { path: `${path}/` })),
  made('path-trailing-slash', 'sent with a slash at the end', content(json), { target: `${path}/` }),
  made('path-prefix', 'signed without the prefix that is sent', content(json), { target: `/wallet${path}` }),
  made(
    'path-prefix',
    'signed with a prefix that a gateway took away',
    content(json, { path: `/wallet${path}` }),
    { headers: { 'X-Forwarded-Prefix': '/wallet' } },
  ),
  made('path-full-url', 'signed the whole URL', content(json, { path: `https://mpp.example.com${path}` })),
  made(
    'path-encoding',
    'signed the path decoded',
    content(json, { path: path + decodeURIComponent(query) }),
    { target: path + query },
  ),
  made('path-encoding', 'signed the path encoded twice', content(json, { path: encodeURI(path + query) }), {
    target: path + query,
  }),
  made('path-slashes', 'signed without the first slash', content(json, { path: path.slice(1) })),
  made('method-case', 'signed post', content(json).replace('POST', 'post')),
  made(
    'client-other-form',
    'signed the Client-Id in lower case',
    content(json, { clientId: clientId.toLowerCase() }),
  ),
  made('client-empty', 'signed undefined as the Client-Id', content(json, { clientId: String(undefined) })),
  made('time-epoch', 'signed Date.now()', content(json, { time: String(Date.parse(time)) })),
  made(
    'time-epoch',
    'signed seconds, sent ISO',
    content(json, { time: String(Math.floor(Date.parse(time) / 1000)) }),
  ),
  made('time-zone', 'signed in +08:00', content(json, { time: '2026-11-25T16:51:49.120+08:00' })),
  made('time-zone', 'sent in +05:30, signed in Z', content(json, { time: '2026-11-25T03:21:49Z' }), {
    time: '2026-11-25T08:51:49+05:30',
  }),
  made('time-fraction', 'signed without milliseconds', content(json, { time: '2026-11-25T08:51:49Z' })),
  made('time-fraction', 'signed with microseconds', content(json, { time: '2026-11-25T08:51:49.120000Z' })),
  made(
    'time-taken-twice',
    'the clock was read 3 ms later for the header',
    content(json, { time: '2026-11-25T08:51:49.117Z' }),
  ),
  made(
    'time-of-the-response',
    'signed the Response-Time header that was sent along',
    content(json, { time: responseTime }),
    { headers: { 'Response-Time': responseTime } },
  ),
];

const layouts: readonly MistakenExchange[] = [
  made('line-feed-missing', 'no line feed', content(json).replace('\n', '')),
  made('line-feed-doubled', 'two line feeds', content(json).replace('\n', '\n\n')),
  made('line-feed-crlf', 'CRLF', content(json).replace('\n', '\r\n')),
  made('line-feed-written-out', "'\\n' in single quotes", content(json).replace('\n', '\\n')),
  made('dots-missing', 'no dots', `POST ${path}\n${clientId}${time}${json}`),
  made('dots-missing', 'no dot before the body', `POST ${path}\n${clientId}.${time}${json}`),
  made('content-end', 'a blank before the content', ` ${content(json)}`),
  made('time-before-client', 'time and client swapped', `POST ${path}\n${time}.${clientId}.${json}`),
  made('first-line-missing', 'no first line', `${clientId}.${time}.${json}`),
  made('hash-twice', 'signed the hash', hash),
  made('hash-twice', 'signed the hash in hexadecimal', hash.toString('hex')),
  made('content-encoded', 'signed UTF-16', Buffer.from(content(json), 'utf16le')),
  made('content-encoded', 'signed base64', Buffer.from(content(json)).toString('base64')),
];

const pss = createSign('RSA-SHA256')
  .update(content(json))
  .sign({ key: caller.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING }, 'base64');
const algorithms: readonly MistakenExchange[] = [
  ...['SHA-1', 'SHA-384', 'SHA-512'].map((name) =>
    withHeader(
      `hash-${name.toLowerCase()}`,
      `signed with ${name}`,
      header(sign(content(json), caller, `RSA-${name.replace('-', '')}`)),
    ),
  ),
  withHeader('padding-pss', 'signed with PSS padding', header(pss)),
  withHeader(
    'padding-bare-hash',
    'the hash encrypted with the private key',
    header(privateEncrypt(caller.privateKey, hash).toString('base64')),
  ),
  withHeader(
    'signature-hex',
    'the signature in hexadecimal',
    `algorithm=RSA256, keyVersion=1, signature=${Buffer.from(signature, 'base64').toString('hex')}`,
  ),
  withHeader(
    'signature-plus-to-blank',
    'plus turned into a blank',
    `algorithm=RSA256, keyVersion=1, signature=${sign(content(bodyWithPlus ?? '')).replaceAll('+', ' ')}`,
    { body: bodyWithPlus ?? '' },
  ),
  withHeader('signature-url-encoded-twice', 'URL-encoded twice', header(encodeURIComponent(signature))),
  withHeader('signature-base64-twice', 'base64 twice', header(Buffer.from(signature).toString('base64'))),
  withHeader(
    'signature-hex-in-base64',
    'hexadecimal, then base64',
    header(Buffer.from(Buffer.from(signature, 'base64').toString('hex')).toString('base64')),
  ),
  withHeader('signature-line-breaks', 'base64 in lines', header(signature.replaceAll(/.{76}/g, '$&\n'))),
  withHeader(
    'signature-algorithm-name',
    'the name of the library',
    header(signature).replace('RSA256', 'SHA256withRSA'),
  ),
  withHeader('signature-header-form', 'only the signature', signature),
  withHeader(
    'signature-reversed',
    'little-endian',
    header(Buffer.from(signature, 'base64').reverse().toString('base64')),
  ),
];

const keys: readonly MistakenExchange[] = [
  {
    made: "signed with the MPP's key",
    ids: ['key-other-party'],
    exchange: received(signedWith(mpp)),
    keys: [byCaller, { key: mpp.publicPem, role: 'other-party' }],
  },
  {
    made: 'verified with the own key',
    ids: ['key-own'],
    exchange: received(signedWith(caller)),
    keys: [
      { key: mpp.publicPem },
      { key: mpp.publicPem, role: 'own' },
      { key: caller.publicPem, role: 'other' },
    ],
  },
  {
    made: 'signed with the sandbox key',
    ids: ['key-sandbox'],
    exchange: received(signedWith(sandbox)),
    keys: [byCaller, { key: sandbox.publicPem, role: 'sandbox' }],
  },
  {
    made: 'signed with an older version',
    ids: ['key-older-version'],
    exchange: received(signedWith(older)),
    keys: [byCaller, { key: older.publicPem, role: 'older' }],
  },
  {
    made: 'signed with some other key',
    ids: ['key-other'],
    exchange: received(signedWith(older)),
    keys: [byCaller, { key: older.publicPem, role: 'other' }],
  },
  response('time-of-the-request', "checked against the request's time", content(responseBody)),
  response(
    'body-trailing-newline',
    'a response with a line feed',
    content(`${responseBody}\n`, { time: responseTime }),
  ),
  response(
    'key-other-party',
    "a response signed with the caller's key",
    content(responseBody, { time: responseTime }),
    caller,
  ),
  response(
    'client-empty',
    'a response without the Client-Id',
    content(responseBody, { time: responseTime, clientId: '' }),
  ),
];

const pairs: readonly MistakenExchange[] = [
  made(['body-compact', 'path-query'], 'pretty body and no query', content(json), {
    body: JSON.stringify(fields, null, 2),
    target: path + query,
  }),
  made(
    ['body-key-order', 'path-trailing-slash'],
    'sorted keys and a slash at the end',
    content(JSON.stringify(Object.fromEntries(Object.entries(fields).toSorted())), { path: `${path}/` }),
  ),
  made(
    ['body-slashes-escaped', 'time-fraction'],
    'PHP slashes and no milliseconds',
    content(json.replaceAll('/', '\\/'), { time: '2026-11-25T08:51:49Z' }),
  ),
  made(
    ['body-trailing-newline', 'line-feed-crlf'],
    'line feeds twice over',
    content(`${json}\n`).replace('\n', '\r\n'),
  ),
  made(
    ['body-spaced', 'body-non-ascii-escaped'],
    'all that json.dumps does',
    content(
      rich
        .replaceAll('","', '", "')
        .replaceAll('":"', '": "')
        .replaceAll(/[^\u0000-\u007f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
    ),
    { body: rich },
  ),
  made(
    ['path-full-url', 'hash-twice'],
    'a full URL and a hash',
    createHash('sha256')
      .update(content(json, { path: `https://mpp.example.com${path}` }))
      .digest(),
  ),
  made(
    ['method-case', 'time-epoch'],
    'post and Date.now()',
    content(json, { time: String(Date.parse(time)) }).replace('POST', 'post'),
  ),
  {
    made: 'SHA-1 and a compact body',
    ids: ['hash-sha-1', 'body-compact'],
    exchange: received(header(sign(content(json), caller, 'RSA-SHA1')), {
      body: JSON.stringify(fields, null, 2),
    }),
  },
  {
    made: 'hexadecimal and no dots',
    ids: ['signature-hex', 'dots-missing'],
    exchange: received(
      `algorithm=RSA256, signature=${Buffer.from(sign(`POST ${path}\n${clientId}${time}${json}`), 'base64').toString('hex')}`,
    ),
  },
];

/** Every mistake, made by code. */
export const corpus: readonly MistakenExchange[] = [
  ...bodies,
  ...heads,
  ...layouts,
  ...algorithms,
  ...keys,
  ...pairs,
];
export { content, json, received };
