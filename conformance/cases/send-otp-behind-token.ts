import { operations } from '@sendotp-contract/spec';
import type { Changes } from '../exchange/changes.js';
import { tokenFixtures } from '../profile/fixture.js';
import type { CallStep, ConformanceCase } from './conformance-case.js';
import { type CaseId, declare, hasCode } from './declare.js';

/** Users who are sent no OTP, though their token is known: servers that fall over behind the token are met here. */
const behindToken = ['frozen', 'refused'] as const;

/** A case whose requests lead to what the user of each token leads to, with these changes. No OTP is sent. */
function behind(id: CaseId, title: string, changes: Readonly<Record<string, Changes>>): ConformanceCase {
  const steps = behindToken.flatMap((name): CallStep[] =>
    Object.entries(changes).map(([label, send]) => ({
      label: `${label}, ${name}`,
      send: { ...send, token: name },
      plants: [],
      expect: hasCode(tokenFixtures[name].code),
      needs: [name],
      premises: [
        { name: `the token of ${name}`, send: { token: name }, expect: hasCode(tokenFixtures[name].code) },
      ],
    })),
  );
  return declare(id, title, steps);
}

/** What a call for a user may differ in without another outcome. */
export const behindTokenCases: readonly ConformanceCase[] = [
  behind('REQ-2.left-out-for-a-user', 'verifyType may be left out for a user, too', {
    'left out': { parameters: { verifyType: undefined } },
  }),
  behind('REQ-3.null-for-a-user', 'verifyType may be null for a user, too', {
    null: { parameters: { verifyType: null } },
  }),
  behind('REQ-8.values-for-a-user', 'verifyType may be EMAIL as well as MOBILE for a user, too', {
    EMAIL: { parameters: { verifyType: 'EMAIL' } },
  }),
  behind('REQ-10.unknown-for-a-user', 'unknown parameters are ignored for a user, too', {
    'a text': { parameters: { locale: 'en' } },
    'an object': { parameters: { deep: { list: [null, true] } } },
  }),
  behind('HDR-5.agent-token-for-a-user', 'an Agent-Token is optional for a user, too', {
    present: { headers: { 'Agent-Token': 'agent-7' } },
  }),
  behind('CALL-4.signed-query-for-a-user', 'a query that is signed is otherwise ignored for a user, too', {
    'one parameter': { path: `${operations.sendOTP.path}?tenant=7` },
  }),
];
