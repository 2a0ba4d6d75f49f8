import type { ResultCode } from '../../generated/result-codes.js';
import { resultCodes } from '../../generated/result-codes.js';
import type { orderOfChecks } from '../../generated/order-of-checks.js';
import type { ConformanceCase, FreshStep } from '../conformance-case.js';
import type { TokenName } from '../fixtures.js';
import type { Changes } from '../message-plan.js';
import { padded, tooLarge } from './result-code.js';

/** What goes wrong at one check, and nowhere else. */
interface Fault {
  readonly check: (typeof orderOfChecks)[number]['check'];
  readonly code: ResultCode;
  readonly changes: Changes;
  readonly needs?: TokenName;
}

/** One fault for each check that a single request can meet, in the contract's order. */
export const faults: readonly Fault[] = [
  { check: 'path', code: 'NO_INTERFACE_DEF', changes: { path: '/aps/api/v1/users/elsewhere' } },
  { check: 'method', code: 'METHOD_NOT_SUPPORTED', changes: { method: 'PUT' } },
  { check: 'media type', code: 'MEDIA_TYPE_NOT_ACCEPTABLE', changes: { headers: { Accept: 'text/html' } } },
  { check: 'body size', code: 'PARAM_ILLEGAL', changes: { body: padded(tooLarge) } },
  { check: 'Client-Id', code: 'INVALID_CLIENT', changes: { clientId: 'NOBODY' } },
  { check: 'Request-Time is well-formed', code: 'PARAM_ILLEGAL', changes: { time: () => 'yesterday' } },
  { check: 'Signature is well-formed', code: 'INVALID_SIGNATURE', changes: { signature: () => 'garbage' } },
  {
    check: 'key',
    code: 'KEY_NOT_FOUND',
    changes: { signature: () => 'keyVersion=no-such-version, signature=AAAA' },
  },
  {
    check: 'signature verifies',
    code: 'INVALID_SIGNATURE',
    changes: { signedInstead: { body: () => 'another' } },
  },
  {
    check: 'Request-Time is in tolerance',
    code: 'ACCESS_DENIED',
    changes: { time: (now) => new Date(now - 7 * 86_400_000).toISOString() },
  },
  {
    check: 'body against the schema',
    code: 'PARAM_ILLEGAL',
    changes: { parameters: { verifyType: 'PIGEON' } },
  },
  {
    check: 'acquirerId and pspId',
    code: 'ACCESS_DENIED',
    changes: { parameters: { acquirerId: 'SOMEBODY-ELSE' } },
  },
  { check: 'token', code: 'INVALID_TOKEN', changes: {} },
  { check: 'user', code: 'USER_STATUS_ABNORMAL', changes: { token: 'frozen' }, needs: 'frozen' },
];

/** One call can hold both only if they change different things about it: one has one token, one header of a name. */
function together(earlier: Changes, later: Changes): Changes | undefined {
  const overlap = (Object.keys(earlier) as (keyof Changes)[]).some(
    (key) => key in later && key !== 'parameters',
  );
  // The key and what it verifies are said by the same header, as are a body and the parameters in it.
  const bodies = earlier.body !== undefined && later.parameters !== undefined;
  if (overlap && !bodies) return undefined;
  const parameters = { ...later.parameters, ...earlier.parameters };
  return { ...later, ...earlier, ...(Object.keys(parameters).length === 0 ? {} : { parameters }) };
}

/** Which code wins: for each check one case, which plants its fault beside every later one. */
export const orderCases: readonly ConformanceCase[] = faults.flatMap((earlier, index) => {
  const steps = faults.slice(index + 1).flatMap((later): FreshStep[] => {
    const send = together(earlier.changes, later.changes);
    // Of two faults with one code nobody can tell which was seen first.
    if (send === undefined || later.code === earlier.code || earlier.check === 'token') return [];
    // What a call without a fault of its own is answered is no second fault.
    if (later.check === 'token' && Object.keys(earlier.changes).length === 0) return [];
    return [
      {
        label: `before ${later.check}`,
        send,
        expect: { kind: 'code', codes: [earlier.code] },
        premises: [earlier, later].map(({ check, changes, code }) => ({
          name: `${check} alone`,
          send: changes,
          expect: { kind: 'code', codes: [code] },
        })),
        ...(later.needs === undefined ? {} : { needs: [later.needs] }),
      },
    ];
  });
  if (steps.length === 0) return [];
  return [
    {
      id: `order.${earlier.check.toLowerCase().replaceAll(/[^a-z]+/g, '-')}`,
      rules: [resultCodes[earlier.code].rule] as const,
      title: `${earlier.check}: its fault answers before that of any later check`,
      severity: 'must' as const,
      steps,
    },
  ];
});
