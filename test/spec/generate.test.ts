import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contractFiles } from '../../scripts/generate/contract-files.js';
import { readSource } from '../../scripts/generate/source.js';

const addition = readFileSync('test/second-operation/second-operation.yaml', 'utf8');

/** What is generated from the contract with two operations, the second one changed. */
async function generated(change: (yaml: string) => string = (yaml) => yaml): Promise<Record<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'sendotp-generate-'));
  try {
    // The header names the file: the same name for every version of it.
    const file = join(folder, 'addition.yaml');
    writeFileSync(file, change(addition));
    const files = await contractFiles(readSource('spec/openapi.yaml', file), {
      here: 'shape',
      below: 'shape',
    });
    return Object.fromEntries(
      Object.entries(files).map(([name, text]) => [name, text.replaceAll(file, 'addition.yaml')]),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('generated files', () => {
  it('a change in one operation changes no file of another', async () => {
    const before = await generated();
    const after = await generated((yaml) => yaml.replace('minLength: 4', 'minLength: 5'));
    const changed = Object.keys(before).filter((name) => before[name] !== after[name]);
    expect(changed).toContain('operations/made-up-check.ts');
    expect(changed).toContain('operations/made-up-check.validators.ts');
    expect(changed.filter((name) => name.startsWith('operations/send-otp'))).toEqual([]);
  });

  it('what no table of fields tells, such as a pattern, puts its validator into what a caller loads', async () => {
    const callOf = (files: Record<string, string>) => files['operations/made-up-check.call.ts'];
    expect(callOf(await generated())).not.toContain('validateRequest');
    const changed = await generated((yaml) =>
      yaml.replace('minLength: 4', "minLength: 4\n          pattern: '^[0-9]+'"),
    );
    expect(callOf(changed)).toContain('validateRequest: validateMadeUpCheckRequest');
  });

  it('each says in its head what it was made from', async () => {
    for (const [name, text] of Object.entries(await generated())) {
      const [head = ''] = text.split('\n').filter((line) => line.includes('generated from'));
      expect(head, name).toMatch(
        /generated from spec\/openapi\.yaml and addition\.yaml.* \(sha256 [0-9a-f]{64}\) by npm run generate/,
      );
    }
  });

  it('the record takes limits, defaults and secrets from the schemas', async () => {
    const files = await generated((yaml) => yaml.replace('maxLength: 20\n', 'maxLength: 21\n'));
    expect(files['operations/made-up-check.call.ts']).toMatch(
      /"remark": \{\s+"type": "string",\s+"required": false,\s+"nullable": true,\s+"minLength": 1,\s+"maxLength": 21,/,
    );
    expect(files['operations/made-up-check.ts']).toMatch(/secrets: \[\s+"accessToken",\s+"typedCode"\s+\]/);
  });

  it('a common code that does not exist is an error that names operation and code', async () => {
    const planted = generated((yaml) => yaml.replace('- USER_NOT_EXIST\n', '- NO_SUCH_CODE\n'));
    await expect(planted).rejects.toThrow('madeUpCheck: x-result-codes has no row NO_SUCH_CODE');
  });
});
