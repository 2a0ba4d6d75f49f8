import { readFileSync } from 'node:fs';
import { lintFromString, loadConfig } from '@redocly/openapi-core';
import { operations } from '@sendotp-contract/spec';
import { describe, expect, it } from 'vitest';

const { maxLength } = operations.sendOTP.parameters.accessToken;
const spec = readFileSync('spec/openapi.yaml', 'utf8');
const config = await loadConfig({ configPath: 'redocly.yaml' });

async function problems(source: string): Promise<string[]> {
  const found = await lintFromString({ source, absoluteRef: `${process.cwd()}/spec/planted.yaml`, config });
  return found.map(({ ruleId, message }) => `${ruleId}: ${message}`);
}

/** The spec with one fault in it; fails when there is nothing to replace, so that a fault is never planted in thin air. */
function planted(from: string, to: string): string {
  expect(spec).toContain(from);
  return spec.replace(from, to);
}

describe('lint', () => {
  it('the contract has no error and no warning', async () => {
    expect(await problems(spec)).toEqual([]);
  });

  it.each([
    [
      'a schema that lacks a code of the table',
      '            - USER_NOT_EXIST\n',
      '',
      'contract/result-codes-agree: sendOTP: the response with status F lacks USER_NOT_EXIST, which x-result-codes gives that status.',
    ],
    [
      'a code that changes its status in the table alone',
      'rule: RC-17\n    status: U',
      'rule: RC-17\n    status: F',
      'contract/result-codes-agree: sendOTP: the response with status U lists UNKNOWN_EXCEPTION, to which x-result-codes does not give that status.',
    ],
    [
      'an example with another message than the table',
      'resultMessage: The key is not found.',
      'resultMessage: Key not found.',
      'contract/result-codes-agree: sendOTP: example KEY_NOT_FOUND has message "Key not found."; x-result-codes says "The key is not found.".',
    ],
    [
      'an example with another status than the table',
      'resultStatus: F\n          resultCode: PROCESS_FAIL',
      'resultStatus: U\n          resultCode: PROCESS_FAIL',
      'contract/result-codes-agree: sendOTP: example PROCESS_FAIL has status U; x-result-codes says F.',
    ],
    [
      'a code without an example',
      "                USER_NOT_EXIST:\n                  $ref: '#/components/examples/USER_NOT_EXIST'\n",
      '',
      'contract/every-code-has-an-example: sendOTP: no response example named USER_NOT_EXIST that shows USER_NOT_EXIST.',
    ],
    [
      'a string without an upper bound',
      `          minLength: 1\n          maxLength: ${maxLength}\n          description: The MPP's token`,
      "          minLength: 1\n          description: The MPP's token",
      'contract/strings-are-bounded: A string needs maxLength, or an enum or const.',
    ],
    [
      'a nullable string without a bound',
      '      enum: [MOBILE, EMAIL, null]\n',
      '',
      'contract/strings-are-bounded: A string needs maxLength, or an enum or const.',
    ],
    [
      'an example that does not validate',
      "        verifyRequestId: '20261123000000000000000000000001'\n    ACCESS_DENIED",
      "        verifyRequestId: ''\n    ACCESS_DENIED",
      'no-invalid-media-type-examples: Example value must conform to the schema: `verifyRequestId` property must NOT have fewer than 1 characters.',
    ],
    [
      'a rule id that does not exist',
      'x-rule: [REQ-5]',
      'x-rule: [REQ-55]',
      'contract/rules-are-declared: x-rule cites REQ-55, which x-rules does not hold.',
    ],
    [
      'a code that no check leads to',
      'codes: [KEY_NOT_FOUND]',
      'codes: []',
      'contract/order-of-checks-is-complete: sendOTP: no check leads to KEY_NOT_FOUND.',
    ],
    [
      'a code without advice',
      '    advice: Use POST.\n',
      '',
      'contract/result-codes-agree: METHOD_NOT_SUPPORTED: advice is missing.',
    ],
    [
      'a secret that is no field',
      'x-secrets: [accessToken]',
      'x-secrets: [accesToken]',
      'contract/secrets-are-fields: sendOTP: x-secrets names accesToken, which is no parameter.',
    ],
    [
      'an operation that does not say what is secret',
      '      x-secrets: [accessToken]\n',
      '',
      'contract/secrets-are-fields: sendOTP: x-secrets is missing; expected a list of parameters.',
    ],
    [
      'a secret that may be logged',
      'x-loggable: [acquirerId, pspId]',
      'x-loggable: [acquirerId, accessToken]',
      'contract/secrets-are-fields: sendOTP: accessToken is secret and may not be logged.',
    ],
    [
      'a plain example that is none',
      'x-plain-example: MOBILE',
      'x-plain-example: FAX',
      'contract/every-code-has-an-example: sendOTP: x-plain-example is FAX; expected the name of a request example.',
    ],
    [
      'an operation that does not have a code of its schema',
      '          - USER_STATUS_ABNORMAL\n          - REQUEST',
      '          - REQUEST',
      'contract/result-codes-agree: sendOTP: the response with status F lists USER_STATUS_ABNORMAL, to which x-result-codes does not give that status.',
    ],
    [
      'a common code that does not exist',
      '          - USER_STATUS_ABNORMAL\n          - REQUEST',
      '          - USER_STATUS_ABNORMAL\n          - NO_SUCH_CODE\n          - REQUEST',
      'contract/result-codes-agree: sendOTP names the common code NO_SUCH_CODE, which x-result-codes does not hold.',
    ],
    [
      'an own code with another message in its example',
      'message: The times of sending OTP exceed the limit.',
      'message: Too many.',
      'contract/result-codes-agree: sendOTP: example OTP_SEND_TIMES_EXCEED_LIMIT has message "The times of sending OTP exceed the limit."; x-result-codes says "Too many.".',
    ],
    [
      'a check of the operation that leads to a code it does not have',
      'codes: [OTP_SEND_TIMES_EXCEED_LIMIT]',
      'codes: [OTP_SEND_TIMES_EXCEED_LIMIT, TOO_LATE]',
      'contract/order-of-checks-is-complete: sendOTP: a check leads to TOO_LATE, which the operation does not have.',
    ],
  ])('finds %s', async (_, from, to, expected) => {
    expect(await problems(planted(from, to))).toContain(expected);
  });
});
