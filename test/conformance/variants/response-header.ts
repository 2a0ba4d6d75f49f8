import { constants, createPrivateKey, createSign } from 'node:crypto';
import { keyPair } from '../../key-pairs.js';
import { type Change, header, type Variant } from './variant.js';

const writing = (
  name: string,
  write: (base64: string, keyVersion: string) => string,
  and: Variant['and'] = [],
): Variant => ({
  name,
  rule: 'HDR-6',
  and,
  change: (_, { keyVersion }) => ({ writeSignature: (base64) => write(base64, keyVersion) }),
});

const timing = (name: string, responseTime: () => string): Variant => ({
  name,
  rule: 'HDR-6',
  change: () => ({ responseTime }),
});

const at = (offsetMs: number): Date => new Date(Date.now() + offsetMs);
const hour = 3_600_000;

/** The Client-Id of the response, made from the one that was sent. */
const echoing = (name: string, write: (sent: string) => string | undefined): Variant => ({
  name,
  rule: 'HDR-6',
  and: ['SIG-2'],
  change: header('Client-Id', write),
});

const contentType = (name: string, type: string | undefined): Variant => ({
  name,
  rule: 'HDR-6',
  change: header('Content-Type', () => type),
});

/** HDR-6. */
export const responseHeaderVariants: readonly Variant[] = [
  contentType('answers without a Content-Type', undefined),
  contentType('answers JSON without a charset', 'application/json'),
  contentType('answers JSON in ISO-8859-1', 'application/json; charset=ISO-8859-1'),
  contentType('answers text/json', 'text/json; charset=UTF-8'),
  contentType('answers a problem', 'application/problem+json; charset=UTF-8'),
  contentType('answers text/html', 'text/html; charset=UTF-8'),
  {
    name: 'answers another media type with text/plain',
    rule: 'HDR-6',
    change: header('Content-Type', (value, code) =>
      code === 'MEDIA_TYPE_NOT_ACCEPTABLE' ? 'text/plain; charset=UTF-8' : value,
    ),
  },
  echoing('echoes the Client-Id in small letters', (sent) => sent.toLowerCase()),
  echoing('echoes the first part of the Client-Id', (sent) => sent.slice(0, 4)),
  echoing('answers under a Client-Id of its own', () => 'MPP'),
  echoing('echoes a Client-Id in quotes', (sent) => (sent === '' ? sent : `"${sent}"`)),
  {
    name: 'echoes no Client-Id that it does not know',
    rule: 'HDR-6',
    change: header('Client-Id', (value, code) => (code === 'INVALID_CLIENT' ? undefined : value)),
  },
  timing('has a Response-Time in an hour', () => at(hour).toISOString()),
  timing('has a Response-Time without a zone', () => at(0).toISOString().slice(0, 19)),
  timing('has a Response-Time in the date format of HTTP', () => at(0).toUTCString()),
  timing('has a Response-Time of eight hours east that says Z', () => at(8 * hour).toISOString()),
  timing('has a Response-Time in s since the epoch', () => String(Math.floor(Date.now() / 1000))),
  timing('has a Response-Time with a blank for the T', () => at(0).toISOString().replace('T', ' ')),
  {
    name: 'sends a Signature without a Response-Time',
    rule: 'HDR-6',
    change: header('Response-Time', () => undefined),
  },
  {
    name: 'sends an S with a Response-Time and no Signature',
    rule: 'HDR-6',
    and: ['SIG-5'],
    change: header('Signature', (value, code) => (code === 'SUCCESS' ? undefined : value)),
  },
  {
    // Digits are base64, too, of another signature: it looks like that of a stranger.
    ...writing(
      'writes its signatures in hexadecimal digits',
      (base64, version) =>
        `algorithm=RSA256, keyVersion=${version}, signature=${Buffer.from(base64, 'base64').toString('hex')}`,
    ),
    rule: 'SIG-5',
    doubt: true,
  },
  writing(
    'writes its signatures URL-encoded twice',
    (base64, version) =>
      `algorithm=RSA256, keyVersion=${version}, signature=${encodeURIComponent(encodeURIComponent(base64))}`,
  ),
  writing(
    'URL-encodes + and / and no =',
    (base64, version) =>
      `algorithm=RSA256, keyVersion=${version}, signature=${encodeURIComponent(base64).replaceAll('%3D', '=')}`,
  ),
  writing(
    'URL-encodes = and neither + nor /',
    (base64, version) =>
      `algorithm=RSA256, keyVersion=${version}, signature=${base64.replaceAll('=', '%3D')}`,
  ),
  writing(
    'leaves out the padding of its signatures',
    (base64, version) =>
      `algorithm=RSA256, keyVersion=${version}, signature=${encodeURIComponent(base64.replaceAll('=', ''))}`,
  ),
  writing(
    'breaks its signatures into lines of 76 characters',
    (base64, version) =>
      `algorithm=RSA256, keyVersion=${version}, signature=${encodeURIComponent(base64.replaceAll(/.{76}/g, '$&\r\n'))}`,
  ),
  writing(
    'writes semicolons between the pairs of its Signature',
    (base64, version) => `algorithm=RSA256; keyVersion=${version}; signature=${encodeURIComponent(base64)}`,
    ['SIG-2', 'SIG-4', 'SIG-5'],
  ),
  writing('writes a Signature of the value alone', (base64) => encodeURIComponent(base64)),
  writing(
    'names another algorithm in its Signature',
    (base64, version) =>
      `algorithm=SHA256withRSA, keyVersion=${version}, signature=${encodeURIComponent(base64)}`,
  ),
  writing(
    'writes its signatures in quotes',
    (base64, version) => `algorithm=RSA256, keyVersion=${version}, signature="${encodeURIComponent(base64)}"`,
  ),
  { name: 'answers text/plain', rule: 'HDR-6', change: header('Content-Type', () => 'text/plain') },
  { name: 'does not echo the Client-Id', rule: 'HDR-6', change: header('Client-Id', () => undefined) },
  {
    name: 'has a Response-Time of an hour ago',
    rule: 'HDR-6',
    change: () => ({ responseTime: () => new Date(Date.now() - 3_600_000).toISOString() }),
  },
  {
    name: 'has a Response-Time in ms',
    rule: 'HDR-6',
    change: () => ({ responseTime: () => String(Date.now()) }),
  },
  {
    name: 'leaves S unsigned',
    rule: 'HDR-6',
    and: ['SIG-5'],
    change: () => ({
      headers: ({ Signature, 'Response-Time': time, ...others }, code) =>
        code === 'SUCCESS' ? others : { ...others, Signature: Signature ?? '', 'Response-Time': time ?? '' },
    }),
  },
  {
    name: 'sends a Response-Time without a Signature',
    rule: 'HDR-6',
    change: header('Signature', (value, code) => (code === 'INVALID_CLIENT' ? undefined : value)),
  },
  {
    name: 'writes the Signature header in a form of its own',
    rule: 'HDR-6',
    change: () => ({ writeSignature: (base64) => `RSA256 ${base64}` }),
  },
  {
    name: 'writes its signatures in plain base64',
    rule: 'HDR-6',
    change: (_, { keyVersion }) => ({
      writeSignature: (base64) => `algorithm=RSA256, keyVersion=${keyVersion}, signature=${base64}`,
    }),
  },
  {
    name: 'writes its signatures in base64url',
    rule: 'HDR-6',
    change: (_, { keyVersion }) => ({
      writeSignature: (base64) =>
        `algorithm=RSA256, keyVersion=${keyVersion}, signature=${Buffer.from(base64, 'base64').toString('base64url')}`,
    }),
  },
];

