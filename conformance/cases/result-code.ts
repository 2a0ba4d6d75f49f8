import type { Operation } from '@sendotp-contract/spec';
import { objectOfSize } from '../exchange/json-members.js';
import type { ConformanceCase } from './conformance-case.js';
import { accepted, each, needing, refused, several, should } from './declare.js';
import { elsewhere } from './path.js';

/** Far more than any request of the contract needs, in bytes. */
export const tooLarge = 262_144;

const headers = (name: string, values: Readonly<Record<string, string>>) =>
  each(values, (value) => ({ headers: { [name]: value } }));

/** The result codes that do not depend on the user; those that do are business cases of their operation. */
export function resultCodeCases({ path, method, parameters }: Operation): readonly ConformanceCase[] {
  const ids = ['acquirerId', 'pspId'].filter((name) => name in parameters);
  return [
    ...(ids.length === 0
      ? []
      : [
          needing(
            ['agreements'],
            refused(
              'RC-2.not-its-own',
              "ACCESS_DENIED for an acquirerId or pspId that is not the caller's own",
              'ACCESS_DENIED',
              each(Object.fromEntries(ids.map((name) => [name, name])), (name) => ({
                parameters: { [name]: 'SOMEBODY-ELSE' },
              })),
            ),
          ),
        ]),
    refused('RC-4.unknown', 'INVALID_CLIENT for an unknown Client-Id', 'INVALID_CLIENT', {
      clientId: 'NOBODY',
    }),
    refused(
      'RC-5.does-not-verify',
      'INVALID_SIGNATURE for a signature that does not verify',
      'INVALID_SIGNATURE',
      { signedInstead: { body: () => 'another' } },
    ),
    ...('accessToken' in parameters
      ? [
          needing(
            ['unknownTokens'],
            refused('RC-6.never-valid', 'INVALID_TOKEN for a token that was never issued', 'INVALID_TOKEN', {
              token: 'unknown',
            }),
          ),
        ]
      : []),
    refused(
      'RC-7.unknown-version',
      'KEY_NOT_FOUND for a keyVersion that is not registered',
      'KEY_NOT_FOUND',
      { signature: () => 'algorithm=RSA256, keyVersion=no-such-version, signature=AAAA' },
    ),
    ...mediaTypeCases,
    refused('RC-9.put', 'METHOD_NOT_SUPPORTED for another method', 'METHOD_NOT_SUPPORTED', {
      method: method === 'PUT' ? 'POST' : 'PUT',
    }),
    refused('RC-10.elsewhere', 'NO_INTERFACE_DEF for another path', 'NO_INTERFACE_DEF', {
      path: elsewhere(path, 'nothingHere'),
    }),
    refused('RC-12.parameters', 'PARAM_ILLEGAL for a body outside the schema', 'PARAM_ILLEGAL', {
      body: '{}',
    }),
    accepted(
      'RC-12.large-body',
      'a large body is accepted or answered PARAM_ILLEGAL',
      { body: (own) => objectOfSize(own, tooLarge) },
      ['PARAM_ILLEGAL'],
    ),
    should(
      refused(
        'RC-12.too-large',
        `a body of ${tooLarge / 1024} KiB is answered PARAM_ILLEGAL`,
        'PARAM_ILLEGAL',
        {
          body: (own) => objectOfSize(own, tooLarge),
        },
      ),
    ),
    needing(
      ['throttledClient'],
      refused(
        'RC-16.throttled',
        'REQUEST_TRAFFIC_EXCEED_LIMIT for a caller over its limit',
        'REQUEST_TRAFFIC_EXCEED_LIMIT',
        { signer: 'throttledClient' },
      ),
    ),
  ];
}

/** RC-8. */
const mediaTypeCases: readonly ConformanceCase[] = [
  refused(
    'RC-8.accept',
    'MEDIA_TYPE_NOT_ACCEPTABLE for an Accept that excludes JSON',
    'MEDIA_TYPE_NOT_ACCEPTABLE',
    headers('Accept', { 'text/html': 'text/html', 'JSON excluded': 'text/html, application/json;q=0' }),
  ),
  accepted(
    'RC-8.accept-json',
    'an Accept that allows JSON is accepted',
    headers('Accept', {
      anything: '*/*',
      'any application': 'application/*',
      JSON: 'application/json',
      'among others': 'text/html, application/json;q=0.5',
    }),
  ),
  refused(
    'RC-8.content-type',
    'MEDIA_TYPE_NOT_ACCEPTABLE for a Content-Type other than JSON',
    'MEDIA_TYPE_NOT_ACCEPTABLE',
    headers('Content-Type', {
      text: 'text/plain',
      form: 'application/x-www-form-urlencoded',
      'another kind of JSON': 'application/problem+json',
      XML: 'application/xml; charset=UTF-8',
    }),
  ),
  refused(
    'RC-8.charset',
    'MEDIA_TYPE_NOT_ACCEPTABLE for a charset other than UTF-8',
    'MEDIA_TYPE_NOT_ACCEPTABLE',
    headers('Content-Type', {
      'ISO-8859-1': 'application/json; charset=ISO-8859-1',
      'UTF-16': 'application/json; charset=utf-16',
    }),
  ),
  refused(
    'RC-8.content-encoding',
    'MEDIA_TYPE_NOT_ACCEPTABLE for a Content-Encoding',
    'MEDIA_TYPE_NOT_ACCEPTABLE',
    several({
      gzip: { headers: { 'Content-Encoding': 'gzip' } },
      brotli: { headers: { 'Content-Encoding': 'br' } },
    }),
  ),
];
