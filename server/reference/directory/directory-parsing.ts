import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { ClientRecord, DirectoryRecords } from './directory-file.js';
import { DirectoryFileError } from './directory-file-error.js';
import type { TokenRecord, User } from './directory.js';
import type { Agreement } from './memory-directory.js';

/** What a file should hold: some 20,000 users. Parsing it takes seconds and a hundred times its size in memory. */
export const largestDirectoryFile = 4 * 1_024 * 1_024;

const workerFile = new URL('./directory-worker.js', import.meta.url);
/** For a file of the largest size, and twice as much again. In MB. */
const workerMemory = 2_048;

/** What the thread answers, one part for each question. */
export type DirectoryPart =
  | {
      readonly kind: 'callers';
      readonly clients: readonly ClientRecord[];
      readonly agreements: readonly Agreement[];
    }
  | { readonly kind: 'users'; readonly users: readonly User[] }
  | { readonly kind: 'tokens'; readonly tokens: readonly (readonly [string, TokenRecord])[] }
  | { readonly kind: 'faults'; readonly faults: readonly string[] }
  | { readonly kind: 'end' };

/**
 * Reads the text of a directory file in a thread of its own: 10,000 users take two seconds, for which no request would be
 * answered. The records come in parts, because even taking them over at once is felt. Where the thread's file is missing, as when
 * a bundler has put the package into one file, it is read here.
 * @throws DirectoryFileError
 */
export async function parseDirectory(text: string): Promise<DirectoryRecords> {
  if (!existsSync(workerFile)) return (await import('./directory-file.js')).readDirectoryFile(text);
  // Its arguments are not those of the process, which may not suit a thread.
  const worker = new Worker(workerFile, {
    workerData: text,
    resourceLimits: { maxOldGenerationSizeMb: workerMemory },
    execArgv: [],
  });
  try {
    return await collect(worker);
  } finally {
    await worker.terminate();
  }
}

function collect(worker: Worker): Promise<DirectoryRecords> {
  let clients: readonly ClientRecord[] = [];
  let agreements: readonly Agreement[] = [];
  const users: User[] = [];
  const tokens: (readonly [string, TokenRecord])[] = [];
  return new Promise((resolve, reject) => {
    worker.on('message', (part: DirectoryPart) => {
      switch (part.kind) {
        case 'faults':
          reject(new DirectoryFileError(part.faults));
          return;
        case 'end':
          resolve({ clients, agreements, users, tokens: Object.fromEntries(tokens) });
          return;
        case 'callers':
          ({ clients, agreements } = part);
          break;
        case 'users':
          users.push(...part.users);
          break;
        case 'tokens':
          tokens.push(...part.tokens);
          break;
      }
      // What waits is answered before the next part.
      setImmediate(() => {
        worker.postMessage('next');
      });
    });
    worker.once('error', reject);
    worker.once('exit', () => {
      reject(new Error('the thread that reads the directory ended without an answer'));
    });
    worker.postMessage('next');
  });
}
