import type { Operation, ResultCode } from '@sendotp-contract/spec';
import type { Changes } from '../exchange/changes.js';
import type { WriteSignature } from '../exchange/message.js';
import { urlEncoded } from '../exchange/signing-scheme.js';
import type { CallStep, ConformanceCase, Premise } from './conformance-case.js';
import { declare, hasCode } from './declare.js';

/** A signature that can be read and does not verify. */
const forged: WriteSignature = (_, version) => `algorithm=RSA256, keyVersion=${version}, signature=AAAA`;
const rightly: WriteSignature = (bytes, version) =>
  `algorithm=RSA256, keyVersion=${version}, signature=${urlEncoded(bytes)}`;
const notVerified = hasCode('INVALID_SIGNATURE');
/** A server that takes any signature breaks other rules, and shows nothing here. */
const isRefused: Premise = { name: 'a forged message', send: { signature: forged }, expect: notVerified };

/** SIG-9 without an OTP: a refusal is kept like a success. What sends OTPs is a business case of its operation. */
export function replayCases(operation: Operation): readonly ConformanceCase[] {
  const others = sameTime(operation);
  return [
    declare('SIG-9.refused-again', 'the same refused message again gets the same outcome', [
      { send: {}, plants: [], expect: { kind: 'accepted' }, label: 'first' },
      { again: 0, expect: { kind: 'same-as', step: 0 }, label: 'again' },
    ]),
    declare('SIG-9.forged-copy', 'a forged copy of a message does not get its outcome', [
      { send: {}, plants: [], expect: { kind: 'accepted' }, label: 'first' },
      {
        again: 0,
        changes: { signature: forged },
        expect: notVerified,
        label: 'forged',
        premises: [isRefused],
      },
    ]),
    declare('SIG-9.forged-first', 'a forged message leaves no outcome for the one that it imitates', [
      {
        send: { signature: forged },
        plants: ['signature verifies'],
        expect: notVerified,
        label: 'forged',
        premises: [isRefused],
      },
      { again: 0, changes: { signature: rightly }, expect: { kind: 'accepted' }, label: 'right' },
    ]),
    ...(others.length === 0
      ? []
      : [
          declare(
            'SIG-9.same-time',
            'a message with the Request-Time of another one gets an outcome of its own',
            [{ send: {}, plants: [], expect: { kind: 'accepted' }, label: 'first' }, ...others],
          ),
        ]),
  ];
}

/** Messages with the Request-Time of the first one that lead to another outcome: it is no identity (SIG-9). */
function sameTime({ parameters, resultCodes }: Operation): readonly CallStep[] {
  const another = (
    label: string,
    send: Changes,
    code: ResultCode,
    more: Pick<CallStep, 'plants' | 'needs'>,
  ): CallStep => {
    const expect = hasCode(code);
    // By itself it leads to its own outcome: otherwise the time shows nothing.
    return {
      label,
      send: { ...send, timeOf: 0 },
      expect,
      premises: [{ name: label, send, expect }],
      ...more,
    };
  };
  const ofOthers = another(
    "with an id that is not the caller's own",
    { parameters: { pspId: 'SOMEBODY-ELSE' } },
    'ACCESS_DENIED',
    { plants: ['acquirerId and pspId'], needs: ['agreements'] },
  );
  const ofUser = another('for another user', { token: 'frozen' }, 'USER_STATUS_ABNORMAL', {
    plants: [],
    needs: ['frozen'],
  });
  return [
    ...('pspId' in parameters && 'ACCESS_DENIED' in resultCodes ? [ofOthers] : []),
    ...('accessToken' in parameters && 'USER_STATUS_ABNORMAL' in resultCodes ? [ofUser] : []),
  ];
}
