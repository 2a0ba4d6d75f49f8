import type { ConformanceCase } from '../conformance-case.js';
import { declare, needing } from './declare.js';

/** RES-7 and RES-10, as far as they show in an outcome; the other rules of responses are seen on every response. */
export const responseCases: readonly ConformanceCase[] = [
  needing(
    ['noEmail'],
    declare(
      'RES-7.no-fallback',
      'EMAIL for a user without an e-mail address is not S: no phone takes its place',
      [{ send: { token: 'noEmail', parameters: { verifyType: 'EMAIL' } }, expect: { kind: 'not-sent' } }],
    ),
  ),
  needing(
    ['refused'],
    declare('RES-10.refused-by-the-channel', 'an OTP that the channel refuses is not S', [
      { send: { token: 'refused' }, expect: { kind: 'not-sent' } },
    ]),
  ),
];
