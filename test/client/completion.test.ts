import { resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { operations } from '@sendotp-contract/spec';

/** What an editor offers at the `|` of a program that stands in this folder. */
function offered(program: string): readonly string[] {
  const file = resolve('test/client/completion-program.ts');
  const text = program.replace('|', '');
  const { config } = ts.readConfigFile('tsconfig.json', (path) => ts.sys.readFile(path)) as {
    config: unknown;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, resolve('.'));
  const service = ts.createLanguageService({
    getScriptFileNames: () => [file],
    getScriptVersion: () => '1',
    getScriptSnapshot: (name) => {
      const found = name === file ? text : ts.sys.readFile(name);
      return found === undefined ? undefined : ts.ScriptSnapshot.fromString(found);
    },
    getCurrentDirectory: () => resolve('.'),
    getCompilationSettings: () => ({ ...options, types: [] }),
    getDefaultLibFileName: (all) => ts.getDefaultLibFilePath(all),
    fileExists: (name) => name === file || ts.sys.fileExists(name),
    readFile: (name) => ts.sys.readFile(name),
  });
  const found = service.getCompletionsAtPosition(file, program.indexOf('|'), {});
  return found?.entries.map(({ name }) => name) ?? [];
}

const codesOf = (status: string): string[] =>
  Object.values(operations.sendOTP.resultCodes)
    .filter((row) => row.status === status)
    .map(({ code }) => code);

describe('an editor', () => {
  it.each(['S', 'F', 'U'])('offers the codes of status %s where it is known, and no others', (status) => {
    const program = `import type { SendOtpOutcome } from '@sendotp-contract/client';
      declare const outcome: SendOtpOutcome;
      if (outcome.resultStatus === '${status}' && outcome.resultCode === '|') {}`;
    expect([...offered(program)].sort()).toEqual(codesOf(status).sort());
  });

  it('offers the operations of the contract to call', () => {
    const program = `import type { SendOtpClient } from '@sendotp-contract/client';
      declare const client: SendOtpClient;
      void client.call('|');`;
    expect(offered(program)).toEqual(Object.keys(operations));
  });
});
