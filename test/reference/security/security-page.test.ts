import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { namedTests, securityPage } from '../../../scripts/generate/security.js';

/** The tests that a file has no such title for, as it is written there. */
function missing(tests: ReturnType<typeof namedTests>): string[] {
  const texts = new Map<string, string>();
  return tests.flatMap(({ id, file, title }) => {
    const text = texts.get(file) ?? (existsSync(file) ? readFileSync(file, 'utf8') : '');
    texts.set(file, text);
    const written = [title, title.replaceAll("'", "\\'")].flatMap((one) => [
      `'${one}'`,
      `"${one}"`,
      `\`${one}\``,
    ]);
    return written.some((one) => text.includes(one)) ? [] : [`${id}: ${file} has no test "${title}"`];
  });
}

describe('the page of the security requirements', () => {
  it('is what npm run generate makes of docs/security.yaml', () => {
    expect(readFileSync('docs/security.md', 'utf8')).toBe(securityPage());
  });

  it('names no test that does not exist', () => {
    const tests = namedTests();
    expect(tests.length).toBeGreaterThan(80);
    expect(missing(tests)).toEqual([]);
  });

  it.each([
    ['a test that does not exist', 'tests: [some | no such title]', 'has no test "no such title"'],
    ['a file that is not listed', 'tests: [other | a title]', 'other is none of the files'],
    ['no reason', '', 'says no why'],
  ])('%s is noticed', (_, fields, expected) => {
    const path = join(tmpdir(), `sendotp-security-${process.pid}.yaml`);
    const row = `{ id: '1', asks: It., verdict: met, ${fields} }`;
    writeFileSync(path, `files: { some: package.json }\nstandards: [{ name: S, requirements: [${row}] }]\n`);
    try {
      expect(() => {
        const [first] = missing(namedTests(path));
        if (first !== undefined) throw new Error(first);
      }).toThrow(expected);
    } finally {
      rmSync(path);
    }
  });
});
