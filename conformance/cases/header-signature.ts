import type { WriteSignature } from '../exchange/message.js';
import { urlEncoded } from '../exchange/signing-scheme.js';
import type { ConformanceCase } from './conformance-case.js';
import { accepted, also, each, needing, refused, should } from './declare.js';

/** Makes a `Signature` header of its URL-encoded value and the key version. */
const signatures = (writers: Readonly<Record<string, (value: string, version: string) => string>>) =>
  each(writers, (write) => {
    const signature: WriteSignature = (bytes, version) => write(urlEncoded(bytes), version);
    return { signature };
  });

/** HDR-3. */
export const signatureHeaderCases: readonly ConformanceCase[] = [
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
    signatures({
      'no keyVersion': (value) => `algorithm=RSA256, signature=${value}`,
      'the signature alone': (value) => `signature=${value}`,
    }),
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
      ['signature verifies'],
    ),
  ),
  accepted('HDR-3.equals-sign', 'the value of a Signature may contain "="', {
    // Nothing else of it differs from the usual: + and / are URL-encoded.
    signature: (bytes, version) =>
      `algorithm=RSA256, keyVersion=${version}, signature=${urlEncoded(bytes).replaceAll('%3D', '=')}`,
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
      ['Signature is well-formed'],
    ),
  ),
  refused(
    'HDR-3.malformed',
    'a malformed Signature is answered INVALID_SIGNATURE',
    'INVALID_SIGNATURE',
    signatures({
      empty: () => '',
      'only the value': (value) => value,
      'no signature': (_, version) => `algorithm=RSA256, keyVersion=${version}`,
      'an empty signature': (_, version) => `algorithm=RSA256, keyVersion=${version}, signature=`,
      'not base64': (_, version) => `algorithm=RSA256, keyVersion=${version}, signature=%%%`,
      'a broken percent sequence': (_, version) =>
        `algorithm=RSA256, keyVersion=${version}, signature=%E0%A4`,
      'URL-encoded twice': (value, version) =>
        `algorithm=RSA256, keyVersion=${version}, signature=${encodeURIComponent(value)}`,
      'a blank within it': (value, version) =>
        `algorithm=RSA256, keyVersion=${version}, signature=${value.slice(0, 20)}%20${value.slice(20)}`,
      'an asterisk within it': (value, version) =>
        `algorithm=RSA256, keyVersion=${version}, signature=${value.slice(0, 1)}*${value.slice(1)}`,
      'something after its padding': (value, version) =>
        `algorithm=RSA256, keyVersion=${version}, signature=${value}AAAA`,
    }),
    ['Signature is well-formed'],
  ),
  refused(
    'HDR-3.other-algorithm',
    'another algorithm is answered INVALID_SIGNATURE, even if the signature verifies',
    'INVALID_SIGNATURE',
    signatures({
      RSA512: (value, version) => `algorithm=RSA512, keyVersion=${version}, signature=${value}`,
      none: (value, version) => `algorithm=none, keyVersion=${version}, signature=${value}`,
      RS256: (value, version) => `algorithm=RS256, keyVersion=${version}, signature=${value}`,
      SHA256withRSA: (value, version) => `algorithm=SHA256withRSA, keyVersion=${version}, signature=${value}`,
      'RSA256 and something more': (value, version) =>
        `algorithm=RSA256x, keyVersion=${version}, signature=${value}`,
      empty: (value, version) => `algorithm=, keyVersion=${version}, signature=${value}`,
    }),
    ['Signature is well-formed'],
  ),
  should(
    refused(
      'HDR-3.doubtful',
      'an ambiguous Signature is answered INVALID_SIGNATURE',
      'INVALID_SIGNATURE',
      signatures({
        semicolons: (value, version) => `algorithm=RSA256; keyVersion=${version}; signature=${value}`,
        'a pair twice': (value, version) => `keyVersion=${version}, signature=${value}, signature=${value}`,
        'in quotes': (value, version) => `algorithm=RSA256, keyVersion=${version}, signature="${value}"`,
      }),
      ['Signature is well-formed'],
    ),
  ),
];
