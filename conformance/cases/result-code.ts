import type { Field, Operation } from '@sendotp-contract/spec';
import type { Changes, Parameters } from '../exchange/changes.js';
import { objectOfSize } from '../exchange/json-members.js';
import type { ConformanceCase } from './conformance-case.js';
import { accepted, each, needing, planting, refused, several, should } from './declare.js';
import { elsewhere } from './path.js';
import { similarValues } from './similar.js';

/** Far more than any request of the contract needs, in bytes. */
export const tooLarge = 262_144;

/** Ids of this parameter that only resemble the caller's, by label. */
function similarIds(name: string, field: Field | undefined): readonly (readonly [string, Changes])[] {
  return Object.entries(similarValues(field?.maxLength ?? Infinity)).map(([label, write]) => [
    `${name}: ${label}`,
    { body: (own: Parameters) => JSON.stringify({ ...own, [name]: write(String(own[name])) }) },
  ]);
}

/** Both ids in each other's place, or another one where they are equal. */
function exchanged(own: Parameters): string {
  const { acquirerId, pspId } = own;
  return JSON.stringify(
    acquirerId === pspId
      ? { ...own, acquirerId: 'SOMEBODY-ELSE' }
      : { ...own, acquirerId: pspId, pspId: acquirerId },
  );
}

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
              ['acquirerId and pspId'],
            ),
          ),
          needing(
            ['agreements'],
            refused(
              'RC-2.similar',
              "ACCESS_DENIED for an acquirerId or pspId that only resembles the caller's own",
              'ACCESS_DENIED',
              several({
                ...Object.fromEntries(ids.flatMap((name) => similarIds(name, parameters[name]))),
                ...(ids.length === 2 ? { "in each other's place": { body: exchanged } } : {}),
              }),
              ['acquirerId and pspId'],
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
      ['signature verifies'],
    ),
    ...('accessToken' in parameters
      ? [
          needing(
            ['unknownTokens'],
            refused('RC-6.never-valid', 'INVALID_TOKEN for a token that was never issued', 'INVALID_TOKEN', {
              token: 'unknown',
            }),
          ),
          needing(
            ['unknownTokens', 'frozen'],
            refused(
              'RC-6.similar',
              'INVALID_TOKEN for a token that only resembles one that was issued',
              'INVALID_TOKEN',
              each(similarValues(parameters['accessToken'].maxLength ?? Infinity), (write) => ({
                token: 'frozen' as const,
                body: (own: Parameters) =>
                  JSON.stringify({ ...own, accessToken: write(String(own['accessToken'])) }),
              })),
            ),
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
    refused(
      'RC-12.parameters',
      'PARAM_ILLEGAL for a body outside the schema',
      'PARAM_ILLEGAL',
      {
        body: '{}',
      },
      ['body against the schema'],
    ),
    planting(
      ['body size'],
      accepted(
        'RC-12.large-body',
        'a large body is accepted or answered PARAM_ILLEGAL',
        { body: (own) => objectOfSize(own, tooLarge) },
        ['PARAM_ILLEGAL'],
      ),
    ),
    should(
      refused(
        'RC-12.too-large',
        `a body of ${tooLarge / 1024} KiB is answered PARAM_ILLEGAL`,
        'PARAM_ILLEGAL',
        {
          body: (own) => objectOfSize(own, tooLarge),
        },
        ['body size'],
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
    headers('Accept', {
      'text/html': 'text/html',
      XML: 'application/xml',
      'any text': 'text/*',
      'JSON excluded': 'text/html, application/json;q=0',
    }),
  ),
  should(
    refused(
      'RC-8.accept-but-json',
      'MEDIA_TYPE_NOT_ACCEPTABLE for an Accept that allows everything but JSON',
      'MEDIA_TYPE_NOT_ACCEPTABLE',
      headers('Accept', { 'anything else': 'application/json;q=0, */*' }),
    ),
  ),
  accepted(
    'RC-8.accept-json',
    'an Accept that allows JSON is accepted',
    headers('Accept', {
      anything: '*/*',
      'any application': 'application/*',
      JSON: 'application/json',
      'JSON with a charset': 'application/json; charset=utf-8',
      'JSON in capitals': 'APPLICATION/JSON',
      'among others': 'text/html, application/json;q=0.5',
      'anything, last': 'text/html, */*;q=0.1',
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
      'JSON as text': 'text/json',
      'a type that begins like JSON': 'application/json-seq',
      'no type': 'json',
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
      'US-ASCII': 'application/json; charset=US-ASCII',
    }),
  ),
  refused(
    'RC-8.content-encoding',
    'MEDIA_TYPE_NOT_ACCEPTABLE for a Content-Encoding',
    'MEDIA_TYPE_NOT_ACCEPTABLE',
    several({
      gzip: { headers: { 'Content-Encoding': 'gzip' } },
      brotli: { headers: { 'Content-Encoding': 'br' } },
      deflate: { headers: { 'Content-Encoding': 'deflate' } },
    }),
  ),
  accepted('RC-8.identity', 'the Content-Encoding identity is none', {
    headers: { 'Content-Encoding': 'identity' },
  }),
];
