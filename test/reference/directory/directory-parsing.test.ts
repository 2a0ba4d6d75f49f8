import type { Worker } from 'node:worker_threads';
import { beforeAll, describe, expect, it } from 'vitest';
import { readDirectoryFile } from '@sendotp-contract/reference';
import type * as Parsing from '../../../server/reference/directory/directory-parsing.js';
import { program } from '../../from-source.js';

/** A file of so many users, each with a token, and a client. */
function fileOf(users: number): string {
  const numbers = Array.from({ length: users }, (_, index) => index);
  return JSON.stringify({
    clients: [
      {
        clientId: 'CALLER',
        keys: { '1': 'caller-1.pem' },
        mayCallFor: [{ pspId: 'P', acquirerIds: ['A'] }],
      },
    ],
    users: numbers.map((index) => ({ id: `u-${index}`, status: 'FROZEN' })),
    tokens: numbers.map((index) => ({ token: `token-${index}`, userId: `u-${index}` })),
  });
}

describe('the thread that reads a directory file', () => {
  // As it is built: beside the source there is no file for a thread.
  let parsing: typeof Parsing;
  beforeAll(async () => {
    parsing = (await import(program('directory-parsing'))) as typeof Parsing;
  });
  /** The next thread that is started. */
  const nextThread = (): Promise<Worker> => new Promise((resolve) => process.once('worker', resolve));

  // Takes a second: so many records that they do not fit into one part.
  it('answers what the file says, at most 1,000 records at a time, and has ended with the answer', async () => {
    const text = fileOf(1_001);
    const parts: Parsing.DirectoryPart[] = [];
    const started = nextThread().then((thread) => {
      thread.on('message', (part: Parsing.DirectoryPart) => parts.push(part));
      return thread;
    });
    const reading = parsing.parseDirectory(text);
    const expected = readDirectoryFile(text);
    expect(await reading).toEqual(expected);
    const sizes = parts.map((part) => [
      part.kind,
      part.kind === 'users' ? part.users.length : part.kind === 'tokens' ? part.tokens.length : undefined,
    ]);
    expect(sizes).toEqual([
      ['callers', undefined],
      ['users', 1_000],
      ['users', 1],
      ['tokens', 1_000],
      ['tokens', 1],
      ['end', undefined],
    ]);
    // The number of one that runs is above 0.
    expect((await started).threadId).toBe(-1);
  });

  it('has ended after faults, too', async () => {
    const started = nextThread();
    await expect(parsing.parseDirectory('users: []')).rejects.toMatchObject({ name: 'DirectoryFileError' });
    expect((await started).threadId).toBe(-1);
  });

  it('is not waited for when it ends without an answer', async () => {
    void nextThread().then((thread) => thread.terminate());
    await expect(parsing.parseDirectory(fileOf(1_001))).rejects.toThrow('ended without an answer');
  });
});
