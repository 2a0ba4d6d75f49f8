import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { bumpOf } from '../diff/change.js';
import { compareContracts } from '../diff/compare.js';
import { lastRelease, readRevision, specification } from '../diff/revision.js';
import { nextVersion, readChangesets } from './changesets.js';
import { isAtLeast, smallestVersion } from './version.js';

interface Manifest {
  readonly version: string;
}

const manifestOf = (text: string): Manifest => JSON.parse(text) as Manifest;

/** What is wrong with the versions of this release: one sentence for each, none if all is well. */
export function versionFaults(): readonly string[] {
  const { version } = manifestOf(readFileSync('package.json', 'utf8'));
  const changelog = readFileSync('CHANGELOG.md', 'utf8');
  const pending = readChangesets().length;
  return [
    ...(pending === 0 ? [] : [`${pending} changesets are in no version yet: npm run bump`]),
    ...(changelog.includes(`\n## ${version} `) ? [] : [`CHANGELOG.md has no chapter ${version}`]),
    ...bumpFaults(version),
  ];
}

/** The same before a release: the changesets say what the version will be. */
export function comingVersionFaults(): readonly string[] {
  const { version } = manifestOf(readFileSync('package.json', 'utf8'));
  return bumpFaults(nextVersion(version, readChangesets()));
}

function bumpFaults(version: string): readonly string[] {
  const tag = lastRelease();
  if (tag === undefined) return [];
  const [before, after] = [readRevision(tag), readRevision(specification)];
  const bump = bumpOf(compareContracts(before, after));
  const last = manifestOf(execFileSync('git', ['show', `${tag}:package.json`], { encoding: 'utf8' })).version;
  const contract = [before, after].map((document) => String(document.at('#/info/version')));
  return [
    ...tooSmall('the packages', last, version, smallestVersion(last, bump)),
    ...tooSmall(
      'the contract (info.version)',
      contract[0] ?? '',
      contract[1] ?? '',
      smallestVersion(contract[0] ?? '', bump),
    ),
  ];
}

const tooSmall = (what: string, last: string, version: string, smallest: string): readonly string[] =>
  isAtLeast(version, smallest)
    ? []
    : [
        `${what}: ${version} is too small after ${last}: the changes need ${smallest} or later (npm run diff -- --last-release)`,
      ];
