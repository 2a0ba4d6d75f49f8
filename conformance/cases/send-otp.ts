import { resultCodes } from '@sendotp-contract/spec';
import type { ResendChanges, WriteSignature } from '../exchange/message.js';
import { hasEveryCharacter, urlEncoded } from '../exchange/signing-scheme.js';
import { tokenFixtures, type TokenName, tokenNames } from '../profile/fixture.js';
import type { ConformanceCase, Premise, SharedCall, Step } from './conformance-case.js';
import {
  also,
  atTheEnd,
  type CaseId,
  causing,
  core,
  declare,
  hasCode,
  needing,
  premise,
  refused,
} from './declare.js';
import { behindTokenCases } from './send-otp-behind-token.js';

/** The success field that identifies the OTP which was sent (RES-5). */
export const sendOtpIdField = 'verifyRequestId';

const sent = hasCode('SUCCESS');
const sameAsFirst = { kind: 'same-as', step: 0 } as const;

/** How many copies of one message are sent at once. */
const atOnce = 3;

const inPlainBase64: WriteSignature = (signature, version) =>
  `algorithm=RSA256, keyVersion=${version}, signature=${signature.toString('base64')}`;

const inBase64url: WriteSignature = (signature, version) =>
  `algorithm=RSA256, keyVersion=${version}, signature=${signature.toString('base64url')}`;
const inAnotherOrder: WriteSignature = (signature, version) =>
  `signature=${urlEncoded(signature)}, keyVersion=${version}, algorithm=RSA256`;
const withoutBlanks: WriteSignature = (signature, version) =>
  `algorithm=RSA256,keyVersion=${version},signature=${urlEncoded(signature)}`;
const inSmallLetters: WriteSignature = (signature, version) =>
  `algorithm=RSA256, keyVersion=${version}, signature=${urlEncoded(signature).replaceAll(/%../g, (code) => code.toLowerCase())}`;

/** Fixtures that say what a plain call with them leads to, and need no more than that. */
type RefusedToken = Exclude<TokenName, 'valid' | 'noEmail'>;

const isRefusedToken = (name: TokenName): name is RefusedToken => tokenFixtures[name].code !== 'SUCCESS';

