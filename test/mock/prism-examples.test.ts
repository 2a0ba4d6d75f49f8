import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resultCodes } from '../../generated/result-codes.js';
import { isOutcome } from '../../server/contract/index.js';
import { type Examples, loadExamples } from '../../server/mock/prism-examples.js';

const loaded = Object.keys(createRequire(import.meta.url).cache);

describe("Prism's examples", () => {
  const folder = mkdtempSync(join(tmpdir(), 'sendotp-prism-'));
  const spec = readFileSync('spec/openapi.yaml', 'utf8');
  let examples: Examples;
  beforeAll(async () => {
    examples = await loadExamples();
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('the mock, its tables and its command are loaded without Prism', async () => {
    await import('../../server/mock/index.js');
    await import('../../cli/mock.js');
    const isPrism = (file: string): boolean => file.includes('prism-http');
    expect(loaded.filter(isPrism)).toEqual([]);
    expect(Object.keys(createRequire(import.meta.url).cache).some(isPrism)).toBe(true);
  });

  it.each(Object.values(resultCodes))('$rule: $code is an outcome with status $status', async (row) => {
    const outcome = await examples(row.code);
    expect(isOutcome(outcome)).toBe(true);
    expect(outcome).toMatchObject({ resultCode: row.code, resultStatus: row.status });
    // What is known of an outcome hangs on the object: no two calls may share one.
    expect(await examples(row.code)).not.toBe(outcome);
  });

  it.each([
    [
      'is missing',
      "                USER_NOT_EXIST:\n                  $ref: '#/components/examples/USER_NOT_EXIST'\n",
      '',
      'USER_NOT_EXIST of spec/openapi.yaml: https://stoplight.io/prism/errors#NOT_FOUND',
    ],
    [
      'has another code',
      '          resultCode: USER_NOT_EXIST\n          resultMessage: The user does not exist.',
      '          resultCode: PROCESS_FAIL\n          resultMessage: A general business failure occurred. Do not retry.',
      'USER_NOT_EXIST of spec/openapi.yaml: the example of this name has another resultCode',
    ],
    [
      'breaks the schema',
      '          resultStatus: F\n          resultCode: USER_NOT_EXIST',
      '          resultStatus: S\n          resultCode: USER_NOT_EXIST',
      'USER_NOT_EXIST of spec/openapi.yaml: ',
    ],
  ])('an example that %s is an error at the start', async (name, from, to, message) => {
    expect(spec).toContain(from);
    const file = join(folder, `${name}.yaml`);
    writeFileSync(file, spec.replace(from, to));
    await expect(loadExamples(file)).rejects.toThrow(message);
  });
});