/** Signs something else than it should. */
const signing = (name: string, write: (content: string, method: string) => string): Variant => ({
  name,
  rule: 'SIG-2',
  and: ['SIG-4', 'SIG-5'],
  change: () => ({
    signs: (content, { method = '' }) => Buffer.from(write(content.toString('latin1'), method), 'latin1'),
  }),
});

const signingWith = (name: string, rule: 'SIG-4' | 'SIG-5', change: Change): Variant => ({
  name,
  rule,
  and: ['SIG-2', 'SIG-4', 'SIG-5'],
  change,
});

/** SIG-2, and SIG-4 and SIG-5 in responses. */
export const responseSignatureVariants: readonly Variant[] = [
  {
    name: 'signs responses without the query',
    rule: 'SIG-2',
    change: () => ({ responsePath: (url) => url.split('?', 1)[0] ?? '' }),
  },
  {
    name: 'signs responses over JSON written again',
    rule: 'SIG-2',
    change: () => ({
      signsBytes: (bytes) => Buffer.from(JSON.stringify(JSON.parse(bytes.toString()), null, 1)),
    }),
  },
  {
    name: 'signs responses under the Client-Id it would have liked',
    rule: 'SIG-2',
    change: (_, { clientId }) => ({ responseClient: () => clientId }),
  },
  signing("signs responses over the request's method", (content, method) => content.replace('POST', method)),
  signing('signs responses over CRLF', (content) => content.replace('\n', '\r\n')),
  signing('signs responses over a path in small letters', (content) =>
    content.replace(/^.*/, (head) => head.toLowerCase().replace('post', 'POST')),
  ),
  signing('signs responses without method and path', (content) => content.slice(content.indexOf('\n') + 1)),
  signing('signs responses without the Client-Id', (content) => content.replace(/\n.*?\.(?=\d{4}-)/, '\n')),
  signing('signs responses without the Response-Time', (content) =>
    content.replace(/(?<=\.)\d{4}-\d\d-\d\dT[\d:.]+Z\./, ''),
  ),
  signing('signs the body of responses alone', (content) => content.replace(/^[\s\S]*?\d\dT[\d:.]+Z\./, '')),
  signing(
    'signs responses without the body',
    (content) => /^[\s\S]*?\d\dT[\d:.]+Z\./.exec(content)?.[0] ?? '',
  ),
  signing('signs responses with a line feed at the end', (content) => `${content}\n`),
  signing('signs responses with another separator', (content) => content.replace(/\.(?=\d{4}-)/, '|')),
  {
    name: 'signs responses over a Response-Time that it does not send',
    rule: 'SIG-2',
    and: ['SIG-4', 'SIG-5'],
    change: () => ({
      signs: (content) =>
        Buffer.from(content.toString('latin1').replace(/(?<=T[\d:]+\.)\d{3}(?=Z)/, '777'), 'latin1'),
    }),
  },
  {
    name: 'signs no Client-Id that it does not know',
    rule: 'SIG-2',
    change: (_, { clientId, throttledClientId }) => ({
      responseClient: (sent) => (sent === clientId || sent === throttledClientId ? sent : ''),
    }),
  },
  {
    name: 'signs undefined for a missing Client-Id',
    rule: 'SIG-2',
    change: () => ({ responseClient: (sent) => (sent === '' ? 'undefined' : sent) }),
  },
  {
    name: 'signs null for a missing Client-Id',
    rule: 'SIG-2',
    change: () => ({ responseClient: (sent) => (sent === '' ? 'null' : sent) }),
  },
  {
    name: 'signs responses before it puts the verifyRequestId into them',
    rule: 'SIG-2',
    and: ['SIG-4', 'SIG-5'],
    change: () => ({
      signsBytes: (bytes) => Buffer.from(bytes.toString().replace(/,"verifyRequestId":"[^"]*"/, '')),
    }),
  },
  signingWith('signs with SHA-1', 'SIG-4', () => ({
    sign: (content, key) => createSign('RSA-SHA1').update(content).sign(key),
  })),
  signingWith('signs with SHA-512', 'SIG-4', () => ({
    sign: (content, key) => createSign('RSA-SHA512').update(content).sign(key),
  })),
  signingWith('signs with PSS', 'SIG-4', () => ({
    sign: (content, key) =>
      createSign('RSA-SHA256').update(content).sign({ key, padding: constants.RSA_PKCS1_PSS_PADDING }),
  })),
  signingWith('signs an unknown client with another key', 'SIG-5', (good) => {
    const privateKey = createPrivateKey(keyPair('stranger').privateKey);
    return {
      sign: (content, key) => good.sign(content, content.includes('INVALID_CLIENT') ? privateKey : key),
    };
  }),
  {
    name: 'names a key of its own that nobody has',
    rule: 'SIG-5',
    and: ['SIG-2', 'SIG-4'],
    change: () => ({
      writeSignature: (base64) => `algorithm=RSA256, keyVersion=99, signature=${encodeURIComponent(base64)}`,
    }),
  },
];
