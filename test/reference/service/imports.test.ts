import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** What a source file loads when it is loaded itself. */
function staticImports(source: string): string[] {
  const imports = source.matchAll(/^(?:import|export) (?!type )(?:[^;]*? from )?'([^']+)';/gms);
  return [...imports].map(([, name = '']) => name);
}

/** The packages that a file loads, by itself and by the files that it loads. */
function packagesOf(entry: string): ReadonlySet<string> {
  const files = [entry];
  const packages = new Set<string>();
  for (const file of files) {
    for (const name of staticImports(readFileSync(file, 'utf8'))) {
      const path = join(dirname(file), name).replace(/\.js$/, '.ts');
      if (!name.startsWith('.')) packages.add(name);
      else if (existsSync(path) && !files.includes(path)) files.push(path);
    }
  }
  return packages;
}

describe('the service', () => {
  it('loads the libraries for Redis, mail, metrics, YAML, schemas, patterns and JSON logs only when settings need them', () => {
    const libraries = [...packagesOf('server/reference/service/index.ts')].filter(
      (name) => !/^(node:|@sendotp-contract\/)/.test(name),
    );
    expect(libraries.sort()).toEqual(['fastest-levenshtein', 'rate-limiter-flexible', 'sonic-boom']);
  });

  it('has a search that finds what is loaded', () => {
    expect([...packagesOf('server/reference/index.ts')]).toEqual(
      expect.arrayContaining(['nodemailer', 'yaml', 'zod']),
    );
  });
});
