import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { resultCodes, rules } from '@sendotp-contract/spec';
import ids from './rule-ids.json' with { type: 'json' };

/** The ids that the titles of the tests over real HTTP begin with: vitest's own list, with every `each` written out. */
function testedIds(): Set<string> {
  const list = execFileSync(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'list', 'test/e2e', '--json', '--typecheck.enabled=false'],
    { encoding: 'utf8' },
  );
  const tests = JSON.parse(list) as { readonly name: string }[];
  const titles = tests.map(({ name }) => name.slice(name.lastIndexOf(' > ') + 3));
  return new Set(titles.map((title) => /^([A-Z]+-\d+): /.exec(title)?.[1] ?? ''));
}

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

  it('every rule has a test over real HTTP whose title begins with its id', () => {
    const tested = testedIds();
    expect(Object.keys(rules).filter((id) => !tested.has(id))).toEqual([]);
  });
});
