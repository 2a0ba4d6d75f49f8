import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { Document, UnusableDocument } from './document.js';

export const specification = 'spec/openapi.yaml';

const git = (...args: readonly string[]): string =>
  execFileSync('git', args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 64 * 1024 * 1024,
  });

/**
 * Reads a contract.
 * @param name a file, a git ref (its `spec/openapi.yaml`), or `ref:path`
 * @throws UnusableDocument
 */
export function readRevision(name: string): Document {
  if (existsSync(name)) return new Document(textOfFile(name), name);
  const object = name.includes(':') ? name : `${name}:${specification}`;
  // A ref that begins with a hyphen would be an option of git.
  if (name.startsWith('-')) throw new UnusableDocument(`${name} is neither a file nor a git ref`);
  let text: string;
  try {
    text = git('show', object);
  } catch (error) {
    throw new UnusableDocument(`${name} is not a file, and git has no ${object}`, { cause: error });
  }
  return new Document(text, object);
}

function textOfFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UnusableDocument(`${path} cannot be read`, { cause: error });
  }
}

/** The last release that HEAD descends from, as a tag `v1.2.3`; nothing before the first release. */
export function lastRelease(): string | undefined {
  try {
    return git('describe', '--tags', '--abbrev=0', '--match', 'v[0-9]*').trim();
  } catch {
    return undefined;
  }
}
