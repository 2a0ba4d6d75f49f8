import { describe, expect, it } from 'vitest';
import { operations, resultCodes } from '@sendotp-contract/spec';
import { responseBody } from '../../../server/contract/response/response-body.js';
import { failed, sent } from '@sendotp-contract/server';

const result = (code: keyof typeof resultCodes) => ({
  resultStatus: resultCodes[code].status,
  resultCode: code,
  resultMessage: resultCodes[code].message,
});

describe('the body of a response', () => {
  it('RES-1: has the status and the message of its code', () => {
    expect(responseBody({ resultCodes }, failed('PROCESS_FAIL'))).toEqual({ result: result('PROCESS_FAIL') });
  });

  it('RES-5: has the fields of success, and no others', () => {
    expect(responseBody(operations.sendOTP, { ...sent('id'), other: 1 } as ReturnType<typeof sent>)).toEqual({
      result: result('SUCCESS'),
      verifyRequestId: 'id',
    });
  });

  it('has none of them where it fails, and none that the outcome does not have itself', () => {
    const withId = { ...failed('PROCESS_FAIL'), verifyRequestId: 'id' };
    expect(responseBody(operations.sendOTP, withId)).not.toHaveProperty('verifyRequestId');
    const inherited = Object.assign(Object.create({ verifyRequestId: 'id' }) as object, {
      ...{ resultStatus: 'S', resultCode: 'SUCCESS' },
    }) as ReturnType<typeof sent>;
    expect(Object.keys(responseBody(operations.sendOTP, inherited))).toEqual(['result']);
  });

  it('is not made of a code that the operation does not have', () => {
    expect(() => responseBody({ resultCodes: {} }, failed('PROCESS_FAIL'))).toThrow(
      'PROCESS_FAIL is no result code of this operation',
    );
  });
});
