import type { ConformanceCase } from '../conformance-case.js';
import { hasEveryCharacter, type WriteSignature } from '../message-plan.js';
import { also, causing, declare, given, needing } from './declare.js';

const sent = { kind: 'code', codes: ['SUCCESS'] } as const;
const sameAsFirst = { kind: 'same-as', step: 0 } as const;

const inPlainBase64: WriteSignature = (signature, version) =>
  `algorithm=RSA256, keyVersion=${version}, signature=${signature.toString('base64')}`;

/** How many copies of one message are sent at once. */
const atOnce = 3;

/** SIG-9. Only what was sent has an id to tell it by, so these cause OTPs. */
export const replayCases: readonly ConformanceCase[] = [
  causing(
    1,
    2,
    needing(
      ['valid'],
      declare(
        'SIG-9.in-a-row',
        'the same signed message again gets the first outcome, with the same verifyRequestId',
        [
          { send: { token: 'valid' }, expect: sent, label: 'first' },
          { again: 0, expect: sameAsFirst, label: 'again' },
        ],
      ),
    ),
  ),
  causing(
    1,
    2,
    needing(
      ['valid'],
      given(
        'a signature in plain base64',
        { signature: inPlainBase64, until: hasEveryCharacter },
        declare(
          'SIG-9.written-another-way',
          'the same message is the same, in whatever way its signature is written',
          [
            { send: { token: 'valid' }, expect: sent, label: 'first' },
            {
              again: 0,
              write: inPlainBase64,
              expect: sameAsFirst,
              label: 'signature in plain base64',
            },
          ],
        ),
      ),
    ),
  ),
  causing(
    1,
    atOnce,
    needing(
      ['valid'],
      declare('SIG-9.at-once', `${atOnce} copies of one message at once get one outcome`, [
        { send: { token: 'valid' }, copies: atOnce, expect: sent },
      ]),
    ),
  ),
  needing(
    ['frozen'],
    also(
      ['RC-15'],
      declare('SIG-9.refused-again', 'a refusal is repeated, too', [
        {
          send: { token: 'frozen' },
          expect: { kind: 'code', codes: ['USER_STATUS_ABNORMAL'] },
          label: 'first',
        },
        { again: 0, expect: sameAsFirst, label: 'again' },
      ]),
    ),
  ),
];
