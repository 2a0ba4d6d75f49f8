// npm run check: before a commit, what CI would say of the files that changed. The whole suite is npm test.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const lines = (...args: readonly string[]): readonly string[] =>
  execFileSync('git', args, { encoding: 'utf8' }).split('\n').filter(Boolean);

const changed = [
  ...lines('diff', '--name-only', '--diff-filter=d', 'HEAD'),
  ...lines('ls-files', '--others', '--exclude-standard'),
].filter((path) => existsSync(path));
const code = changed.filter(
  (path) => /\.(ts|js|mjs)$/.test(path) && !/(^|\/)(generated|examples)\//.test(path),
);
const tests = code.filter((path) => path.endsWith('.test.ts'));
const sources = code.filter((path) => path.endsWith('.ts') && !path.startsWith('test/'));

/** These start services, browsers or package installations: CI runs them. */
const slow = ['e2e', 'browser', 'consumers', 'interop'].map((room) => `--exclude=test/${room}/**`);

const bin = (path: string, ...args: readonly string[]): readonly string[] => [
  `node_modules/${path}`,
  ...args,
];
const vitest = (...args: readonly string[]) =>
  bin(
    'vitest/vitest.mjs',
    ...args,
    '--run',
    '--passWithNoTests',
    '--typecheck.enabled=false',
    '--reporter=dot',
    ...slow,
  );

interface Step {
  readonly title: string;
  readonly args: readonly string[];
  readonly when: boolean;
}

const steps: readonly Step[] = [
  {
    title: 'contract',
    args: bin('@redocly/cli/bin/cli.js', 'lint', 'spec/openapi.yaml'),
    when: changed.some((path) => path === 'spec/openapi.yaml' || path === 'redocly.yaml'),
  },
  {
    title: 'format',
    args: bin('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '--ignore-unknown', ...changed),
    when: changed.length > 0,
  },
  { title: 'types', args: bin('typescript/bin/tsc', '-p', 'tsconfig.json'), when: code.length > 0 },
  { title: 'lint', args: bin('eslint/bin/eslint.js', '--no-warn-ignored', ...code), when: code.length > 0 },
  { title: 'circles', args: bin('tsx/dist/cli.mjs', 'scripts/lint/circles.ts'), when: sources.length > 0 },
  {
    title: 'tests',
    args: vitest('related', ...sources, ...tests),
    when: sources.length + tests.length > 0,
  },
];

const start = performance.now();
const failed = steps.filter(({ title, args, when }) => {
  if (!when) return false;
  console.log(`== ${title}`);
  return spawnSync(process.execPath, args, { stdio: 'inherit' }).status !== 0;
});
const seconds = ((performance.now() - start) / 1000).toFixed(0);
console.log(
  failed.length === 0
    ? `${changed.length} changed files pass in ${seconds} s`
    : `failed in ${seconds} s: ${failed.map(({ title }) => title).join(', ')}`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
