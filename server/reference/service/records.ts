import { realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { sandbox } from '../../../generated/sandbox.js';
import { importPrivateKey, importPublicKeys, type KeySet, type SigningKey } from '../../../message/index.js';
import type { Directory } from '../directory/directory.js';
import type { DirectoryRecords } from '../directory/directory-file.js';
import { FileDirectory } from '../directory/file-directory.js';
import { createSandboxDirectory } from '../sandbox/sandbox-directory.js';
import { OwnKeys } from './own-keys.js';
import type { Reloadable } from './reload.js';
import { type Settings, SettingsError } from './settings.js';

/** The sandbox's keys, PEM: the caller's public one and the MPP's private one. */
export interface SandboxKeys {
  readonly callerPublic: string;
  readonly mppPrivate: string;
}

/** Who may call, who the users are, and with which key the MPP signs: all that files may change while the service runs. */
export interface Records {
  readonly directory: Directory;
  readonly findClient: (clientId: string) => KeySet | undefined;
  readonly signingKey: () => SigningKey;
  readonly reloads: readonly Reloadable[];
}

/** The folder that the sandbox generates its keys in. */
const sandboxFolder = '.sandbox';

/**
 * Opens the directory and the MPP's own keys: from files, or the sandbox's.
 * @param sandboxKeys asked for once, and only when a file does not stand in for them
 * @throws DirectoryFileError, KeyError, SettingsError
 */
export async function openRecords(settings: Settings, sandboxKeys: KeySource): Promise<Records> {
  let asked: Promise<SandboxKeys> | undefined;
  const keys: KeySource = () => (asked ??= sandboxKeys());
  const signing = await openSigningKey(settings, keys);
  const callers = await openDirectory(settings, keys);
  return { ...signing, ...callers, reloads: [...signing.reloads, ...callers.reloads] };
}

type KeySource = () => Promise<SandboxKeys>;

async function openDirectory(
  { mode, DIRECTORY_FILE }: Settings,
  keys: KeySource,
): Promise<Omit<Records, 'signingKey'>> {
  if (DIRECTORY_FILE === undefined) {
    const findClient = await sandboxClient(await keys());
    return { directory: createSandboxDirectory(), findClient, reloads: [] };
  }
  const options = mode === 'production' ? { forbidden: sandboxThings } : {};
  const directory = await FileDirectory.open(DIRECTORY_FILE, options);
  return {
    directory,
    findClient: (clientId) => directory.findClient(clientId),
    reloads: [{ what: 'directory', paths: () => directory.files, reload: () => directory.reload() }],
  };
}

async function openSigningKey(
  { mode, MPP_KEYS }: Settings,
  keys: KeySource,
): Promise<Pick<Records, 'signingKey' | 'reloads'>> {
  if (MPP_KEYS === undefined) return { signingKey: await sandboxSigningKey(await keys()), reloads: [] };
  refuseGenerated(mode, [join(MPP_KEYS, 'any')]);
  const ownKeys = await OwnKeys.open(MPP_KEYS);
  refuseGenerated(mode, ownKeys.files);
  return {
    signingKey: () => ownKeys.newest,
    reloads: [{ what: 'own keys', paths: () => ownKeys.files, reload: () => ownKeys.reload() }],
  };
}

async function sandboxClient({ callerPublic }: SandboxKeys): Promise<Records['findClient']> {
  const keySet = await importPublicKeys({ [sandbox.keyVersion]: callerPublic });
  return (clientId) => (clientId === sandbox.clientId ? keySet : undefined);
}

async function sandboxSigningKey({ mppPrivate }: SandboxKeys): Promise<Records['signingKey']> {
  const privateKey = await importPrivateKey(mppPrivate);
  return () => ({ keyVersion: sandbox.keyVersion, privateKey });
}

/** What a directory may not hold in production: everybody knows it. */
function sandboxThings(records: DirectoryRecords, keyFiles: readonly string[]): string[] {
  const tokens = Object.keys(records.tokens).filter((token) => token.startsWith(sandbox.tokenPrefix)).length;
  const isSandboxClient = records.clients.some(({ clientId }) => clientId === sandbox.clientId);
  return [
    ...(tokens === 0
      ? []
      : [`${tokens} of the tokens are the sandbox's; in production nobody may have them`]),
    ...(isSandboxClient
      ? [`the client ${sandbox.clientId} is the sandbox's; in production it must not be there`]
      : []),
    ...keyFiles
      .filter(isGenerated)
      .map((file) => `${file} is a key that the sandbox generated; in production it must be a caller's own`),
  ];
}

function refuseGenerated(mode: Settings['mode'], keyFiles: readonly string[]): void {
  if (mode !== 'production' || !keyFiles.some(isGenerated)) return;
  throw new SettingsError([
    'MPP_KEYS leads to a key that the sandbox generated; in production it must be another',
  ]);
}

function isGenerated(file: string): boolean {
  // The file itself and its folder: a link to either is the same key.
  return [real(file), join(real(dirname(file)), 'file')].some(
    (path) => basename(dirname(path)) === sandboxFolder,
  );
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    // What is not there is reported when it is read.
    return path;
  }
}
