import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { resultCodes } from '../generated/result-codes.js';
import { rules } from '../generated/rules.js';
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
  it('the contract holds every rule of the source, and no other', () => {
    expect(Object.keys(rules).sort()).toEqual([...ids].sort());
  });

  it('every result code has its rule', () => {
    expect(Object.values(resultCodes).map(({ rule }) => rule)).toEqual(
      ids.filter((id) => id.startsWith('RC-')),
    );
  });

  it('every rule has a test over real HTTP whose title begins with its id', () => {
    const tested = testedIds();
    expect(ids.filter((id) => !tested.has(id))).toEqual([]);
  });
});
