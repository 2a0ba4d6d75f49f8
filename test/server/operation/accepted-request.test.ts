import { operations } from '@sendotp-contract/spec';
import { describe, expect, it } from 'vitest';
import { acceptedRequest } from '../../../server/contract/operation/accepted-request.js';

const field = { type: 'string', nullable: true, rules: [] } as const;

describe('what a handler is given', () => {
  it('REQ-3: null and left out are the same: the default, or nothing', () => {
    const parameters = {
      id: { ...field, required: true },
      kind: { ...field, required: false, default: 'A' },
      note: { ...field, required: false },
    };
    expect(acceptedRequest({ parameters }, { id: '1' })).toStrictEqual({ id: '1', kind: 'A' });
    expect(acceptedRequest({ parameters }, { id: '1', kind: null, note: null })).toStrictEqual({
      id: '1',
      kind: 'A',
    });
    expect(acceptedRequest({ parameters }, { id: '1', kind: 'B', note: 'x' })).toEqual({
      id: '1',
      kind: 'B',
      note: 'x',
    });
  });

  it('REQ-10: what the contract does not know is not handed on, whatever its name', () => {
    const body = JSON.parse(
      '{"acquirerId":"A","__proto__":{"pspId":"evil"},"constructor":1,"extra":2}',
    ) as object;
    const accepted = acceptedRequest(operations.sendOTP, body);
    expect(accepted).toEqual({
      acquirerId: 'A',
      verifyType: operations.sendOTP.parameters.verifyType.default,
    });
    expect(Object.getPrototypeOf(accepted)).toBe(Object.prototype);
  });
});
