import { readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { importPublicKeys, KeyError, type KeySet } from '@sendotp-contract/message';
import type { ClientRecord, DirectoryRecords } from './directory-file.js';
import { DirectoryFileError } from './directory-file-error.js';
import { largestDirectoryFile, parseDirectory } from './directory-parsing.js';
import type { Directory, TokenRecord, User } from './directory.js';
import { MemoryDirectory } from './memory-directory.js';

export interface FileDirectoryOptions {
  /** Returns what is not allowed in these records, one sentence for each fault. Default: everything is allowed. */
  readonly forbidden?: (records: DirectoryRecords, keyFiles: readonly string[]) => readonly string[];
}

/** The content of the file and of the keys that it names. */
interface Reading {
  readonly records: MemoryDirectory;
  readonly keys: ReadonlyMap<string, KeySet>;
  readonly keyFiles: readonly string[];
}

/**
 * Tokens, users and callers from a file, and the callers' keys from the files it names. `reload` reads them again; content
 * that cannot be used changes nothing.
 */
export class FileDirectory implements Directory {
  readonly #path: string;
  readonly #options: FileDirectoryOptions;
  /** The key files of the last attempt, so that a key is read again after it is corrected. */
  #keyFiles: readonly string[];
  #reading: Reading;

  private constructor(path: string, options: FileDirectoryOptions, reading: Reading) {
    this.#path = path;
    this.#options = options;
    this.#reading = reading;
    this.#keyFiles = reading.keyFiles;
  }

  /** @throws DirectoryFileError with every fault that was found */
  static async open(path: string, options: FileDirectoryOptions = {}): Promise<FileDirectory> {
    return new FileDirectory(path, options, await read(path, options));
  }

  /** The directory file and the key files that it names, even if they could not be used. */
  get files(): readonly string[] {
    return [this.#path, ...this.#keyFiles];
  }

  /** @throws DirectoryFileError; the earlier content stays in use */
  async reload(): Promise<void> {
    this.#reading = await read(this.#path, this.#options, (keyFiles) => {
      this.#keyFiles = keyFiles;
    });
  }

  findToken(clientId: string | undefined, accessToken: string): Promise<TokenRecord | undefined> {
    return this.#reading.records.findToken(clientId, accessToken);
  }

  findUser(userId: string): Promise<User | undefined> {
    return this.#reading.records.findUser(userId);
  }

  mayAct(clientId: string, acquirerId: string, pspId: string): Promise<boolean> {
    return this.#reading.records.mayAct(clientId, acquirerId, pspId);
  }

  /** The public keys of a caller, for the shell; undefined when nobody has that Client-Id (RC-4). */
  findClient(clientId: string): KeySet | undefined {
    return this.#reading.keys.get(clientId);
  }
}

async function read(
  path: string,
  { forbidden }: FileDirectoryOptions,
  attempt: (keyFiles: readonly string[]) => void = () => undefined,
): Promise<Reading> {
  const records = await parseDirectory(await readText(path, 'the directory file', largestDirectoryFile));
  const faults: string[] = [];
  const filesByClient = records.clients.map((client) => ({ ...client, files: filesOf(client, path) }));
  const keyFiles = filesByClient.flatMap(({ files }) => Object.values(files));
  attempt(keyFiles);
  const keys = new Map<string, KeySet>();
  for (const { clientId, files } of filesByClient) {
    try {
      keys.set(clientId, await readKeys(files));
    } catch (error) {
      if (!(error instanceof KeyError) && !(error instanceof DirectoryFileError)) throw error;
      faults.push(`client ${clientId}: ${error.message}`);
    }
  }
  faults.push(...(forbidden?.(records, keyFiles) ?? []));
  if (faults.length > 0) throw new DirectoryFileError(faults);
  return { records: new MemoryDirectory(records), keys, keyFiles };
}

function filesOf({ keys }: ClientRecord, path: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(keys).map(([version, file]) => [version, resolve(dirname(path), file)]),
  );
}

async function readKeys(files: Readonly<Record<string, string>>): Promise<KeySet> {
  const texts = Object.entries(files).map(async ([version, file]) => [
    version,
    await readText(file, 'its key'),
  ]);
  return importPublicKeys(Object.fromEntries(await Promise.all(texts)) as Record<string, string>);
}

/** @param most bytes that the file may have */
async function readText(path: string, what: string, most = Infinity): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > most)
      throw new DirectoryFileError([
        `${what} ${path} has ${size} bytes, more than ${most}; for so many users bring a directory of your own (docs/running.md)`,
      ]);
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof DirectoryFileError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    throw new DirectoryFileError([`${what} ${path} cannot be read: ${code}`]);
  }
}
