import { execFileSync } from 'node:child_process';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { invisibleRules } from '@sendotp-contract/conformance';
import { resultCodes, rules } from '@sendotp-contract/spec';
import { variants } from './conformance/variants/all.js';
import ids from './rule-ids.json' with { type: 'json' };

/** Test file → the rules that its titles begin with, over real HTTP: vitest's own list, with every `each` written out. */
function titledRules(): ReadonlyMap<string, ReadonlySet<string>> {
  const list = execFileSync(
    process.execPath,
    [
      'node_modules/vitest/vitest.mjs',
      'list',
      'test/e2e',
      '--project',
      'source',
      '--json',
      '--typecheck.enabled=false',
    ],
    { encoding: 'utf8' },
  );
  const tests = JSON.parse(list) as { readonly name: string; readonly file: string }[];
  const byFile = new Map<string, Set<string>>();
  for (const { name, file } of tests) {
    const title = name.slice(name.lastIndexOf(' > ') + 3);
    const [, leading = ''] = /^([A-Z]+-\d+(?:, [A-Z]+-\d+)*): /.exec(title) ?? [];
    const rules = byFile.get(basename(file)) ?? new Set();
    for (const id of leading.split(', ')) if (id !== '') rules.add(id);
    byFile.set(basename(file), rules);
  }
  return byFile;
}

/** The files that show every case of the judge. */
const judged = ['reference.test.ts', 'mock.test.ts'] as const;

describe('rules', () => {
  it('the contract has lost no rule of the source, and adds none in its name', () => {
    expect(ids.filter((id) => !Object.hasOwn(rules, id))).toEqual([]);
    // A rule of our own is added in the spec alone, where lint wants its sentence and its source.
    const cited = Object.entries(rules).filter(([, { source }]) => !source.some((name) => name === 'ours'));
    expect(cited.map(([id]) => id).filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('every result code has a rule of its own', () => {
    const own = Object.values(resultCodes).map(({ rule }) => rule);
    expect(new Set(own).size).toBe(own.length);
    expect(
      Object.keys(rules)
        .filter((id) => id.startsWith('RC-'))
        .sort(),
    ).toEqual(own.sort());
  });

  it('every rule is shown by the judge on the reference MPP and the mock, or by a test of its own where no judge can see it', () => {
    const titled = titledRules();
    const visible = Object.keys(rules).filter((id) => !Object.hasOwn(invisibleRules, id));
    for (const file of judged) expect([...(titled.get(file) ?? [])].sort(), file).toEqual(visible.sort());
    const own = new Set(
      [...titled].flatMap(([file, of]) => (judged.some((name) => name === file) ? [] : [...of])),
    );
    expect(Object.keys(invisibleRules).filter((id) => !own.has(id))).toEqual([]);
    expect([...own].filter((id) => !Object.hasOwn(rules, id))).toEqual([]);
    // A process of its own loads every file of the folder.
  });

  it('every rule that the judge shows is broken by a server that it tells', () => {
    const broken = new Set<string>(variants.map(({ rule }) => rule));
    expect(Object.keys(rules).filter((id) => !Object.hasOwn(invisibleRules, id) && !broken.has(id))).toEqual(
      [],
    );
  });
});
