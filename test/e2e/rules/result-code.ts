import { operations } from '@sendotp-contract/spec';
import { describe, expect, it } from 'vitest';
import { call, type Changes, goodBody, path, uniqueTime } from '../caller.js';
import type { Target } from '../target.js';

const { orderOfChecks } = operations.sendOTP;
/** The codes other than success of the checks that depend on the user: those after the check of the agreement. */
export const codesOfUsers = orderOfChecks
  .slice(orderOfChecks.findIndex(({ check }) => check === 'acquirerId and pspId') + 1)
  .flatMap(({ codes }) => [...codes])
  .filter((code) => code !== 'SUCCESS');

/** @param codes those of codesOfUsers that the target has a token for */
export function resultCodeRules(target: () => Target, codes: readonly (typeof codesOfUsers)[number][]): void {
  const code = async (changes: Changes): Promise<string> => (await call(target(), changes)).code;
  const forToken = (token: string) => ({ body: goodBody(target(), { accessToken: token }) });

  describe('result code', () => {
    it('RC-1: SUCCESS when the OTP was sent', async () => {
      const before = target().deliveries?.().length;
      expect(await code({})).toBe('SUCCESS');
      if (before !== undefined) expect(target().deliveries?.().length).toBe(before + 1);
    });

    it('RC-2: ACCESS_DENIED for a time outside the tolerance', async () => {
      expect(await code({ time: uniqueTime(0) })).toBe('ACCESS_DENIED');
    });

    it.each(codes.map((name) => [operations.sendOTP.resultCodes[name].rule, name]))(
      '%s: %s for the user whose record leads there',
      async (_, name) => {
        expect(await code(forToken(target().token(name)))).toBe(name);
      },
    );

    it('RC-4: INVALID_CLIENT for a Client-Id that nobody has', async () => {
      expect(await code({ clientId: 'NOBODY' })).toBe('INVALID_CLIENT');
    });

    it('RC-5: INVALID_SIGNATURE for a signature that does not verify', async () => {
      expect(await code({ signedBody: 'something else' })).toBe('INVALID_SIGNATURE');
    });

    it('RC-6: INVALID_TOKEN for a token that never was', async () => {
      const expected = target().without?.tokens.answers ?? 'INVALID_TOKEN';
      expect(await code(forToken('no such token'))).toBe(expected);
    });

    it('RC-7: KEY_NOT_FOUND for a keyVersion that nobody registered', async () => {
      expect(await code({ signatureHeader: () => 'keyVersion=77, signature=AAAA' })).toBe('KEY_NOT_FOUND');
    });

    it.each<[string, Record<string, string>]>([
      ['an Accept without JSON', { Accept: 'text/html' }],
      ['an Accept that excludes JSON', { Accept: 'application/json;q=0, */*' }],
      ['another Content-Type', { 'Content-Type': 'text/plain' }],
      ['a form', { 'Content-Type': 'application/x-www-form-urlencoded' }],
      ['a JSON-like Content-Type', { 'Content-Type': 'application/problem+json' }],
      ['a malformed Content-Type', { 'Content-Type': 'json' }],
      ['an empty Content-Type', { 'Content-Type': '' }],
      ['another charset', { 'Content-Type': 'application/json; charset=ISO-8859-1' }],
      ['UTF-16', { 'Content-Type': 'application/json; charset=utf-16' }],
      ['gzip', { 'Content-Encoding': 'gzip' }],
      ['brotli', { 'Content-Encoding': 'br' }],
    ])('RC-8: MEDIA_TYPE_NOT_ACCEPTABLE for %s', async (_, headers) => {
      expect(await code({ headers })).toBe('MEDIA_TYPE_NOT_ACCEPTABLE');
    });

    it.each([
      '*/*',
      'application/*',
      'application/json',
      'application/json; charset=UTF-8',
      'text/html, application/json;q=0.1',
      '',
    ])('RC-8: Accept "%s" allows JSON', async (accept) => {
      expect(await code({ headers: { Accept: accept } })).toBe('SUCCESS');
    });

    it('RC-9: METHOD_NOT_SUPPORTED for another method', async () => {
      expect(await code({ method: 'PUT' })).toBe('METHOD_NOT_SUPPORTED');
    });

    it('RC-10: NO_INTERFACE_DEF for another path', async () => {
      expect(await code({ path: path.replace('sendOTP', 'sendOtp') })).toBe('NO_INTERFACE_DEF');
    });

    it('RC-12: PARAM_ILLEGAL for a body over 16 KiB, and not for one of just 16 KiB', async () => {
      const padded = (size: number): string => {
        const text = JSON.stringify(goodBody(target(), { pad: '' }));
        return text.replace('"pad":""', `"pad":"${'x'.repeat(size - text.length)}"`);
      };
      expect(await code({ body: padded(16_384) })).toBe('SUCCESS');
      expect(await code({ body: padded(16_385) })).toBe('PARAM_ILLEGAL');
      expect(await code({ body: padded(2_000_000) })).toBe('PARAM_ILLEGAL');
    });
  });
}
