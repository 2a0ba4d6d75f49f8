import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';

const bin = 'cli/bin/sendotp-contract.js';
const run = promisify(execFile);

/** The bin in a process that believes to be this version of Node. */
async function startedBy(version: string): Promise<{ code: number; stderr: string }> {
  const pretence = `Object.defineProperty(process,'versions',{value:{...process.versions,node:'${version}'}})`;
  return run(process.execPath, ['--import', `data:text/javascript,${pretence}`, bin, '--version']).then(
    ({ stderr }) => ({ code: 0, stderr }),
    (error: unknown) => error as { code: number; stderr: string },
  );
}

describe('the version of Node', () => {
  it.each(['14.21.3', '18.20.8', '20.18.3'])('%s is too old, and says so first', async (version) => {
    expect(await startedBy(version)).toMatchObject({
      code: 1,
      stderr: `sendotp-contract: this is Node ${version}; sendotp-contract needs Node 20.19 or newer\n`,
    });
  });

  it.each(['20.19.0', '22.0.0', '100.1.0'])('%s goes on', async (version) => {
    expect((await startedBy(version)).stderr).not.toContain('this is Node');
  });

  it('is looked at by a file that old ones can read', () => {
    const languageOptions = { ecmaVersion: 2020, sourceType: 'module' } as const;
    expect(new Linter().verify(readFileSync(bin, 'utf8'), { languageOptions })).toEqual([]);
    expect(new Linter().verify('a ??= 1', { languageOptions })).toMatchObject([{ fatal: true }]);
  });
});
