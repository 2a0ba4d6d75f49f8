import { describe, expect, it } from 'vitest';
import { licenceFaults, reachable } from '../../scripts/release/bill-of-materials.js';
import { contentFaults } from '../../scripts/release/tarball.js';
import { isAtLeast, smallestVersion } from '../../scripts/release/version.js';

describe('the smallest version of a release', () => {
  it.each([
    ['1.2.3', 'none', '1.2.3'],
    ['1.2.3', 'patch', '1.2.4'],
    ['1.2.3', 'minor', '1.3.0'],
    ['1.2.3', 'major', '2.0.0'],
    ['0.2.3', 'patch', '0.2.4'],
    ['0.2.3', 'minor', '0.2.4'],
    ['0.2.3', 'major', '0.3.0'],
  ] as const)('after %s, for a %s bump: %s', (last, bump, smallest) => {
    expect(smallestVersion(last, bump)).toBe(smallest);
  });

  it.each([
    ['1.2.3', '1.2.3', true],
    ['1.2.10', '1.2.9', true],
    ['2.0.0', '1.9.9', true],
    ['1.9.9', '2.0.0', false],
    ['1.2.9', '1.2.10', false],
  ])('%s is at least %s: %s', (version, other, expected) => {
    expect(isAtLeast(version, other)).toBe(expected);
  });

  it('is refused for what is no version', () => {
    expect(() => smallestVersion('latest', 'patch')).toThrow('latest is not a version such as 1.2.3');
  });
});

describe('what is not published', () => {
  const files = (...paths: readonly string[]) => paths.map((path) => ({ path }));
  const needed = ['package.json', 'README.md', 'LICENSE'];

  it('a package without its licence', () => {
    const found = contentFaults({ name: 'a', files: files('package.json', 'README.md') });
    expect(found).toEqual(['a lacks LICENSE']);
  });

  it.each(['index.ts', 'test/a.js', 'dist/.tsbuildinfo', 'key.pem', '.env', 'node_modules/b/index.js'])(
    'a package with %s',
    (path) => {
      expect(contentFaults({ name: 'a', files: files(...needed, path) })).toEqual([`a holds ${path}`]);
    },
  );

  it('nothing is wrong with code and types', () => {
    expect(contentFaults({ name: 'a', files: files(...needed, 'dist/index.js', 'dist/index.d.ts') })).toEqual(
      [],
    );
  });

  it.each([
    ['MIT', true],
    ['(GPL-2.0 OR MIT)', true],
    ['(GPL-2.0 AND MIT)', false],
    ['GPL-3.0', false],
  ])('a dependency under %s: allowed is %s', (expression, allowed) => {
    const found = licenceFaults([{ name: 'b', version: '1.0.0', licenses: [{ expression }] }]);
    expect(found.length === 0).toBe(allowed);
  });

  it('a dependency without a licence', () => {
    expect(licenceFaults([{ name: 'b', version: '1.0.0' }])).toHaveLength(1);
  });
});

describe('the bill of materials', () => {
  it('holds what a published package reaches, and nothing of development', () => {
    const component = (name: string) => ({ name, version: '1.0.0', 'bom-ref': `${name}@1.0.0` });
    const bill = {
      components: ['own', 'direct', 'below', 'development'].map(component),
      dependencies: [
        { ref: 'own@1.0.0', dependsOn: ['direct@1.0.0'] },
        { ref: 'direct@1.0.0', dependsOn: ['below@1.0.0', 'own@1.0.0'] },
        { ref: 'development@1.0.0', dependsOn: [] },
      ],
    };
    const names = reachable(bill, ['own']).components.map(({ name }) => name);
    expect(names).toEqual(['own', 'direct', 'below']);
  });
});
