import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';

/** What a site is made from, as one hash: every file that git knows or would add, outside tests and what no page shows. */
export function fingerprint(): string {
  const files = execFileSync(
    'git',
    [
      ...['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate', '-z', '--'],
      ...['docs', 'scripts/docs', 'scripts/docs.ts', 'spec', 'generated', 'message', 'client', 'server'],
      ...['conformance', 'examples', 'test/message/signing.json', 'package.json', 'package-lock.json'],
      ...['redocly.yaml', '*.md', '.env.example'],
    ],
    { encoding: 'utf8', maxBuffer: 2 ** 26 },
  );
  const hash = createHash('sha256');
  hash.update(
    JSON.stringify([process.env['DOCS_BASE'], process.env['DOCS_VERSIONS'], process.env['DOCS_ROOT']]),
  );
  for (const file of files
    .split('\0')
    .filter((name) => name !== '' && existsSync(name))
    .toSorted())
    hash.update(`\0${file}\0`).update(readFileSync(file));
  return hash.digest('hex');
}