/** `RC-14.unknown-user` for the fixture `unknownUser`: a fixture that is added has its case. */
const forUser = (name: RefusedToken): ConformanceCase => {
  const { code, of } = tokenFixtures[name];
  const id: CaseId = `${resultCodes[code].rule}.${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  const aCase = needing([name], refused(id, `${code} for ${of}`, code, { token: name }));
  // What happened to the OTP is not known: it may have been sent.
  return resultCodes[code].status === 'U' ? causing(0, 1, also(['RES-10'], aCase)) : aCase;
};

/** The one OTP that shows RC-1 and all of SIG-9: an MPP may allow a user no second one for a while (RC-11). */
const firstOtp: SharedCall = {
  name: 'the first OTP',
  send: { token: 'valid' },
  copies: atOnce,
  otps: { expected: 1, atMost: atOnce },
};

/** The first OTP's message again in these ways. */
const sentAgain = (...ways: readonly Step[]): readonly Step[] => [
  { shared: firstOtp, expect: sent, label: 'first' },
  ...ways,
];
const again = (label: string, changes: ResendChanges = {}, premises: readonly Premise[] = []): Step => ({
  again: 0,
  expect: sameAsFirst,
  label,
  changes,
  premises,
});

/** The cases of sendOTP that depend on the user, and the replays of what was sent. */
export const sendOtpCases: readonly ConformanceCase[] = [
  needing(
    ['valid'],
    declare('SIG-9.at-once', `${atOnce} copies of one message at once get one outcome`, [
      { shared: firstOtp, everyCopy: true, expect: sent },
    ]),
  ),
  core(
    needing(
      ['valid'],
      also(
        ['RES-2'],
        declare('RC-1.sent', 'SUCCESS when the OTP was sent', [{ shared: firstOtp, expect: sent }]),
      ),
    ),
  ),
  core(
    causing(
      0,
      1,
      needing(
        ['valid'],
        declare(
          'SIG-9.in-a-row',
          'the same signed message again gets the first outcome, with the same verifyRequestId',
          sentAgain(again('again')),
        ),
      ),
    ),
  ),
  causing(
    0,
    1,
    needing(
      ['valid'],
      declare(
        'SIG-9.written-another-way',
        'the same signed message is recognised however its signature is written and whatever other headers it has',
        sentAgain(
          again('with an Agent-Token', { headers: { 'Agent-Token': 'agent-7' } }, [
            premise('an Agent-Token', { headers: { 'Agent-Token': 'agent-7' } }),
          ]),
          again('header names in lower case', { headerName: (name) => name.toLowerCase() }, [
            premise('a message with header names in lower case', {
              headerName: (name) => name.toLowerCase(),
            }),
          ]),
          again('with an Accept', { headers: { Accept: 'application/json' } }, [
            premise('an Accept of JSON', { headers: { Accept: 'application/json' } }),
          ]),
          again('with an X-Request-Id', { headers: { 'X-Request-Id': 'another' } }),
          again('with a User-Agent', { headers: { 'User-Agent': 'another' } }),
          again('pairs in another order', { signature: inAnotherOrder }, [
            premise('pairs of a Signature in another order', { signature: inAnotherOrder }),
          ]),
          again('no blanks between the pairs', { signature: withoutBlanks }, [
            premise('a Signature without blanks', { signature: withoutBlanks }),
          ]),
          again('percent sequences in small letters', { signature: inSmallLetters }, [
            premise('percent sequences in small letters', {
              signature: inSmallLetters,
              until: hasEveryCharacter,
            }),
          ]),
          again('signature in base64url', { signature: inBase64url }, [
            premise('a signature in base64url', { signature: inBase64url, until: hasEveryCharacter }),
          ]),
          again('signature in plain base64', { signature: inPlainBase64 }, [
            premise('a signature in plain base64', {
              signature: inPlainBase64,
              until: hasEveryCharacter,
            }),
          ]),
        ),
      ),
    ),
  ),
  needing(
    ['noEmail'],
    declare(
      'RES-7.no-fallback',
      'EMAIL for a user without an e-mail address is not S: the phone is not used instead',
      [
        {
          send: { token: 'noEmail', parameters: { verifyType: 'EMAIL' } },
          plants: [],
          expect: { kind: 'not-S' },
        },
      ],
    ),
  ),
  needing(
    ['refused'],
    declare('RES-10.refused-by-the-channel', 'an OTP that the channel refuses is not S', [
      { send: { token: 'refused' }, plants: [], expect: { kind: 'not-S' } },
    ]),
  ),
  ...tokenNames.filter(isRefusedToken).map(forUser),
  needing(
    ['noEmail'],
    refused('RC-13.no-email', 'PROCESS_FAIL for EMAIL to a user without an e-mail address', 'PROCESS_FAIL', {
      token: 'noEmail',
      parameters: { verifyType: 'EMAIL' },
    }),
  ),
  ...behindTokenCases,
  causing(
    2,
    2,
    needing(
      ['noEmail'],
      also(
        ['RES-7'],
        declare('REQ-8.default', 'an OTP goes to the phone when verifyType is left out', [
          {
            label: 'left out',
            send: { token: 'noEmail', parameters: { verifyType: undefined } },
            plants: [],
            expect: sent,
          },
          {
            label: 'the same body at another time',
            send: { token: 'noEmail', parameters: { verifyType: undefined } },
            plants: [],
            expect: sent,
          },
        ]),
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
          { send: { token: 'valid', parameters: { verifyType: 'EMAIL' } }, plants: [], expect: sent },
        ]),
      ),
    ),
  ),
  causing(
    0,
    1,
    needing(
      ['valid'],
      atTheEnd(
        declare(
          'SIG-9.late',
          'the same signed message gets the first outcome after many other messages, too',
          sentAgain(again('at the end of the run')),
        ),
      ),
    ),
  ),
];
