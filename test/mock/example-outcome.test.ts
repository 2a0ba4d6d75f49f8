import { describe, expect, it } from 'vitest';
import { operations } from '@sendotp-contract/spec';
import { examples } from '@sendotp-contract/spec/examples';
import { outcomeOf, withFreshIds } from '../../server/mock/example-outcome.js';
import { lookUp, lookUpFields } from './three-operations.js';

const { sendOTP } = operations;
const result = { resultStatus: 'S', resultCode: 'SUCCESS', resultMessage: 'Success' } as const;

describe('the ids of a success', () => {
  it('RES-5: are fresh each time, everything else is what Prism served', () => {
    const example = { ...examples.sendOTP.responses.SUCCESS, added: 1 };
    const [first, second] = [withFreshIds(sendOTP, example), withFreshIds(sendOTP, example)];
    const ids = [example, first, second].map((body) => body.verifyRequestId);
    expect(new Set(ids).size).toBe(3);
    expect(first).toEqual({ ...example, verifyRequestId: first['verifyRequestId'] });
    expect(first.result).toBe(example.result);
  });

  it('RES-5: come from the record: length-bound texts only, within their length', () => {
    const example = { result, ...lookUpFields };
    const fresh = withFreshIds(lookUp, example);
    expect(fresh).toEqual({ ...example, ticket: expect.stringMatching(/^[0-9a-f]{12}$/) as unknown });
    const ticket = {
      type: 'string',
      required: true,
      nullable: false,
      rules: [],
      minLength: 50,
      maxLength: 64,
    };
    expect(withFreshIds({ ...lookUp, successFields: { ticket } }, example)['ticket']).toMatch(
      /^[0-9a-f]{50,64}$/,
    );
  });

  it('stay those of the document when the schema takes no others', () => {
    const example = { result, ...lookUpFields };
    const strict = {
      ...lookUp,
      validateResponse: (value: unknown): value is object => value === example,
    };
    expect(withFreshIds(strict, example)).toBe(example);
  });

  it('RES-6: F has none, and is the very body that Prism served', () => {
    const example = examples.sendOTP.responses.PROCESS_FAIL;
    expect(withFreshIds(sendOTP, example)).toBe(example);
  });
});

describe('the outcome that a body carries', () => {
  it('has the result and the success fields, and nothing else', () => {
    expect(outcomeOf(lookUp, { result, ...lookUpFields, added: 1 })).toEqual({
      resultStatus: 'S',
      resultCode: 'SUCCESS',
      ...lookUpFields,
    });
    expect(outcomeOf(sendOTP, examples.sendOTP.responses.PROCESS_FAIL)).toStrictEqual({
      resultStatus: 'F',
      resultCode: 'PROCESS_FAIL',
    });
  });

  it('is another object each time: what the mock knows of a response depends on it', () => {
    const example = examples.sendOTP.responses.PROCESS_FAIL;
    expect(outcomeOf(sendOTP, example)).not.toBe(outcomeOf(sendOTP, example));
  });
});
