// npm run check: before a commit, what CI would say of the files that changed. The whole suite is npm test.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';

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

/** Where the tests of a folder are, if it is not the folder of the same name. */
const rooms: Readonly<Record<string, readonly string[]>> = {
  'server/contract': ['server'],
  'server/reference': ['reference'],
  'server/mock': ['mock'],
  generated: ['spec'],
  scripts: ['spec', 'diff'],
};
/** The folders of tests beside a file: of its room, or of the part of the room that it is in, if that has tests of its own. */
function testsBeside(path: string): readonly string[] {
  const [top = '', second = ''] = path.split('/');
  const room = rooms[`${top}/${second}`] === undefined ? top : `${top}/${second}`;
  const [part = ''] = path.slice(room.length + 1).split('/');
  return (rooms[room] ?? [room]).map((folder) =>
    existsSync(`test/${folder}/${part}`) && !part.includes('.') ? `${folder}/${part}` : folder,
  );
}

/** What else a change reaches, such as services, browsers and packed packages, CI runs. */
const near = [...sources, ...tests.map((path) => path.replace('test/', ''))].flatMap(testsBeside);
const foldersIn = (folder: string): readonly string[] =>
  readdirSync(`test/${folder}`, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [folder === '' ? entry.name : `${folder}/${entry.name}`] : [],
  );
const far = foldersIn('')
  .flatMap((folder) => {
    if (near.includes(folder)) return [];
    const isPartlyNear = near.some((name) => name.startsWith(`${folder}/`));
    if (!isPartlyNear) return [`test/${folder}/**`];
    const others = foldersIn(folder).filter((part) => !near.includes(part));
    return [`test/${folder}/*.test.ts`, ...others.map((part) => `test/${part}/**`)];
  })
  .map((glob) => `--exclude=${glob}`);

/** Which tests read a document: imports do not lead to them. */
const readers: readonly (readonly [document: RegExp, tests: string])[] = [
  [/^spec\/|^redocly\.yaml$/, 'test/spec'],
  [/^docs\/security\.yaml$/, 'test/reference/security'],
  [/^docs\/mock\.md$/, 'test/mock/docs.test.ts'],
  [/^(docs\/signing\.md|examples\/samples\/.*)$/, 'test/docs/signing.test.ts'],
];
const reading = readers.flatMap(([document, path]) =>
  changed.some((name) => document.test(name)) ? [path] : [],
);

/** What a step keeps for the next time, so that it looks at what changed since. */
const cache = 'node_modules/.cache/check';
mkdirSync(cache, { recursive: true });

const bin = (path: string, ...args: readonly string[]): readonly string[] => [
  `node_modules/${path}`,
  ...args,
];
const vitest = (...args: readonly string[]) =>
  bin('vitest/vitest.mjs', ...args, '--run', '--passWithNoTests', '--reporter=dot');

interface Step {
  readonly title: string;
  readonly args: readonly string[];
  readonly when: boolean;
  /** What is wrong although the program ended well. */
  readonly fault?: () => string | undefined;
}

/** All that is not committed: what a step that writes files has changed shows in it. */
const uncommitted = (): string =>
  [...lines('diff', 'HEAD'), ...lines('ls-files', '--others', '--exclude-standard')].join('\n');
const uncommittedBefore = uncommitted();

const steps: readonly Step[] = [
  {
    title: 'contract',
    args: bin('@redocly/cli/bin/cli.js', 'lint', 'spec/openapi.yaml'),
    when: changed.some((path) => path === 'spec/openapi.yaml' || path === 'redocly.yaml'),
  },
  {
    title: 'generated files',
    args: bin('tsx/dist/cli.mjs', 'scripts/generate.ts'),
    // Made from the contract, its documents and the code that enforces them: whatever changed may be one of its sources.
    when: changed.length > 0,
    fault: () =>
      uncommitted() === uncommittedBefore
        ? undefined
        : 'they were out of date, and are made anew now: look at them',
  },
  {
    title: 'format',
    args: bin('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '--ignore-unknown', ...changed),
    when: changed.length > 0,
  },
  {
    title: 'types',
    args: bin(
      'typescript/bin/tsc',
      '-p',
      'tsconfig.json',
      '--incremental',
      '--tsBuildInfoFile',
      `${cache}/tsc`,
    ),
    when: code.length > 0,
  },
  {
    title: 'lint',
    args: bin(
      'eslint/bin/eslint.js',
      '--no-warn-ignored',
      '--cache',
      '--cache-location',
      `${cache}/eslint`,
      ...code,
    ),
    when: code.length > 0,
  },
  { title: 'circles', args: bin('tsx/dist/cli.mjs', 'scripts/lint/circles.ts'), when: sources.length > 0 },
  {
    title: 'tests',
    args: vitest('related', ...sources, ...tests, ...far),
    when: sources.length + tests.length > 0,
  },
  { title: 'tests of documents', args: vitest(...reading), when: reading.length > 0 },
];

const start = performance.now();
const seconds = (since: number): string => ((performance.now() - since) / 1000).toFixed(0);
const failed = steps.filter(({ title, args, when, fault }) => {
  if (!when) return false;
  console.log(`== ${title}`);
  const env = { ...process.env, SENDOTP_TYPES_CHECKED: '1' };
  const begun = performance.now();
  const isWrong = spawnSync(process.execPath, args, { stdio: 'inherit', env }).status !== 0;
  console.log(`   ${seconds(begun)} s`);
  const more = fault?.();
  if (more !== undefined) console.log(more);
  return isWrong || more !== undefined;
});
console.log(
  failed.length === 0
    ? `${changed.length} changed files pass in ${seconds(start)} s`
    : `failed in ${seconds(start)} s: ${failed.map(({ title }) => title).join(', ')}`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
