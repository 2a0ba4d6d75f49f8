import type { WriteSignature } from '../exchange/message.js';
import { urlEncoded } from '../exchange/signing-scheme.js';
import type { ConformanceCase } from './conformance-case.js';
import { accepted, also, core, each, needing, refused, several, should } from './declare.js';

const iso = (now: number): string => new Date(now).toISOString();
/** The time of a zone so many minutes east of UTC, without the zone. */
const local = (now: number, minutes: number): string => iso(now + minutes * 60_000).slice(0, -1);
const times = (writers: Readonly<Record<string, (now: number) => string>>) =>
  each(writers, (time) => ({ time }));

/** Makes a `Signature` header of its URL-encoded value and the key version. */
const signatures = (writers: Readonly<Record<string, (value: string, version: string) => string>>) =>
  each(writers, (write) => {
    const signature: WriteSignature = (bytes, version) => write(urlEncoded(bytes), version);
    return { signature };
  });

/** HDR-1 to HDR-5, the same for every operation; HDR-6 is seen on every response. */
export const headerCases: readonly ConformanceCase[] = [
  refused('HDR-1.missing', 'a request without a Client-Id is answered INVALID_CLIENT', 'INVALID_CLIENT', {
    headers: { 'Client-Id': undefined },
  }),
  core(
    also(
      ['RC-4'],
      refused('HDR-1.unknown', 'an unknown Client-Id is answered INVALID_CLIENT', 'INVALID_CLIENT', {
        clientId: 'NOBODY-HAS-THIS-CLIENT-ID',
      }),
    ),
  ),
  refused(
    'HDR-1.one-more-character',
    'a Client-Id that only begins like a known one is answered INVALID_CLIENT',
    'INVALID_CLIENT',
    {
      clientId: (own) => `${own}X`,
    },
  ),
  accepted(
    'HDR-1.name-case',
    'header names are accepted in any case',
    several({
      'lower case': { headerName: (name) => name.toLowerCase() },
      'upper case': { headerName: (name) => name.toUpperCase() },
      mixed: {
        headerName: (name) =>
          Array.from(name, (c, index) => (index % 2 === 0 ? c.toLowerCase() : c.toUpperCase())).join(''),
      },
    }),
  ),
  accepted(
    'HDR-2.zone',
    'a Request-Time with Z or with an offset is accepted, with and without a colon',
    times({
      Z: iso,
      '+05:30': (now) => `${local(now, 330)}+05:30`,
      '+0800': (now) => `${local(now, 480)}+0800`,
      '-03:30': (now) => `${local(now, -210)}-03:30`,
      '+00:00': (now) => `${local(now, 0)}+00:00`,
    }),
  ),
  accepted(
    'HDR-2.fraction',
    'a Request-Time with any number of fraction digits is accepted',
    times({
      none: (now) => `${iso(now).slice(0, 19)}Z`,
      '1': (now) => `${iso(now).slice(0, 21)}Z`,
      '2': (now) => `${iso(now).slice(0, 22)}Z`,
      '9': (now) => `${iso(now).slice(0, 23)}123456Z`,
      '20': (now) => `${iso(now).slice(0, 23)}${'7'.repeat(17)}Z`,
    }),
  ),
  refused('HDR-2.missing', 'a request without a Request-Time is answered PARAM_ILLEGAL', 'PARAM_ILLEGAL', {
    headers: { 'Request-Time': undefined },
  }),
  refused(
    'HDR-2.no-date',
    'a Request-Time that is not a date is answered PARAM_ILLEGAL',
    'PARAM_ILLEGAL',
    times({
      'a word': () => 'yesterday',
      'the 13th month': (now) => `${iso(now).slice(0, 4)}-13-01T00:00:00Z`,
      'the 30th of February': (now) => `${iso(now).slice(0, 4)}-02-30T00:00:00Z`,
      '61 minutes': (now) => `${iso(now).slice(0, 14)}61:00Z`,
    }),
  ),
  refused(
    'HDR-2.other-form',
    'a Request-Time in any form other than the extended one with a zone is answered PARAM_ILLEGAL',
    'PARAM_ILLEGAL',
    times({
      'no zone': (now) => iso(now).slice(0, 19),
      'a blank in place of the T': (now) => iso(now).replace('T', ' '),
      'no seconds': (now) => `${iso(now).slice(0, 16)}Z`,
      'the basic form': (now) => iso(now).slice(0, 19).replaceAll(/[-:]/g, '') + 'Z',
      'ms since the epoch': String,
      'the date format of HTTP': (now) => new Date(now).toUTCString(),
    }),
  ),
  should(
    refused(
      'HDR-2.narrow-form',
      'a Request-Time that is almost in the right form is answered PARAM_ILLEGAL',
      'PARAM_ILLEGAL',
      times({
        'lower case': (now) => iso(now).toLowerCase(),
        'a point without digits': (now) => `${iso(now).slice(0, 19)}.Z`,
        'a comma in place of the point': (now) => iso(now).replace('.', ','),
      }),
    ),
  ),
  accepted(
    'HDR-3.blanks',
    'a Signature is accepted with and without blanks and tabs around its commas',
    signatures({
      none: (value, version) => `algorithm=RSA256,keyVersion=${version},signature=${value}`,
      one: (value, version) => `algorithm=RSA256, keyVersion=${version}, signature=${value}`,
      several: (value, version) => `algorithm=RSA256,   keyVersion=${version},  signature=${value}`,
      'before the comma': (value, version) => `algorithm=RSA256 ,keyVersion=${version} , signature=${value}`,
      tabs: (value, version) => `algorithm=RSA256\t,\tkeyVersion=${version},\t signature=${value}`,
    }),
  ),
  accepted(
    'HDR-3.order',
    'the pairs of a Signature are accepted in any order',
    signatures({
      reversed: (value, version) => `signature=${value}, keyVersion=${version}, algorithm=RSA256`,
      'signature in the middle': (value, version) =>
        `keyVersion=${version}, signature=${value}, algorithm=RSA256`,
    }),
  ),
  accepted(
    'HDR-3.algorithm-case',
    'the algorithm is accepted in any case',
    signatures({
      rsa256: (value, version) => `algorithm=rsa256, keyVersion=${version}, signature=${value}`,
      Rsa256: (value, version) => `algorithm=Rsa256, keyVersion=${version}, signature=${value}`,
    }),
  ),
  accepted(
    'HDR-3.default-algorithm',
    'a Signature without an algorithm is verified as RSA256',
    signatures({ 'no algorithm': (value, version) => `keyVersion=${version}, signature=${value}` }),
  ),
  accepted(
    'HDR-3.default-version',
    'a Signature without a keyVersion is verified with the newest key',
    signatures({ 'no keyVersion': (value) => `algorithm=RSA256, signature=${value}` }),
  ),
  needing(
    ['olderKey'],
    refused(
      'HDR-3.default-is-newest',
      'a Signature of an older key without a keyVersion is answered INVALID_SIGNATURE',
      'INVALID_SIGNATURE',
      {
        signer: 'olderKey',
        signature: (bytes) => `algorithm=RSA256, signature=${urlEncoded(bytes)}`,
      },
    ),
  ),
  accepted('HDR-3.equals-sign', 'the value of a Signature may contain "="', {
    signature: (bytes, version) =>
      `algorithm=RSA256, keyVersion=${version}, signature=${bytes.toString('base64')}`,
  }),
  also(
    ['RC-5'],
    refused(
      'HDR-3.missing',
      'a request without a Signature is answered INVALID_SIGNATURE',
      'INVALID_SIGNATURE',
      {
        headers: { Signature: undefined },
      },
    ),
  ),
  refused(
    'HDR-3.malformed',
    'a malformed Signature is answered INVALID_SIGNATURE',
    'INVALID_SIGNATURE',
    signatures({
      'only the value': (value) => value,
      'no signature': (_, version) => `algorithm=RSA256, keyVersion=${version}`,
      'an empty signature': (_, version) => `algorithm=RSA256, keyVersion=${version}, signature=`,
      'not base64': (_, version) => `algorithm=RSA256, keyVersion=${version}, signature=%%%`,
      'a broken percent sequence': (_, version) =>
        `algorithm=RSA256, keyVersion=${version}, signature=%E0%A4`,
    }),
  ),
  refused(
    'HDR-3.other-algorithm',
    'another algorithm is answered INVALID_SIGNATURE, even if the signature verifies',
    'INVALID_SIGNATURE',
    signatures({
      RSA512: (value, version) => `algorithm=RSA512, keyVersion=${version}, signature=${value}`,
      none: (value, version) => `algorithm=none, keyVersion=${version}, signature=${value}`,
    }),
  ),
  should(
    refused(
      'HDR-3.doubtful',
      'an ambiguous Signature is answered INVALID_SIGNATURE',
      'INVALID_SIGNATURE',
      signatures({
        semicolons: (value, version) => `algorithm=RSA256; keyVersion=${version}; signature=${value}`,
        'a pair twice': (value, version) => `keyVersion=${version}, signature=${value}, signature=${value}`,
      }),
    ),
  ),
  accepted('HDR-4.absent', 'a request without a Content-Type is read as JSON', {
    headers: { 'Content-Type': undefined },
  }),
  accepted(
    'HDR-4.spelling',
    'every spelling of application/json in UTF-8 is accepted as Content-Type',
    each(
      {
        'no charset': 'application/json',
        'no blank, lower case': 'application/json;charset=utf-8',
        'upper case and quotes': 'Application/JSON; Charset="UTF-8"',
      },
      (value) => ({ headers: { 'Content-Type': value } }),
    ),
  ),
  accepted(
    'HDR-5.agent-token',
    'an Agent-Token is optional and changes nothing',
    each({ absent: undefined, present: 'agent-7' }, (value) => ({ headers: { 'Agent-Token': value } })),
  ),
];
