import { describe, expect, it } from 'vitest';
import { contract, operations, resultCodes } from '@sendotp-contract/spec';
import { failed, isFinal, isOutcome, outcomesOf, sent, succeeded, unknown } from '@sendotp-contract/server';

const operation = operations.sendOTP;
const { minLength, maxLength } = operation.successFields.verifyRequestId;

describe('the functions that make outcomes', () => {
  it('make each with its status', () => {
    expect(succeeded({ verifyRequestId: 'id' })).toEqual({
      ...{ resultStatus: 'S', resultCode: 'SUCCESS', verifyRequestId: 'id' },
    });
    expect(failed('PROCESS_FAIL')).toEqual({ resultStatus: 'F', resultCode: 'PROCESS_FAIL' });
    expect(unknown('UNKNOWN_EXCEPTION')).toEqual({ resultStatus: 'U', resultCode: 'UNKNOWN_EXCEPTION' });
  });

  it('are not made of a contract in which nothing succeeds', () => {
    const { SUCCESS: _, ...rest } = resultCodes;
    expect(() => outcomesOf({ ...contract, resultCodes: rest })).toThrow('no result code with the status S');
  });

  it('RES-5: take an id of the least and the most characters', () => {
    for (const length of [minLength, maxLength])
      expect(sent('x'.repeat(length))).toMatchObject({ verifyRequestId: 'x'.repeat(length) });
  });
});

describe('an outcome', () => {
  it('SIG-9: is final, but for the one code with which nothing was done', () => {
    const codes = Object.values(resultCodes).map(({ code, status }) => ({
      code,
      isFinal: isFinal(operation, { resultStatus: status, resultCode: code }),
    }));
    expect(codes.filter((row) => !row.isFinal).map(({ code }) => code)).toEqual([
      'REQUEST_TRAFFIC_EXCEED_LIMIT',
    ]);
  });

  it('SIG-9: is final with a code that the operation does not have: that something was done cannot be excluded', () => {
    expect(isFinal({ resultCodes: {} }, failed('PROCESS_FAIL'))).toBe(true);
  });

  it.each([
    [sent('id')],
    [failed('USER_NOT_EXIST')],
    [unknown('REQUEST_TRAFFIC_EXCEED_LIMIT')],
    // What is not sent does no harm.
    [{ ...failed('USER_NOT_EXIST'), verifyRequestId: 7 }],
  ])('of sendOTP is %o', (outcome) => {
    expect(isOutcome(operation, outcome)).toBe(true);
  });

  it.each([
    [undefined],
    [null],
    ['SUCCESS'],
    [{}],
    [{ resultCode: 'PROCESS_FAIL' }],
    [{ resultStatus: 'F' }],
    [{ resultStatus: 'F', resultCode: 7 }],
    [{ resultStatus: 'F', resultCode: ['PROCESS_FAIL'] }],
    [{ resultStatus: 'U', resultCode: 'PROCESS_FAIL' }],
    [{ resultStatus: undefined, resultCode: 'toString' }],
    [{ resultStatus: 'S', resultCode: 'SUCCESS' }],
  ])('of sendOTP is not %o', (outcome) => {
    expect(isOutcome(operation, outcome)).toBe(false);
  });
});
