import type { ConformanceCase } from '../conformance-case.js';
import { tokenFixtures, type TokenName } from '../fixtures.js';
import { operationPath as path } from '../message-plan.js';
import type { CaseId } from './declare.js';
import { accepted, also, causing, core, declare, each, needing, refused, should } from './declare.js';

/** Far more than any request of the contract needs, in bytes. */
export const tooLarge = 262_144;

/** A body of this many bytes that is otherwise good. */
export const padded = (size: number) => (text: string) =>
  text.replace('}', `,"pad":"${'x'.repeat(Math.max(0, size - text.length - 9))}"}`);

const forUser = (id: CaseId, name: Exclude<TokenName, 'valid' | 'noEmail'>): ConformanceCase =>
  needing(
    [name],
    refused(id, `${tokenFixtures[name].code} for ${tokenFixtures[name].of}`, tokenFixtures[name].code, {
      token: name,
    }),
  );

const headers = (name: string, values: Readonly<Record<string, string>>) =>
  each(values, (value) => ({ headers: { [name]: value } }));

/** RC-1 to RC-17. */
export const resultCodeCases: readonly ConformanceCase[] = [
  core(
    causing(
      1,
      1,
      needing(
        ['valid'],
        also(
          ['RES-2'],
          declare('RC-1.sent', 'SUCCESS when the OTP was sent', [
            { send: { token: 'valid' }, expect: { kind: 'code', codes: ['SUCCESS'] } },
          ]),
        ),
      ),
    ),
  ),
  causing(
    1,
    1,
    needing(
      ['valid'],
      also(
        ['REQ-8'],
        declare('RC-1.by-email', 'SUCCESS when the OTP was sent by e-mail', [
          {
            send: { token: 'valid', parameters: { verifyType: 'EMAIL' } },
            expect: { kind: 'code', codes: ['SUCCESS'] },
          },
        ]),
      ),
    ),
  ),
  needing(
    ['agreements'],
    refused(
      'RC-2.not-its-own',
      "ACCESS_DENIED for an acquirerId or pspId that is not the caller's own",
      'ACCESS_DENIED',
      {
        ': acquirerId': { parameters: { acquirerId: 'SOMEBODY-ELSE' } },
        ': pspId': { parameters: { pspId: 'SOMEBODY-ELSE' } },
      },
    ),
  ),
  forUser('RC-3.expired', 'expired'),
  refused('RC-4.unknown', 'INVALID_CLIENT for a Client-Id that nobody has', 'INVALID_CLIENT', {
    clientId: 'NOBODY',
  }),
  refused(
    'RC-5.does-not-verify',
    'INVALID_SIGNATURE for a signature that does not verify',
    'INVALID_SIGNATURE',
    {
      signedInstead: { body: () => 'another' },
    },
  ),
  needing(
    ['unknownTokens'],
    refused('RC-6.never-valid', 'INVALID_TOKEN for a token that never was', 'INVALID_TOKEN', {
      token: 'unknown',
    }),
  ),
  forUser('RC-6.cancelled', 'cancelled'),
  refused(
    'RC-7.unknown-version',
    'KEY_NOT_FOUND for a keyVersion that nobody has registered',
    'KEY_NOT_FOUND',
    {
      signature: () => 'algorithm=RSA256, keyVersion=no-such-version, signature=AAAA',
    },
  ),
  refused(
    'RC-8.accept',
    'MEDIA_TYPE_NOT_ACCEPTABLE for an Accept that excludes JSON',
    'MEDIA_TYPE_NOT_ACCEPTABLE',
    headers('Accept', { 'text/html': 'text/html', 'JSON ruled out': 'text/html, application/json;q=0' }),
  ),
  accepted(
    'RC-8.accept-json',
    'an Accept that allows JSON is fine',
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
      'JSON of another kind': 'application/problem+json',
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
    headers('Content-Encoding', { gzip: 'gzip', brotli: 'br' }),
  ),
  refused('RC-9.put', 'METHOD_NOT_SUPPORTED for another method', 'METHOD_NOT_SUPPORTED', { method: 'PUT' }),
  refused('RC-10.elsewhere', 'NO_INTERFACE_DEF for another path', 'NO_INTERFACE_DEF', {
    path: path.replace('sendOTP', 'nothingHere'),
  }),
  forUser('RC-11.at-limit', 'atLimit'),
  refused('RC-12.parameters', 'PARAM_ILLEGAL for a body outside the schema', 'PARAM_ILLEGAL', { body: '{}' }),
  accepted(
    'RC-12.large-body',
    'a body that is large is read or is PARAM_ILLEGAL, and nothing else',
    { body: padded(tooLarge) },
    ['PARAM_ILLEGAL'],
  ),
  should(
    refused('RC-12.too-large', `a body of ${tooLarge / 1024} KiB is PARAM_ILLEGAL`, 'PARAM_ILLEGAL', {
      body: padded(tooLarge),
    }),
  ),
  forUser('RC-13.refused', 'refused'),
  needing(
    ['noEmail'],
    refused('RC-13.no-email', 'PROCESS_FAIL for EMAIL to a user without an e-mail address', 'PROCESS_FAIL', {
      token: 'noEmail',
      parameters: { verifyType: 'EMAIL' },
    }),
  ),
  forUser('RC-14.unknown-user', 'unknownUser'),
  forUser('RC-15.frozen', 'frozen'),
  needing(
    ['throttledClient'],
    refused(
      'RC-16.throttled',
      'REQUEST_TRAFFIC_EXCEED_LIMIT for a caller over its limit',
      'REQUEST_TRAFFIC_EXCEED_LIMIT',
      {
        signer: 'throttledClient',
      },
    ),
  ),
  causing(0, 1, forUser('RC-17.unanswered', 'unanswered')),
];
