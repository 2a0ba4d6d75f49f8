import { generateKeyPair } from 'node:crypto';
import { access, chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { importPrivateKey, importPublicKey, KeyError } from '@sendotp-contract/message';
import { sandbox } from '@sendotp-contract/spec';
import { command } from './command-name.js';
import { Failure, messageOf, systemCode } from './failure.js';
import { defaultUrl } from './listening.js';

/** The folder of the sandbox's keys, below the working directory. */
export const sandboxFolder = '.sandbox';

/** The key pairs of the sandbox, as PEM. */
export interface SandboxKeys {
  readonly callerPrivate: string;
  readonly callerPublic: string;
  /** The caller's older key, which is registered beside the newest. A folder of an earlier release has none. */
  readonly olderPublic: string | undefined;
  readonly mppPrivate: string;
  readonly mppPublic: string;
}

/** The file of the caller's older private key. */
export const olderKeyFile = 'caller.older.private.pem';

const files = {
  callerPrivate: 'caller.private.pem',
  callerPublic: 'caller.public.pem',
  mppPrivate: 'mpp.private.pem',
  mppPublic: 'mpp.public.pem',
} as const;

const olderFiles = { olderPrivate: olderKeyFile, olderPublic: 'caller.older.public.pem' } as const;
const fileNames = { ...files, ...olderFiles };

/**
 * Creates the sandbox's key pairs if the folder does not exist. All or none: they are created in a temporary folder, which
 * is renamed.
 * @returns whether they were created now
 * @throws Failure (exit code 1) when the folder cannot be written
 */
export async function makeSandboxKeys(folder = sandboxFolder): Promise<boolean> {
  const target = resolve(folder);
  try {
    await readFile(join(target, files.mppPrivate));
    return false;
  } catch (error) {
    // A file that exists but cannot be read is reported when it is read.
    if (systemCode(error) !== 'ENOENT') return false;
  }
  let aside: string | undefined;
  try {
    await mkdir(dirname(target), { recursive: true });
    aside = await mkdtemp(join(dirname(target), `${basename(target)}-`));
    await chmod(aside, 0o700);
    for (const [privateFile, publicFile] of [
      [files.callerPrivate, files.callerPublic],
      [olderFiles.olderPrivate, olderFiles.olderPublic],
      [files.mppPrivate, files.mppPublic],
    ] as const) {
      const { privateKey, publicKey } = await makePair();
      await writeFile(join(aside, privateFile), privateKey, { mode: 0o600 });
      await writeFile(join(aside, publicFile), publicKey, { mode: 0o600 });
    }
    await rename(aside, target);
    return true;
  } catch (error) {
    if (aside !== undefined) await rm(aside, { recursive: true, force: true });
    // Another process was faster: its keys are used.
    if (['ENOTEMPTY', 'EEXIST'].includes(systemCode(error) ?? '') && (await isComplete(target))) return false;
    throw new Failure(
      `cannot create the sandbox keys in ${folder}: ${messageOf(error)}. If the folder exists but is incomplete, delete it and start again`,
      1,
      { cause: error },
    );
  }
}

/**
 * Reads the sandbox's keys and checks that each is what its name says (SIG-6).
 * @throws Failure with `exitCode` that names the file that cannot be read or used
 */
export async function readSandboxKeys(exitCode: number, folder = sandboxFolder): Promise<SandboxKeys> {
  const read = async (
    name: keyof typeof fileNames,
    check: (key: string) => Promise<CryptoKey>,
  ): Promise<string> => {
    const path = join(folder, fileNames[name]);
    const key = await readKeyFile(path, exitCode, newKeys);
    await check(key).catch((error: unknown) => {
      // Good keys are not to be thrown away for what is no fault of theirs.
      const hint = error instanceof KeyError ? `. ${newKeys}` : '';
      throw new Failure(`cannot use the key ${path}: ${messageOf(error)}${hint}`, exitCode, { cause: error });
    });
    return key;
  };
  return {
    callerPrivate: await read('callerPrivate', importPrivateKey),
    callerPublic: await read('callerPublic', importPublicKey),
    olderPublic: (await exists(join(folder, olderFiles.olderPublic)))
      ? await read('olderPublic', importPublicKey)
      : undefined,
    mppPrivate: await read('mppPrivate', importPrivateKey),
    mppPublic: await read('mppPublic', importPublicKey),
  };
}

/** The public keys of the sandbox's clients by Client-Id and version. The throttled one has the caller's. */
export function sandboxClients({
  callerPublic,
  olderPublic,
}: SandboxKeys): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const keys = {
    ...(olderPublic === undefined ? {} : { [sandbox.olderKeyVersion]: olderPublic }),
    [sandbox.keyVersion]: callerPublic,
  };
  return { [sandbox.clientId]: keys, [sandbox.throttledClientId]: keys };
}

/** Whether there is such a file. One that cannot be read is there. */
export async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch (error) {
    return systemCode(error) !== 'ENOENT';
  }
}

const newKeys = 'Delete the folder to create new keys';

/** What to do when a key file was not named and is not there: the sandbox is not meant when another server is called. */
export function missingKeyAdvice(url: string | undefined): string | undefined {
  return url === undefined || url === defaultUrl
    ? undefined
    : `For your own server, give --private-key <file> and --public-key <file>; to call a sandbox, use the folder where it was started`;
}

/**
 * Reads one key file.
 * @param whenMissing what to do if it is one of the sandbox's and does not exist
 * @throws Failure that names the file, and what to do if it is one of the sandbox's
 */
export async function readKeyFile(
  path: string,
  exitCode: number,
  whenMissing = `Start the sandbox once (${command} serve) in this folder to create its keys`,
): Promise<string> {
  return readPemFile('key', path, exitCode, whenMissing);
}

/**
 * Reads the certificate of a CA.
 * @throws Failure (exit code 2) that names the file
 */
export async function readCaFile(path: string): Promise<string> {
  return readPemFile('CA', path, 2, newKeys);
}

async function readPemFile(
  what: 'key' | 'CA',
  path: string,
  exitCode: number,
  whenMissing: string,
): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = systemCode(error);
    const reason =
      code === 'ENOENT'
        ? 'there is no such file'
        : code === 'EACCES'
          ? 'permission denied'
          : messageOf(error);
    const sandbox = basename(dirname(resolve(path))) === sandboxFolder;
    const hint = !sandbox
      ? ''
      : code === 'ENOENT'
        ? `. ${whenMissing}`
        : '. Make it readable, or delete the folder to create new keys';
    throw new Failure(`cannot read the ${what} ${path}: ${reason}${hint}`, exitCode, { cause: error });
  }
}

async function isComplete(folder: string): Promise<boolean> {
  try {
    await Promise.all(Object.values(files).map((name) => readFile(join(folder, name))));
    return true;
  } catch {
    return false;
  }
}

async function makePair(): Promise<{ privateKey: string; publicKey: string }> {
  return promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
}
