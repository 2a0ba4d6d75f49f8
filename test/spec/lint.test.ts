import { readFileSync } from 'node:fs';
import { lintFromString, loadConfig } from '@redocly/openapi-core';
import { describe, expect, it } from 'vitest';

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
      'contract/result-codes-agree: ResultF lacks USER_NOT_EXIST, which x-result-codes gives status F.',
    ],
    [
      'a code that changes its status in the table alone',
      'rule: RC-17\n    status: U',
      'rule: RC-17\n    status: F',
      'contract/result-codes-agree: ResultU lists UNKNOWN_EXCEPTION, to which x-result-codes does not give status U.',
    ],
    [
      'an example with another message than the table',
      'resultMessage: The key is not found.',
      'resultMessage: Key not found.',
      'contract/result-codes-agree: Example KEY_NOT_FOUND has message "Key not found."; x-result-codes says "The key is not found.".',
    ],
    [
      'an example with another status than the table',
      'resultStatus: F\n          resultCode: PROCESS_FAIL',
      'resultStatus: U\n          resultCode: PROCESS_FAIL',
      'contract/result-codes-agree: Example PROCESS_FAIL has status U; x-result-codes says F.',
    ],
    [
      'a code without an example',
      "                USER_NOT_EXIST:\n                  $ref: '#/components/examples/USER_NOT_EXIST'\n",
      '',
      'contract/every-code-has-an-example: No response example named USER_NOT_EXIST that shows USER_NOT_EXIST.',
    ],
    [
      'a string without an upper bound',
      "          minLength: 1\n          maxLength: 128\n          description: The MPP's token",
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
      'contract/order-of-checks-is-complete: No check leads to KEY_NOT_FOUND.',
    ],
    [
      'a code without advice',
      '    advice: Use POST.\n',
      '',
      'contract/result-codes-agree: METHOD_NOT_SUPPORTED: advice is missing.',
    ],
  ])('finds %s', async (_, from, to, expected) => {
    expect(await problems(planted(from, to))).toContain(expected);
  });
});
