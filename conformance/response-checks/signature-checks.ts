import { readSignatureHeader, verifyContent } from '@sendotp-contract/message';
import { quote } from '../exchange/quote.js';
import { hasSignatureOrTime, hasStatus, isSigned, type ResponseCheck } from './response-check.js';

/** Base64 that is URL-encoded, in whatever case its percent sequences are. */
const urlEncodedBase64 = /^(?:[A-Za-z0-9]|%2[Bb]|%2[Ff])+(?:%3[Dd]){0,2}$/;

/** SIG-2, SIG-4, SIG-5 and HDR-6: the signature of a response. */
export const signatureChecks: readonly ResponseCheck[] = [
  {
    id: 'every.S-is-signed',
    rules: ['SIG-5', 'HDR-6'],
    title: 'every S is signed',
    severity: 'must',
    of: 'with the status S',
    appliesTo: hasStatus('S'),
    fault: (answered) =>
      isSigned(answered) ? undefined : 'there is no Signature: a caller refuses an unsigned S',
  },
  {
    id: 'every.is-signed',
    rules: ['HDR-6'],
    title: 'every F and U is signed',
    severity: 'should',
    appliesTo: (answered) => !hasStatus('S')(answered),
    fault: (answered) =>
      hasSignatureOrTime(answered)
        ? undefined
        : 'there is no Signature: a caller accepts this F or U, but cannot know who sent it',
  },
  {
    id: 'every.signature-header',
    rules: ['HDR-6'],
    title: 'every Signature has the form of the contract, and no response has a Response-Time without one',
    severity: 'must',
    of: 'that is signed',
    appliesTo: hasSignatureOrTime,
    fault: ({ response }) => {
      const value = response.header('Signature');
      if (value === undefined)
        return 'there is a Response-Time but no Signature: a caller refuses a response that has only one of them';
      const reading = readSignatureHeader(value);
      return reading.ok ? undefined : reading.detail;
    },
  },
  {
    id: 'every.signature-url-encoded',
    rules: ['HDR-6'],
    title: 'the value of every signature is base64 that is URL-encoded',
    severity: 'must',
    of: 'with a readable Signature',
    appliesTo: ({ response }) => readSignatureHeader(response.header('Signature')).ok,
    fault: ({ response }) => {
      const [, value = ''] = /(?:^|,)[ \t]*signature=([^,]*)/.exec(response.header('Signature') ?? '') ?? [];
      const isWhole = decodeURIComponent(urlEncodedBase64.exec(value.trim())?.[0] ?? '').length % 4 === 0;
      return urlEncodedBase64.test(value.trim()) && isWhole
        ? undefined
        : `the signature is ${quote(value)}; expected URL-encoded base64 (%2B, %2F, %3D): no vendor SDK verifies any other form`;
    },
  },
  {
    id: 'every.signature',
    rules: ['SIG-2', 'SIG-4', 'SIG-5'],
    title:
      'every signature verifies over POST, path with query, Client-Id, Response-Time and the exact bytes of the body',
    severity: 'must',
    of: 'that is signed',
    appliesTo: ({ response }) =>
      response.header('Response-Time') !== undefined && readSignatureHeader(response.header('Signature')).ok,
    fault: async ({ message, response }, { publicKeys }) => {
      const verification = await verifyContent(
        {
          path: message.signedPath,
          clientId: message.clientId,
          time: response.header('Response-Time') ?? '',
          body: response.bytes,
        },
        response.header('Signature'),
        publicKeys,
      );
      return verification.ok ? undefined : verification.detail;
    },
  },
];
