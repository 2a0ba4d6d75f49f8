import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Bump } from '../diff/change.js';

/** One change that users notice, as `npx changeset` writes it. */
export interface Changeset {
  readonly bump: Bump;
  /** The packages that it names. All of them get the same version. */
  readonly packages: readonly string[];
  /** What the changelog says. */
  readonly text: string;
}

const bumps: readonly Bump[] = ['patch', 'minor', 'major'];

/**
 * The changes that no version contains yet.
 * @throws Error for a file that is no changeset
 */
export function readChangesets(folder = '.changeset'): readonly Changeset[] {
  return filesOf(folder)
    .filter((name) => name.endsWith('.md') && name !== 'README.md')
    .sort()
    .map((name) => {
      const path = join(folder, name);
      const [, head, text = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(readFileSync(path, 'utf8')) ?? [];
      const named: unknown = head === undefined ? undefined : parse(head);
      if (typeof named !== 'object' || named === null) throw new Error(`${path} is no changeset`);
      const entries = Object.entries(named);
      return {
        bump: largest(entries.map(([, bump]) => bumpFrom(bump, path))),
        packages: Object.keys(named),
        text: text.trim(),
      };
    });
}

/** The version that changesets lead to, which is plain semantic versioning: `major` after 0.2.0 is 1.0.0. */
export function nextVersion(version: string, changesets: readonly Changeset[]): string {
  if (changesets.length === 0) return version;
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  const bump = largest(changesets.map((changeset) => changeset.bump));
  if (bump === 'major') return `${major + 1}.0.0`;
  return bump === 'minor' ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`;
}

/** The chapter of the changelog: what may break first. */
export function chapterOf(version: string, date: string, changesets: readonly Changeset[]): string {
  const breaking: Bump = version.startsWith('0.') ? 'minor' : 'major';
  const isBreaking = ({ bump }: Changeset): boolean => bumps.indexOf(bump) >= bumps.indexOf(breaking);
  const parts = [
    ['May break', changesets.filter(isBreaking)],
    ['Breaks nothing', changesets.filter((changeset) => !isBreaking(changeset))],
  ] as const;
  const chapters = parts
    .filter(([, list]) => list.length > 0)
    .map(([title, list]) => `### ${title}\n\n${list.map(entryOf).join('\n')}\n`);
  return `## ${version} (${date})\n\n${chapters.join('\n')}`;
}

function entryOf({ packages, text }: Changeset): string {
  const names = packages.map((name) => name.replace('@sendotp-contract/', ''));
  return `- **${names.join(', ')}**: ${text.replaceAll('\n', '\n  ')}`;
}

function filesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function bumpFrom(value: unknown, path: string): Bump {
  const bump = bumps.find((known) => known === value);
  if (bump === undefined) throw new Error(`${path}: a bump is none of ${bumps.join(', ')}`);
  return bump;
}

function largest(list: readonly Bump[]): Bump {
  return bumps.findLast((bump) => list.includes(bump)) ?? 'patch';
}
