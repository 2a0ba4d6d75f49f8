import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { chapterOf, nextVersion } from '../../scripts/release/changesets.js';
import { program } from '../from-source.js';

/** A repository with a release 0.2.0 of two packages and the contract. */
const folder = mkdtempSync(join(tmpdir(), 'sendotp-release-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const write = (path: string, content: unknown): void => {
  const text = typeof content === 'string' ? content : JSON.stringify(content, null, 2);
  writeFileSync(join(folder, path), text);
};
const read = (path: string): string => readFileSync(join(folder, path), 'utf8');
const git = (...args: readonly string[]) =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.net', ...args], { cwd: folder });
const script = (name: 'diff' | 'bump', ...args: readonly string[]) =>
  spawnSync(process.execPath, [program(name), ...args], { cwd: folder, encoding: 'utf8' });

describe('a release', () => {
  it('starts from the last one', () => {
    for (const path of ['spec', 'a', 'b', '.changeset']) mkdirSync(join(folder, path));
    copyFileSync('spec/openapi.yaml', join(folder, 'spec/openapi.yaml'));
    copyFileSync('.changeset/config.json', join(folder, '.changeset/config.json'));
    const [version, name] = ['0.2.0', '@sendotp-contract/b'];
    write('package.json', { name: 'root', version, private: true, workspaces: ['a', 'b'] });
    write('a/package.json', { name: 'sendotp-contract', version, dependencies: { [name]: version } });
    write('b/package.json', { name, version });
    write('CHANGELOG.md', '# Changelog\n\n## 0.2.0 (2026-11-25)\n\nThe first.\n');
    git('init', '--quiet', '--initial-branch=main');
    git('add', '.');
    git('commit', '--quiet', '--message', 'release');
    expect(script('diff', '--last-release')).toMatchObject({ status: 0, stdout: /no release yet/ });
    git('tag', 'v0.2.0');
    expect(script('diff', '--last-release')).toMatchObject({ status: 0, stdout: 'no difference\n' });
  });

  it('with a bump that is too small is refused', () => {
    write('spec/openapi.yaml', read('spec/openapi.yaml').replaceAll('maxLength: 128', 'maxLength: 64'));
    const { status, stdout, stderr } = script('diff', '--last-release');
    expect(status).toBe(1);
    expect(stdout).toContain('BREAKS callers');
    expect(stderr).toContain('the packages: 0.2.0 is too small after 0.2.0: the changes need 0.3.0 or later');
    expect(stderr).toContain('the contract (info.version): 1.0.0 is too small after 1.0.0');
    write('.changeset/shorter.md', "---\n'@sendotp-contract/b': patch\n---\n\nShorter.\n");
    expect(script('diff', '--last-release').stderr).toContain('the packages: 0.2.1 is too small after 0.2.0');
  });

  it('with the bump that is needed passes, and says so in every package and in the changelog', () => {
    write('.changeset/shorter.md', "---\n'@sendotp-contract/b': minor\n---\n\nTokens are shorter.\n");
    write('spec/openapi.yaml', read('spec/openapi.yaml').replace('version: 1.0.0', 'version: 2.0.0'));
    expect(script('diff', '--last-release').status).toBe(0);
    const { status, stderr } = script('bump');
    expect({ status, stderr }).toMatchObject({ status: 0 });
    for (const path of ['package.json', 'a/package.json', 'b/package.json'])
      expect(JSON.parse(read(path))).toMatchObject({ version: '0.3.0' });
    expect(JSON.parse(read('a/package.json'))).toMatchObject({
      dependencies: { '@sendotp-contract/b': '0.3.0' },
    });
    expect(read('CHANGELOG.md')).toMatch(
      /^# Changelog\n\n## 0\.3\.0 \(.{10}\)\n\n### May break\n\n- \*\*b\*\*: Tokens are shorter\.\n\n## 0\.2\.0/,
    );
    expect(script('bump').stdout).toContain('there are no changesets');
    expect(script('diff', '--last-release').status).toBe(0);
  });
});

describe('changesets', () => {
  const change = (bump: 'patch' | 'minor' | 'major') => ({ bump, packages: ['a'], text: bump });

  it.each([
    ['0.2.1', ['patch', 'patch']],
    ['0.3.0', ['patch', 'minor']],
    ['1.0.0', ['minor', 'major']],
    ['0.2.0', []],
  ] as const)('the largest bump counts: %s', (version, bumps) => {
    expect(nextVersion('0.2.0', bumps.map(change))).toBe(version);
  });

  it('what may break stands first: before 1.0.0 that is a minor bump', () => {
    const changes = (['patch', 'minor'] as const).map(change);
    expect(chapterOf('0.3.0', '2026-12-01', changes)).toMatch(
      /May break\n\n- \*\*a\*\*: minor[^]*nothing\n\n- \*\*a\*\*: patch/,
    );
    expect(chapterOf('1.3.0', '2026-12-01', changes)).not.toContain('May break');
  });
});
