import { parentPort, workerData } from 'node:worker_threads';
import { readDirectoryFile } from './directory-file.js';
import { DirectoryFileError } from './directory-file-error.js';
import type { DirectoryPart } from './directory-parsing.js';

/** So many records at a time cost the event loop of the service a few ms. */
const perPart = 1_000;

function* partsOf(text: string): Generator<DirectoryPart> {
  const { clients, agreements, users, tokens } = readDirectoryFile(text);
  yield { kind: 'callers', clients, agreements };
  for (let at = 0; at < users.length; at += perPart)
    yield { kind: 'users', users: users.slice(at, at + perPart) };
  const entries = Object.entries(tokens);
  for (let at = 0; at < entries.length; at += perPart)
    yield { kind: 'tokens', tokens: entries.slice(at, at + perPart) };
  yield { kind: 'end' };
}

// Run in a thread of its own by directory-parsing.ts: each message that it gets asks for the next part.
const parts = partsOf(String(workerData));
parentPort?.on('message', () => {
  try {
    parentPort?.postMessage(parts.next().value);
  } catch (error) {
    if (!(error instanceof DirectoryFileError)) throw error;
    const part: DirectoryPart = { kind: 'faults', faults: error.faults };
    parentPort?.postMessage(part);
  }
});
