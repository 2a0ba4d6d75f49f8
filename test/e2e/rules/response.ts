import fc from 'fast-check';
import { operations } from '@sendotp-contract/spec';
import { describe, expect, it } from 'vitest';
import { call, goodBody, prepare, send } from '../caller.js';
import type { Target } from '../target.js';

export function responseRules(target: () => Target): void {
  describe('response', () => {
    const tokenFor = (code: string) => ({ body: goodBody(target(), { accessToken: target().token(code) }) });

    it('RES-1: result has a status, a code and the message of the table', async () => {
      const { body } = await call(target());
      const { status, code, message } = operations.sendOTP.resultCodes.SUCCESS;
      expect(body.result).toEqual({ resultStatus: status, resultCode: code, resultMessage: message });
    });

    it('RES-2: an OTP that was sent is S, SUCCESS', async () => {
      expect((await call(target())).body.result).toMatchObject({ resultStatus: 'S', resultCode: 'SUCCESS' });
    });

    it('RES-3: an OTP that was not sent is F', async () => {
      expect((await call(target(), tokenFor('USER_NOT_EXIST'))).body.result.resultStatus).toBe('F');
    });

    it('RES-4: an OTP of which nobody knows is U', async () => {
      expect((await call(target(), tokenFor('UNKNOWN_EXCEPTION'))).body.result.resultStatus).toBe('U');
    });

    it('RES-5: verifyRequestId has a length that the contract allows and is new for each OTP', async () => {
      const answers = await Promise.all(Array.from({ length: 20 }, () => call(target())));
      const ids = answers.map(({ body }) => body.verifyRequestId ?? '');
      expect(new Set(ids).size).toBe(20);
      const { minLength, maxLength } = operations.sendOTP.successFields.verifyRequestId;
      for (const id of ids) {
        expect(Array.from(id).length).toBeGreaterThanOrEqual(minLength);
        expect(Array.from(id).length).toBeLessThanOrEqual(maxLength);
      }
    });

    it('RES-6: there is no verifyRequestId with F or U', async () => {
      for (const code of ['INVALID_TOKEN', 'PROCESS_FAIL', 'UNKNOWN_EXCEPTION']) {
        expect((await call(target(), tokenFor(code))).body, code).not.toHaveProperty('verifyRequestId');
      }
    });

    it('RES-8: the HTTP status is 200 whatever the outcome', async () => {
      for (const changes of [
        {},
        { method: 'GET' },
        { path: '/' },
        { body: 'x' },
        tokenFor('PROCESS_FAIL'),
        { clientId: 'nobody' },
      ]) {
        expect((await call(target(), changes)).status).toBe(200);
      }
    });

    it('RES-8: any garbage in the headers gets a response that keeps the contract', async () => {
      const value = fc
        .string({
          unit: fc
            .integer({ min: 0x20, max: 0xff })
            .map((code) => String.fromCharCode(code === 0x7f ? 0x20 : code)),
          maxLength: 200,
        })
        // HTTP takes the blanks around a value away, so a caller could not sign them.
        .map((text) => text.trim());
      const names = [
        'Client-Id',
        'Request-Time',
        'Signature',
        'Content-Type',
        'Accept',
        'Agent-Token',
        'Content-Encoding',
        'X-Other',
        'Prefer',
      ];
      const headers = fc.dictionary(fc.constantFrom(...names), fc.option(value, { nil: undefined }), {
        maxKeys: 4,
      });
      await fc.assert(
        fc.asyncProperty(headers, async (changes) => {
          await send(target(), prepare(target(), { headers: changes }));
        }),
        { numRuns: 300 },
      );
    });
  });
}
