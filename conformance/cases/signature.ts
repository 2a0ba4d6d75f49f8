import { type Changes, type Parameters } from '../exchange/changes.js';
import { membersOf, objectWith } from '../exchange/json-members.js';
import { hasEveryCharacter, urlEncoded } from '../exchange/signing-scheme.js';
import type { WriteSignature } from '../exchange/message.js';
import type { ConformanceCase } from './conformance-case.js';
import { otherForms, rewritings } from './signed-instead.js';
import { accepted, also, core, each, given, needing, refused, several } from './declare.js';

const writing = (body: (parameters: Parameters) => string): Changes => ({ body });
const written = (value: (bytes: Buffer) => string): Changes => {
  const signature: WriteSignature = (bytes, version) =>
    `algorithm=RSA256, keyVersion=${version}, signature=${value(bytes)}`;
  return { signature, until: hasEveryCharacter };
};
/** Every name of the body with its first letter escaped. */
const escapedNames = (parameters: Parameters): string =>
  `{${membersOf(parameters)
    .map((member) => `"\\u${member.charCodeAt(1).toString(16).padStart(4, '0')}${member.slice(2)}`)
    .join(',')}}`;

const inGreenwich = (now: number): string => new Date(now).toISOString().replace('Z', '+00:00');
const minutesFromNow = (minutes: number): Changes => ({
  time: (now) => new Date(now + minutes * 60_000).toISOString(),
});

/** Versions that name no key, whatever the caller's is. */
const unknownVersions: Readonly<Record<string, (own: string) => string>> = {
  another: () => 'no-such-version',
  'a number': () => '1000001',
  'a 0 before its own': (own) => `0${own}`,
  'a point after its own': (own) => `${own}.0`,
  'one more character': (own) => `${own}x`,
  'a name of objects': () => 'constructor',
  'a very long one': () => 'x'.repeat(500),
};

/** SIG-1, SIG-3 to SIG-5, the same for every operation; SIG-2 is seen on every response, SIG-9 is in replay.ts. */
export const signatureCases: readonly ConformanceCase[] = [
  core(
    also(
      ['RC-5'],
      refused(
        'SIG-1.tampered-body',
        'a body that was changed after it was signed is answered INVALID_SIGNATURE',
        'INVALID_SIGNATURE',
        several({
          'another parameter': {
            signedInstead: { body: (sent) => `${sent.slice(0, -1)},"note":"signed"}` },
          },
          'one more blank': { signedInstead: { body: (sent) => `{ ${sent.slice(1)}` } },
          'one blank at the end': { signedInstead: { body: (sent) => `${sent} ` } },
          'no body': { signedInstead: { body: () => '' } },
        }),
        ['signature verifies'],
      ),
    ),
  ),
  refused(
    'SIG-1.tampered-path',
    'a path other than the signed one is answered INVALID_SIGNATURE',
    'INVALID_SIGNATURE',
    several({
      'trailing slash': { signedInstead: { path: (sent) => `${sent}/` } },
      'another first segment': { signedInstead: { path: (sent) => `/x${sent}` } },
      none: { signedInstead: { path: () => '' } },
      'lower case': { signedInstead: { path: (sent) => sent.toLowerCase() } },
    }),
    ['signature verifies'],
  ),
  refused(
    'SIG-1.tampered-time',
    'a Request-Time other than the signed one is answered INVALID_SIGNATURE',
    'INVALID_SIGNATURE',
    {
      signedInstead: {
        time: (sent) =>
          sent.replace(/\d\d\dZ$/, (ms) => `${ms.slice(0, 2) === '00' ? '11' : '00'}${ms.slice(2)}`),
      },
    },
    ['signature verifies'],
  ),
  refused(
    'SIG-1.tampered-client',
    'a Client-Id other than the signed one is answered INVALID_SIGNATURE',
    'INVALID_SIGNATURE',
    {
      signedInstead: { clientId: (sent) => `${sent}X` },
    },
    ['signature verifies'],
  ),
  refused(
    'SIG-1.content',
    'a signature over the same parts in another form is answered INVALID_SIGNATURE',
    'INVALID_SIGNATURE',
    each(otherForms, (content) => ({ content })),
    ['signature verifies'],
  ),
  accepted(
    'SIG-3.as-sent',
    'a body is verified as it was sent, however its JSON is written',
    several({
      'pretty-printed': writing((parameters) => `${JSON.stringify(parameters, null, 2)}\n`),
      reordered: writing((parameters) =>
        JSON.stringify(Object.fromEntries(Object.entries(parameters).reverse())),
      ),
      'CRLF line ends': writing((parameters) => `{${membersOf(parameters).join(',\r\n')}}`),
      'blanks around it': writing((parameters) => ` ${JSON.stringify(parameters)} `),
      'escaped characters': writing(escapedNames),
      'an escaped slash': writing((parameters) => objectWith(parameters, '"note":"a\\/b"')),
      'unescaped characters beyond ASCII': writing((parameters) => objectWith(parameters, '"note":"é支🔑"')),
      'without nulls it would be another': writing((parameters) => objectWith(parameters, '"note":null')),
      'on several lines': writing((parameters) => `{${membersOf(parameters).join(',\n')}}`),
      'a character that is composed of two': writing((parameters) =>
        objectWith(parameters, '"note":"e\u0301"'),
      ),
      'numbers in several notations': writing((parameters) =>
        objectWith(parameters, '"note":[1.0,1e2,-0,12345678901234567890,0.10]'),
      ),
    }),
  ),
  refused(
    'SIG-3.rewritten',
    'a signature over the JSON written again is answered INVALID_SIGNATURE',
    'INVALID_SIGNATURE',
    each(rewritings, ([body, signed]) => ({ body, signedInstead: { body: signed } })),
    ['signature verifies'],
  ),
  given(
    'a time with +00:00',
    { time: inGreenwich },
    refused(
      'SIG-3.header-as-sent',
      'a signature over the same time written another way is answered INVALID_SIGNATURE',
      'INVALID_SIGNATURE',
      { time: inGreenwich, signedInstead: { time: (sent) => sent.replace('+00:00', 'Z') } },
      ['signature verifies'],
    ),
  ),
  accepted(
    'SIG-4.url-encoded',
    'a signature in URL-encoded base64 is accepted',
    several({
      'upper case': written(urlEncoded),
      'lower case': written((bytes) => urlEncoded(bytes).replaceAll(/%../g, (code) => code.toLowerCase())),
    }),
  ),
  accepted(
    'SIG-4.base64',
    'a signature in plain base64 is accepted',
    written((bytes) => bytes.toString('base64')),
  ),
  accepted(
    'SIG-4.base64url',
    'a signature in base64url is accepted',
    several({
      'without padding': written((bytes) => bytes.toString('base64url')),
      'with padding': written((bytes) => `${bytes.toString('base64url')}==`),
    }),
  ),
  refused(
    'SIG-4.other-scheme',
    'a signature of another scheme is answered INVALID_SIGNATURE, whatever its header says',
    'INVALID_SIGNATURE',
    several({
      SHA1withRSA: { scheme: 'RSA-SHA1' },
      SHA512withRSA: { scheme: 'RSA-SHA512' },
      PSS: { scheme: 'PSS' },
    }),
    ['signature verifies'],
  ),
  core(
    refused(
      'SIG-5.strangers-key',
      "a stranger's signature under the caller's name is answered INVALID_SIGNATURE",
      'INVALID_SIGNATURE',
      {
        signer: 'stranger',
      },
      ['signature verifies'],
    ),
  ),
  also(
    ['RC-7'],
    refused(
      'SIG-5.unknown-version',
      'a keyVersion that names no key is answered KEY_NOT_FOUND',
      'KEY_NOT_FOUND',
      each(unknownVersions, (version) => ({
        signature: (bytes: Buffer, own: string) =>
          `algorithm=RSA256, keyVersion=${version(own)}, signature=${urlEncoded(bytes)}`,
      })),
    ),
  ),
  needing(
    ['olderKey'],
    accepted('SIG-5.older-key', 'during a key rotation the older key verifies beside the newest', {
      signer: 'olderKey',
    }),
  ),
  needing(
    ['olderKey'],
    refused(
      'SIG-5.swapped-keys',
      'the signature of one key under the version of another is answered INVALID_SIGNATURE',
      'INVALID_SIGNATURE',
      { signer: 'olderKey', signedAs: 'caller' },
      ['signature verifies'],
    ),
  ),
];

/** SIG-8, with the tolerance that the target has, in minutes. */
export function toleranceCases(minutes: number): readonly ConformanceCase[] {
  return [
    accepted(
      'SIG-8.within',
      `a Request-Time of less than ${minutes} minutes from now is accepted`,
      several({
        behind: minutesFromNow(-minutes + 1),
        ahead: minutesFromNow(minutes - 1),
      }),
    ),
    also(
      ['RC-2'],
      refused(
        'SIG-8.beyond',
        `a Request-Time of more than ${minutes} minutes from now is answered ACCESS_DENIED`,
        'ACCESS_DENIED',
        several({
          'a little behind': minutesFromNow(-minutes - 1),
          'a little ahead': minutesFromNow(minutes + 1),
          'a year behind': minutesFromNow(-365 * 24 * 60),
          'a year ahead': minutesFromNow(365 * 24 * 60),
          // Beyond every tolerance that a profile may have: a day is the largest.
          'two days behind': minutesFromNow(-48 * 60),
          'a day and a half behind': minutesFromNow(-36 * 60),
          'an hour more, ahead': minutesFromNow(minutes + 60),
        }),
        ['Request-Time is in tolerance'],
      ),
    ),
  ];
}
