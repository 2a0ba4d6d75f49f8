import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const sources = readdirSync('cli')
  .filter((file) => file.endsWith('.ts'))
  .map((file) => [file, readFileSync(`cli/${file}`, 'utf8')] as const);

/** The modules that a source file loads when it is loaded itself. */
function staticImports(source: string): string[] {
  const imports = source.matchAll(/^(?:import|export) (?!type )(?:[^;]*? from )?'([^']+)';/gms);
  return [...imports].map(([, name = '']) => name);
}

describe('the command', () => {
  it('loads the mock, and with it Prism, only when a mock starts', () => {
    const users = sources.filter(([, source]) => source.includes("'@sendotp-contract/mock'"));
    expect(users.map(([file]) => file)).toEqual(['mock.ts']);
    for (const [file, source] of sources)
      expect(staticImports(source), file).not.toContain('@sendotp-contract/mock');
    expect(staticImports("import { a } from 'x';\nimport {\n  b,\n} from '@sendotp-contract/mock';")).toEqual(
      ['x', '@sendotp-contract/mock'],
    );
  });

  it('loads the reference MPP only when it is served', () => {
    for (const [file, source] of sources)
      expect(staticImports(source).join(), file).not.toContain('@sendotp-contract/reference');
  });

  it('imports other packages by their names', () => {
    for (const [file, source] of sources) {
      for (const name of staticImports(source))
        expect(name, file).toMatch(/^(node:|\.\/[^/]+$|commander$|@sendotp-contract\/)/);
    }
  });

  it('suggests no command that would run a package of somebody else', () => {
    for (const [file, source] of sources)
      expect(source.replaceAll(/^.*\/\*\*.*$/gm, ''), file).not.toMatch(/npx sendotp(?!-contract)/);
  });
});
