import type { Bump } from '../diff/change.js';

const parts = (version: string): readonly [number, number, number] => {
  const found = /^(\d+)\.(\d+)\.(\d+)$/.exec(version);
  if (found === null) throw new Error(`${version} is not a version such as 1.2.3`);
  return [Number(found[1]), Number(found[2]), Number(found[3])];
};

/**
 * The smallest version that a change allows after another one. Before 1.0.0 a breaking change needs a minor bump and any other
 * a patch: semantic versioning promises nothing there, and npm's `^0.2.0` accepts 0.2.x only.
 */
export function smallestVersion(last: string, bump: Bump | 'none'): string {
  const [major, minor, patch] = parts(last);
  if (bump === 'none') return last;
  if (bump === 'patch' || (major === 0 && bump === 'minor')) return `${major}.${minor}.${patch + 1}`;
  if (bump === 'minor' || major === 0) return `${major}.${minor + 1}.0`;
  return `${major + 1}.0.0`;
}

/** Whether a version is the other one or later. */
export function isAtLeast(version: string, other: string): boolean {
  const [left, right] = [parts(version), parts(other)];
  const index = left.findIndex((part, position) => part !== right[position]);
  return index < 0 || (left[index] ?? 0) > (right[index] ?? 0);
}
