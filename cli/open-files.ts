import { readFileSync } from 'node:fs';
import { Failure, systemCode } from './failure.js';

/** A service needs some files of its own, and one for each connection. */
const leastOpenFiles = 100;

/**
 * Refuses to start where too few files may be open: connections would fail later, with errors that name no cause.
 * @throws Failure (exit code 1)
 */
export function requireOpenFiles(): void {
  const limit = openFilesLimit();
  if (limit < leastOpenFiles) throw tooFewOpenFiles(`${limit} files`);
}

/** Explains an error that comes from the limit; undefined for an error of another kind. */
export function openFilesFailure(error: unknown): Failure | undefined {
  return ['EMFILE', 'ENFILE'].includes(systemCode(error) ?? '')
    ? tooFewOpenFiles('too few files', error)
    : undefined;
}

function tooFewOpenFiles(permitted: string, cause?: unknown): Failure {
  const message = `this process may open ${permitted} at the same time; raise the limit, such as with ulimit -n 65536`;
  return new Failure(message, 1, { cause });
}

/** The soft limit; Infinity where it is not known. */
function openFilesLimit(): number {
  try {
    const [, soft = ''] = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
    return soft === '' ? Infinity : Number(soft);
  } catch {
    // Not Linux, or no /proc.
    return Infinity;
  }
}
