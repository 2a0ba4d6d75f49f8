// npm run bump: takes the changesets into the version of every package and into CHANGELOG.md (docs/releases.md).
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { chapterOf, nextVersion, readChangesets } from './release/changesets.js';

const changelog = 'CHANGELOG.md';
const changesets = readChangesets();
if (changesets.length === 0) {
  console.log('there are no changesets: npx changeset writes one');
} else {
  const root = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  const version = nextVersion(root.version, changesets);
  const tool = dirname(createRequire(import.meta.url).resolve('@changesets/cli/package.json'));
  execFileSync(process.execPath, [join(tool, 'bin.js'), 'version'], { stdio: 'inherit' });
  writeFileSync('package.json', `${JSON.stringify({ ...root, version }, null, 2)}\n`);
  const text = readFileSync(changelog, 'utf8');
  const date = new Date().toISOString().slice(0, 10);
  const at = text.search(/^## /m);
  const head = at < 0 ? text : text.slice(0, at);
  const whole = `${head}${chapterOf(version, date, changesets)}\n${text.slice(head.length)}`;
  writeFileSync(changelog, await format(whole, { ...(await resolveConfig(changelog)), filepath: changelog }));
  execFileSync('npm', ['install', '--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund'], {
    stdio: 'inherit',
  });
  console.log(`${version}: read ${changelog}, then npm run release -- --dry-run`);
}
