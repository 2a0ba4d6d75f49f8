import type { ConformanceCase } from '../conformance-case.js';
import { type Changes, hasEveryCharacter, urlEncoded, type WriteSignature } from '../message-plan.js';
import { accepted, also, core, each, given, needing, refused } from './declare.js';

const rewrite = (write: (text: string) => string): Changes => ({ body: write });
const parsed = (text: string) => JSON.parse(text) as Record<string, unknown>;
const written = (value: (bytes: Buffer) => string): Changes => {
  const signature: WriteSignature = (bytes, version) =>
    `algorithm=RSA256, keyVersion=${version}, signature=${value(bytes)}`;
  return { signature, until: hasEveryCharacter };
};

const inGreenwich = (now: number): string => new Date(now).toISOString().replace('Z', '+00:00');
const minutesFromNow = (minutes: number): Changes => ({
  time: (now) => new Date(now + minutes * 60_000).toISOString(),
});

/** SIG-1 to SIG-5 and SIG-8; SIG-2 is seen on every response, SIG-9 in replay.ts. */
export const signatureCases: readonly ConformanceCase[] = [
  core(
    also(
      ['RC-5'],
      refused(
        'SIG-1.tampered-body',
        'a body that was changed after it was signed is INVALID_SIGNATURE',
        'INVALID_SIGNATURE',
        {
          ': another parameter': {
            signedInstead: { body: (sent) => sent.replace('}', ',"note":"signed"}') },
          },
          ': one blank more': { signedInstead: { body: (sent) => sent.replace(':', ': ') } },
          ': one blank at the end': { signedInstead: { body: (sent) => `${sent} ` } },
          ': no body': { signedInstead: { body: () => '' } },
        },
      ),
    ),
  ),
  refused(
    'SIG-1.tampered-path',
    'a path other than the signed one is INVALID_SIGNATURE',
    'INVALID_SIGNATURE',
    {
      ': trailing slash': { signedInstead: { path: (sent) => `${sent}/` } },
      ': another version': { signedInstead: { path: (sent) => sent.replace('/v1/', '/v2/') } },
      ': none': { signedInstead: { path: () => '' } },
    },
  ),
  refused(
    'SIG-1.tampered-time',
    'a Request-Time other than the signed one is INVALID_SIGNATURE',
    'INVALID_SIGNATURE',
    {
      signedInstead: {
        time: (sent) =>
          sent.replace(/\d\d\dZ$/, (ms) => `${ms.slice(0, 2) === '00' ? '11' : '00'}${ms.slice(2)}`),
      },
    },
  ),
  refused(
    'SIG-1.tampered-client',
    'a Client-Id other than the signed one is INVALID_SIGNATURE',
    'INVALID_SIGNATURE',
    {
      signedInstead: { clientId: (sent) => `${sent}X` },
    },
  ),
  refused(
    'SIG-1.content',
    'a signature over the parts put together in another way is INVALID_SIGNATURE',
    'INVALID_SIGNATURE',
    {
      ': another method': { content: (content) => content.replace('POST', 'GET') },
      ': CRLF for the line feed': { content: (content) => content.replace('\n', '\r\n') },
      ': no method and path': { content: (content) => content.slice(content.indexOf('\n') + 1) },
      ': a line feed more': { content: (content) => `${content}\n` },
    },
  ),
  accepted('SIG-3.as-sent', 'a body is verified as it was sent, whatever way its JSON is written', {
    ': pretty-printed': rewrite((text) => `${JSON.stringify(parsed(text), null, 2)}\n`),
    ': reordered': rewrite((text) =>
      JSON.stringify(Object.fromEntries(Object.entries(parsed(text)).reverse())),
    ),
    ': CRLF line ends': rewrite((text) => text.replaceAll(',', ',\r\n')),
    ': blanks around it': rewrite((text) => ` ${text} `),
    ': escaped characters': rewrite((text) => text.replace('accessToken', '\\u0061ccess\\u0054oken')),
    ': an escaped slash': rewrite((text) => text.replace('}', ',"note":"a\\/b"}')),
    ': characters beyond ASCII as they are': rewrite((text) => text.replace('}', ',"note":"é支🔑"}')),
    ': numbers that are written in several ways': rewrite((text) =>
      text.replace('}', ',"note":[1.0,1e2,-0,12345678901234567890,0.10]}'),
    ),
  }),
  refused(
    'SIG-3.rewritten',
    'a signature over the JSON written again is INVALID_SIGNATURE',
    'INVALID_SIGNATURE',
    {
      body: (text) => JSON.stringify(parsed(text), null, 2),
      signedInstead: { body: (sent) => JSON.stringify(parsed(sent)) },
    },
  ),
  given(
    'a time with +00:00',
    { time: inGreenwich },
    refused(
      'SIG-3.header-as-sent',
      'a signature over the same time written another way is INVALID_SIGNATURE',
      'INVALID_SIGNATURE',
      { time: inGreenwich, signedInstead: { time: (sent) => sent.replace('+00:00', 'Z') } },
    ),
  ),
  accepted('SIG-4.url-encoded', 'a signature is read in base64 that is URL-encoded', {
    ': capitals': written(urlEncoded),
    ': small letters': written((bytes) => urlEncoded(bytes).replaceAll(/%../g, (code) => code.toLowerCase())),
  }),
  accepted(
    'SIG-4.base64',
    'a signature is read in plain base64',
    written((bytes) => bytes.toString('base64')),
  ),
  accepted('SIG-4.base64url', 'a signature is read in base64url', {
    ': without padding': written((bytes) => bytes.toString('base64url')),
    ': with padding': written((bytes) => `${bytes.toString('base64url')}==`),
  }),
  refused(
    'SIG-4.other-scheme',
    'a signature of another scheme is INVALID_SIGNATURE, whatever its header says',
    'INVALID_SIGNATURE',
    {
      ': SHA1withRSA': { scheme: 'RSA-SHA1' },
      ': SHA512withRSA': { scheme: 'RSA-SHA512' },
      ': PSS': { scheme: 'PSS' },
    },
  ),
  core(
    refused(
      'SIG-5.strangers-key',
      "a stranger's signature under the caller's name is INVALID_SIGNATURE",
      'INVALID_SIGNATURE',
      {
        signer: 'stranger',
      },
    ),
  ),
  also(
    ['RC-7'],
    refused(
      'SIG-5.unknown-version',
      'a keyVersion that names no key is KEY_NOT_FOUND',
      'KEY_NOT_FOUND',
      each({ another: 'no-such-version', 'one digit more': '1000001' }, (version) => ({
        signature: (bytes: Buffer) =>
          `algorithm=RSA256, keyVersion=${version}, signature=${urlEncoded(bytes)}`,
      })),
    ),
  ),
  needing(
    ['olderKey'],
    accepted('SIG-5.older-key', 'during a rotation the older key verifies beside the newest', {
      signer: 'olderKey',
    }),
  ),
  needing(
    ['olderKey'],
    refused(
      'SIG-5.swapped-keys',
      'the signature of one key under the version of another is INVALID_SIGNATURE',
      'INVALID_SIGNATURE',
      { signer: 'olderKey', signedAs: 'caller' },
    ),
  ),
];

/** SIG-8, which depends on the tolerance that the target has. */
export function toleranceCases(minutes: number): readonly ConformanceCase[] {
  return [
    accepted(
      'SIG-8.within',
      `a Request-Time a little less than ${minutes} minutes from now is in tolerance`,
      {
        ': behind': minutesFromNow(-minutes + 1),
        ': ahead': minutesFromNow(minutes - 1),
      },
    ),
    also(
      ['RC-2'],
      refused(
        'SIG-8.beyond',
        `a Request-Time more than ${minutes} minutes from now is ACCESS_DENIED`,
        'ACCESS_DENIED',
        {
          ': a little behind': minutesFromNow(-minutes - 1),
          ': a little ahead': minutesFromNow(minutes + 1),
          ': a year behind': minutesFromNow(-365 * 24 * 60),
          ': a year ahead': minutesFromNow(365 * 24 * 60),
        },
      ),
    ),
  ];
}
