import { describe, expect, it } from 'vitest';
import { operations } from '@sendotp-contract/spec';
import { call, type Changes, goodBody, uniqueTime } from '../caller.js';
import type { MissingCheck, Target } from '../target.js';

const { orderOfChecks } = operations.sendOTP;

interface Fault {
  readonly check: (typeof orderOfChecks)[number]['check'];
  readonly code: string;
  /** The target does not make this check: alone it has this answer, and any other fault answers before it. */
  readonly missing?: MissingCheck | undefined;
  /** What is changed about a good call, other than single parameters of its body. */
  readonly changes?: Changes;
  readonly parameters?: Readonly<Record<string, unknown>>;
}

/** One fault for each check that a single request can meet, in the contract's order. */
function faults(target: Target): Fault[] {
  const user = (code: string) => ({ accessToken: target.token(code) });
  return [
    { check: 'path', code: 'NO_INTERFACE_DEF', changes: { path: '/elsewhere' } },
    { check: 'method', code: 'METHOD_NOT_SUPPORTED', changes: { method: 'PUT' } },
    { check: 'media type', code: 'MEDIA_TYPE_NOT_ACCEPTABLE', changes: { headers: { Accept: 'text/html' } } },
    { check: 'body size', code: 'PARAM_ILLEGAL', changes: { body: ' '.repeat(20_000) } },
    { check: 'Client-Id', code: 'INVALID_CLIENT', changes: { clientId: 'NOBODY' } },
    { check: 'Request-Time is well-formed', code: 'PARAM_ILLEGAL', changes: { time: 'yesterday' } },
    {
      check: 'Signature is well-formed',
      code: 'INVALID_SIGNATURE',
      changes: { signatureHeader: () => 'garbage' },
    },
    {
      check: 'key',
      code: 'KEY_NOT_FOUND',
      changes: { signatureHeader: () => 'keyVersion=77, signature=AAAA' },
    },
    { check: 'signature verifies', code: 'INVALID_SIGNATURE', changes: { signedBody: 'another' } },
    {
      check: 'Request-Time is in tolerance',
      code: 'ACCESS_DENIED',
      changes: { time: uniqueTime(Date.now() - 3_600_000) },
    },
    { check: 'body against the schema', code: 'PARAM_ILLEGAL', parameters: { verifyType: '' } },
    {
      check: 'acquirerId and pspId',
      code: 'ACCESS_DENIED',
      missing: target.without?.agreements,
      parameters: { acquirerId: 'ANOTHER' },
    },
    {
      check: 'token',
      code: 'INVALID_TOKEN',
      missing: target.without?.tokens,
      parameters: { accessToken: 'no such token' },
    },
    { check: 'user', code: 'USER_STATUS_ABNORMAL', parameters: user('USER_STATUS_ABNORMAL') },
    {
      check: 'sending limit',
      code: 'OTP_SEND_TIMES_EXCEED_LIMIT',
      parameters: user('OTP_SEND_TIMES_EXCEED_LIMIT'),
    },
    { check: 'sending', code: 'PROCESS_FAIL', parameters: user('PROCESS_FAIL') },
  ];
}

/** A call with all these faults; where two cannot stand side by side (one header, one token), the earlier stands. */
function callWith(target: Target, ...together: readonly Fault[]): Changes {
  const body = goodBody(
    target,
    Object.assign({}, ...together.map(({ parameters }) => parameters).reverse()) as object as Record<
      string,
      unknown
    >,
  );
  return Object.assign({ body }, ...together.map(({ changes }) => changes).reverse()) as Changes;
}

export function orderRules(target: () => Target): void {
  describe('which code wins', () => {
    it('every check of the contract that a single request can meet has a fault here', () => {
      // Traffic needs many requests, a replay needs a first; both have tests of their own.
      const expected = orderOfChecks
        .map(({ check }) => check)
        .filter((check) => check !== 'traffic' && check !== 'replay');
      expect(faults(target()).map(({ check }) => check)).toEqual(expected);
    });

    it('each fault alone has its code', async () => {
      for (const fault of faults(target())) {
        const { code } = await call(target(), callWith(target(), fault));
        expect(code, fault.check).toBe(fault.missing?.answers ?? fault.code);
      }
    });

    it('of two faults the earlier one answers', async () => {
      const all = faults(target());
      for (const [index, earlier] of all.entries()) {
        for (const later of all.slice(index + 1)) {
          // Their one access token says both which token, which user, which limit and which sending.
          if (earlier.parameters?.['accessToken'] !== undefined) continue;
          const { code } = await call(target(), callWith(target(), earlier, later));
          const expected =
            earlier.missing === undefined ? earlier.code : (later.missing?.answers ?? later.code);
          expect(code, `${earlier.check} before ${later.check}`).toBe(expected);
        }
      }
    });
  });
}
