import type { ConformanceCase } from '../conformance-case.js';
import { urlEncoded, type WriteSignature } from '../message-plan.js';
import { accepted, also, core, each, needing, refused, should } from './declare.js';

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

/** HDR-1 to HDR-5; HDR-6 is seen on every response. */
export const headerCases: readonly ConformanceCase[] = [
  refused('HDR-1.missing', 'without a Client-Id, INVALID_CLIENT', 'INVALID_CLIENT', {
    headers: { 'Client-Id': undefined },
  }),
  core(
    also(
      ['RC-4'],
      refused('HDR-1.unknown', 'a Client-Id that nobody has is INVALID_CLIENT', 'INVALID_CLIENT', {
        clientId: 'NOBODY-HAS-THIS-CLIENT-ID',
      }),
    ),
  ),
  refused(
    'HDR-1.one-more-character',
    'a Client-Id that only begins like a known one is INVALID_CLIENT',
    'INVALID_CLIENT',
    {
      clientId: (own) => `${own}X`,
    },
  ),
  accepted('HDR-1.name-case', 'header names are read in any case', {
    ': small letters': { headerName: (name) => name.toLowerCase() },
    ': capitals': { headerName: (name) => name.toUpperCase() },
    ': mixed': {
      headerName: (name) =>
        Array.from(name, (c, index) => (index % 2 === 0 ? c.toLowerCase() : c.toUpperCase())).join(''),
    },
  }),
  accepted(
    'HDR-2.zone',
    'a time is read with Z and with an offset, with and without its colon',
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
    'a time is read with any number of fraction digits',
    times({
      none: (now) => `${iso(now).slice(0, 19)}Z`,
      '1': (now) => `${iso(now).slice(0, 21)}Z`,
      '2': (now) => `${iso(now).slice(0, 22)}Z`,
      '9': (now) => `${iso(now).slice(0, 23)}123456Z`,
      '20': (now) => `${iso(now).slice(0, 23)}${'7'.repeat(17)}Z`,
    }),
  ),
  refused('HDR-2.missing', 'without a Request-Time, PARAM_ILLEGAL', 'PARAM_ILLEGAL', {
    headers: { 'Request-Time': undefined },
  }),
  refused(
    'HDR-2.no-date',
    'a Request-Time that is no date is PARAM_ILLEGAL',
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
    'a Request-Time in another form than the extended one with a zone is PARAM_ILLEGAL',
    'PARAM_ILLEGAL',
    times({
      'no zone': (now) => iso(now).slice(0, 19),
      'a blank for the T': (now) => iso(now).replace('T', ' '),
      'no seconds': (now) => `${iso(now).slice(0, 16)}Z`,
      'the basic form': (now) => iso(now).slice(0, 19).replaceAll(/[-:]/g, '') + 'Z',
      'ms since the epoch': String,
      'the form of HTTP': (now) => new Date(now).toUTCString(),
    }),
  ),
  should(
    refused(
      'HDR-2.narrow-form',
      'a Request-Time that is nearly of the form is PARAM_ILLEGAL',
      'PARAM_ILLEGAL',
      times({
        'small letters': (now) => iso(now).toLowerCase(),
        'a point without digits': (now) => `${iso(now).slice(0, 19)}.Z`,
        'a comma for the point': (now) => iso(now).replace('.', ','),
      }),
    ),
  ),
  accepted(
    'HDR-3.blanks',
    'a Signature is read with blanks after its commas and without',
    signatures({
      none: (value, version) => `algorithm=RSA256,keyVersion=${version},signature=${value}`,
      one: (value, version) => `algorithm=RSA256, keyVersion=${version}, signature=${value}`,
      several: (value, version) => `algorithm=RSA256,   keyVersion=${version},  signature=${value}`,
    }),
  ),
  accepted(
    'HDR-3.order',
    'the pairs of a Signature are read in any order',
    signatures({
      reversed: (value, version) => `signature=${value}, keyVersion=${version}, algorithm=RSA256`,
      'signature in the middle': (value, version) =>
        `keyVersion=${version}, signature=${value}, algorithm=RSA256`,
    }),
  ),
  accepted(
    'HDR-3.algorithm-case',
    'the algorithm is read in any case',
    signatures({
      rsa256: (value, version) => `algorithm=rsa256, keyVersion=${version}, signature=${value}`,
      Rsa256: (value, version) => `algorithm=Rsa256, keyVersion=${version}, signature=${value}`,
    }),
  ),
  accepted(
    'HDR-3.default-algorithm',
    'without an algorithm, RSA256',
    signatures({ 'no algorithm': (value, version) => `keyVersion=${version}, signature=${value}` }),
  ),
  accepted(
    'HDR-3.default-version',
    'without a keyVersion, the newest key',
    signatures({ 'no keyVersion': (value) => `algorithm=RSA256, signature=${value}` }),
  ),
  needing(
    ['olderKey'],
    refused(
      'HDR-3.default-is-newest',
      'without a keyVersion, an older key does not verify',
      'INVALID_SIGNATURE',
      {
        signer: 'olderKey',
        signature: (bytes) => `algorithm=RSA256, signature=${urlEncoded(bytes)}`,
      },
    ),
  ),
  accepted('HDR-3.equals-sign', 'the value of a Signature may hold "="', {
    signature: (bytes, version) =>
      `algorithm=RSA256, keyVersion=${version}, signature=${bytes.toString('base64')}`,
  }),
  also(
    ['RC-5'],
    refused('HDR-3.missing', 'without a Signature, INVALID_SIGNATURE', 'INVALID_SIGNATURE', {
      headers: { Signature: undefined },
    }),
  ),
  refused(
    'HDR-3.malformed',
    'a Signature that is malformed is INVALID_SIGNATURE',
    'INVALID_SIGNATURE',
    signatures({
      'the value alone': (value) => value,
      'no signature': (_, version) => `algorithm=RSA256, keyVersion=${version}`,
      'an empty signature': (_, version) => `algorithm=RSA256, keyVersion=${version}, signature=`,
      'not base64': (_, version) => `algorithm=RSA256, keyVersion=${version}, signature=%%%`,
      'a broken percent sequence': (_, version) =>
        `algorithm=RSA256, keyVersion=${version}, signature=%E0%A4`,
    }),
  ),
  refused(
    'HDR-3.other-algorithm',
    'another algorithm is INVALID_SIGNATURE, however right the signature is',
    'INVALID_SIGNATURE',
    signatures({
      RSA512: (value, version) => `algorithm=RSA512, keyVersion=${version}, signature=${value}`,
      none: (value, version) => `algorithm=none, keyVersion=${version}, signature=${value}`,
    }),
  ),
  should(
    refused(
      'HDR-3.doubtful',
      'a Signature that can be read in two ways is INVALID_SIGNATURE',
      'INVALID_SIGNATURE',
      signatures({
        semicolons: (value, version) => `algorithm=RSA256; keyVersion=${version}; signature=${value}`,
        'a pair twice': (value, version) => `keyVersion=${version}, signature=${value}, signature=${value}`,
      }),
    ),
  ),
  accepted('HDR-4.absent', 'without a Content-Type, JSON', { headers: { 'Content-Type': undefined } }),
  accepted(
    'HDR-4.spelling',
    'Content-Type is read in every spelling of JSON in UTF-8',
    each(
      {
        'no charset': 'application/json',
        'no blank, small letters': 'application/json;charset=utf-8',
        'capitals and quotes': 'Application/JSON; Charset="UTF-8"',
      },
      (value) => ({ headers: { 'Content-Type': value } }),
    ),
  ),
  accepted(
    'HDR-5.agent-token',
    'an Agent-Token changes nothing, and is not required',
    each({ absent: undefined, present: 'agent-7' }, (value) => ({ headers: { 'Agent-Token': value } })),
  ),
];
