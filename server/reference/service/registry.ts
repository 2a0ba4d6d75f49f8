import { realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { sandbox } from '@sendotp-contract/spec';
import { importPrivateKey, importPublicKeys, type KeySet, type SigningKey } from '@sendotp-contract/message';
import type { Directory } from '../directory/directory.js';
import type { DirectoryRecords } from '../directory/directory-file.js';
import { FileDirectory } from '../directory/file-directory.js';
import { createSandboxDirectory } from '../sandbox/sandbox-directory.js';
import { OwnKeys } from './own-keys.js';
import type { Reloadable } from './reload.js';
import type { ServiceLog } from './service-log.js';
import { type Settings, SettingsError } from './settings.js';
import { allOrFaults } from './start-faults.js';

/** The sandbox's keys, PEM: the caller's public one and the MPP's private one. */
export interface SandboxKeys {
  readonly callerPublic: string;
  readonly mppPrivate: string;
}

/** Callers, users and the MPP's signing key: everything that files can change while the service runs. */
export interface Registry {
  readonly directory: Directory;
  readonly findClient: (clientId: string) => KeySet | undefined;
  readonly signingKey: () => SigningKey;
  readonly reloads: readonly Reloadable[];
}

/** The folder that the sandbox generates its keys in. */
const sandboxFolder = '.sandbox';

/**
 * Opens the directory and the MPP's own keys: from files, or the sandbox's.
 * @param sandboxKeys called once, and only when no file takes their place
 * @throws DirectoryFileError, KeyError, SettingsError
 */
export async function openRegistry(
  settings: Settings,
  sandboxKeys: KeySource,
  log: ServiceLog,
): Promise<Registry> {
  let pending: Promise<SandboxKeys> | undefined;
  const keys: KeySource = () => (pending ??= sandboxKeys());
  const [signing, callers] = await allOrFaults([
    openSigningKey(settings, keys, log),
    openDirectory(settings, keys),
  ]);
  return { ...signing, ...callers, reloads: [...signing.reloads, ...callers.reloads] };
}

type KeySource = () => Promise<SandboxKeys>;

async function openDirectory(
  { mode, DIRECTORY_FILE }: Settings,
  keys: KeySource,
): Promise<Omit<Registry, 'signingKey'>> {
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
  { mode, MPP_KEYS, MPP_KEY_VERSION: keyVersion }: Settings,
  keys: KeySource,
  log: ServiceLog,
): Promise<Pick<Registry, 'signingKey' | 'reloads'>> {
  if (MPP_KEYS === undefined) return { signingKey: await sandboxSigningKey(await keys()), reloads: [] };
  const onIgnored = (names: readonly string[]): void => {
    const what = 'MPP_KEYS: these files are ignored, because their names are not whole numbers';
    log.notice({ level: 'warn', what, details: { files: names } });
  };
  refuseGenerated(mode, [join(MPP_KEYS, 'any')]);
  const ownKeys = await OwnKeys.open(MPP_KEYS, { keyVersion, onIgnored });
  refuseGenerated(mode, ownKeys.files);
  return {
    signingKey: () => ownKeys.newest,
    reloads: [{ what: 'own keys', paths: () => ownKeys.files, reload: () => ownKeys.reload() }],
  };
}

async function sandboxClient({ callerPublic }: SandboxKeys): Promise<Registry['findClient']> {
  const keySet = await importPublicKeys({ [sandbox.keyVersion]: callerPublic });
  return (clientId) => (clientId === sandbox.clientId ? keySet : undefined);
}

async function sandboxSigningKey({ mppPrivate }: SandboxKeys): Promise<Registry['signingKey']> {
  const privateKey = await importPrivateKey(mppPrivate);
  return () => ({ keyVersion: sandbox.keyVersion, privateKey });
}

/** What a directory must not contain in production, because it is public. */
function sandboxThings(records: DirectoryRecords, keyFiles: readonly string[]): string[] {
  const tokens = Object.keys(records.tokens).filter((token) => token.startsWith(sandbox.tokenPrefix)).length;
  const isSandboxClient = records.clients.some(({ clientId }) => clientId === sandbox.clientId);
  return [
    ...(tokens === 0
      ? []
      : [`${tokens} of the tokens are sandbox tokens, which are not allowed in production`]),
    ...(isSandboxClient
      ? [`the client ${sandbox.clientId} is the sandbox client, which is not allowed in production`]
      : []),
    ...keyFiles
      .filter(isGenerated)
      .map(
        (file) => `${file} is a key that the sandbox generated; expected the caller's own key in production`,
      ),
  ];
}

function refuseGenerated(mode: Settings['mode'], keyFiles: readonly string[]): void {
  if (mode !== 'production' || !keyFiles.some(isGenerated)) return;
  throw new SettingsError([
    'MPP_KEYS leads to a key that the sandbox generated; expected a key of your own in production',
  ]);
}

function isGenerated(file: string): boolean {
  // Both the file and its folder: a link to either is the same key.
  return [real(file), join(real(dirname(file)), 'file')].some(
    (path) => basename(dirname(path)) === sandboxFolder,
  );
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    // A missing file is reported when it is read.
    return path;
  }
}
