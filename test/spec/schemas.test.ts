import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { operations } from '@sendotp-contract/spec';

const { validateRequest, validateResponse } = operations.sendOTP;

interface Example {
  readonly value: { readonly result?: { readonly resultCode: string } };
}
const document = JSON.parse(readFileSync('generated/openapi.json', 'utf8')) as {
  components: { examples: Record<string, Example> };
};
const examples = Object.entries(document.components.examples);

const result = (resultStatus: string, resultCode: string) => ({
  resultStatus,
  resultCode,
  resultMessage: 'x',
});

describe('request schema', () => {
  it.each(examples.filter(([, { value }]) => value.result === undefined))(
    'the example %s is legal',
    (_, { value }) => {
      expect(validateRequest(value)).toBe(true);
    },
  );

  it('validating leaves the value as it is', () => {
    const value = { acquirerId: 'A', pspId: 'P', accessToken: 'T' };
    expect(validateRequest(value)).toBe(true);
    expect(value).toEqual({ acquirerId: 'A', pspId: 'P', accessToken: 'T' });
  });
});

describe('response schema', () => {
  it.each(examples.filter(([, { value }]) => value.result !== undefined))(
    'the example %s is legal',
    (_, { value }) => {
      expect(validateResponse(value)).toBe(true);
    },
  );

  it('RC-1 to RC-17: every code is legal with its own status and with no other', () => {
    for (const { code, status } of Object.values(operations.sendOTP.resultCodes)) {
      for (const other of ['S', 'F', 'U']) {
        const body = { result: result(other, code), ...(other === 'S' ? { verifyRequestId: 'v' } : {}) };
        expect(validateResponse(body), `${code} with ${other}`).toBe(other === status);
      }
    }
  });

  it.each([
    ['S without verifyRequestId', { result: result('S', 'SUCCESS') }],
    ['S with an empty verifyRequestId', { result: result('S', 'SUCCESS'), verifyRequestId: '' }],
    [
      'S with a verifyRequestId of 65 characters',
      { result: result('S', 'SUCCESS'), verifyRequestId: 'x'.repeat(65) },
    ],
    ['S with a number for a verifyRequestId', { result: result('S', 'SUCCESS'), verifyRequestId: 1 }],
    ['F with a verifyRequestId', { result: result('F', 'PROCESS_FAIL'), verifyRequestId: 'v' }],
    ['U with a verifyRequestId', { result: result('U', 'UNKNOWN_EXCEPTION'), verifyRequestId: 'v' }],
    ['F with verifyRequestId null', { result: result('F', 'PROCESS_FAIL'), verifyRequestId: null }],
    ['an unknown code', { result: result('F', 'NOT_A_CODE') }],
    ['an unknown status', { result: result('X', 'SUCCESS'), verifyRequestId: 'v' }],
    ['no code', { result: { resultStatus: 'F' } }],
    ['no status', { result: { resultCode: 'PROCESS_FAIL' } }],
    ['no result', {}],
    ['null', null],
    ['a list', []],
  ])('%s is illegal', (_, body) => {
    expect(validateResponse(body)).toBe(false);
  });
});
