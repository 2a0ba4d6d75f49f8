import { realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { sandbox } from '@sendotp-contract/spec';
import { importPrivateKey, importPublicKeys, type SigningKey } from '@sendotp-contract/message';
import type { ClientLookup } from '@sendotp-contract/server';
import type { Directory } from '../directory/directory.js';
import type { DirectoryRecords } from '../directory/directory-file.js';
import { createSandboxDirectory } from '../sandbox/sandbox-directory.js';
import { OwnKeys } from './own-keys.js';
import type { OwnParts } from './own-parts.js';
import type { Reloadable } from './reloadable.js';
import type { ServiceLog } from './service-log.js';
import { type Settings, SettingsError } from './settings.js';
import { allOrFaults } from './start-faults.js';

/** The sandbox's keys, PEM: its clients' public ones by Client-Id and version, and the MPP's private one. */
export interface SandboxKeys {
  readonly clients: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly mppPrivate: string;
}

/** Callers, users and the MPP's signing key: everything that files can change while the service runs. */
export interface Registry {
  readonly directory: Directory;
  readonly findClient: ClientLookup;
  readonly signingKey: () => SigningKey;
  readonly reloads: readonly Reloadable[];
}

/** The folder that the sandbox generates its keys in. */
const sandboxFolder = '.sandbox';

/**
 * Opens the directory and the MPP's own keys: those that the MPP brings, from files, or the sandbox's.
 * @param sandboxKeys called once, and only when nothing takes their place
 * @throws DirectoryFileError, KeyError, SettingsError
 */
export async function openRegistry(
  settings: Settings,
  own: OwnParts,
  sandboxKeys: KeySource,
  log: ServiceLog,
): Promise<Registry> {
  let pending: Promise<SandboxKeys> | undefined;
  const keys: KeySource = () => (pending ??= sandboxKeys());
  const [signing, callers] = await allOrFaults([
    own.signingKey === undefined ? openSigningKey(settings, keys, log) : ownSigning(own.signingKey),
    openCallers(settings, own, keys),
  ]);
  return { ...signing, ...callers, reloads: [...signing.reloads, ...callers.reloads] };
}

type KeySource = () => Promise<SandboxKeys>;

type Callers = Omit<Registry, 'signingKey'>;

async function openCallers(
  { mode, DIRECTORY_FILE }: Settings,
  { directory, findClient }: OwnParts,
  keys: KeySource,
): Promise<Callers> {
  if (directory !== undefined && findClient !== undefined) return { directory, findClient, reloads: [] };
  const found =
    DIRECTORY_FILE === undefined ? await sandboxCallers(keys) : await callersOfFile(DIRECTORY_FILE, mode);
  return { ...found, ...(directory && { directory }), ...(findClient && { findClient }) };
}

async function sandboxCallers(keys: KeySource): Promise<Callers> {
  const findClient = await sandboxClients(await keys());
  return { directory: createSandboxDirectory(), findClient, reloads: [] };
}

async function callersOfFile(path: string, mode: Settings['mode']): Promise<Callers> {
  const options = mode === 'production' ? { forbidden: sandboxThings } : {};
  // YAML and its schema take time to load: a sandbox without a file does not.
  const { FileDirectory } = await import('../directory/file-directory.js');
  const directory = await FileDirectory.open(path, options);
  return {
    directory,
    findClient: (clientId) => directory.findClient(clientId),
    reloads: [{ what: 'directory', paths: () => directory.files, reload: () => directory.reload() }],
  };
}

type Signing = Pick<Registry, 'signingKey' | 'reloads'>;

function ownSigning(key: SigningKey | (() => SigningKey)): Promise<Signing> {
  return Promise.resolve({ signingKey: typeof key === 'function' ? key : () => key, reloads: [] });
}

async function openSigningKey(
  { mode, MPP_KEYS, MPP_KEY_VERSION: keyVersion }: Settings,
  keys: KeySource,
  log: ServiceLog,
): Promise<Signing> {
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

async function sandboxClients({ clients }: SandboxKeys): Promise<Registry['findClient']> {
  const imported = Object.entries(clients).map(
    async ([clientId, keys]) => [clientId, await importPublicKeys(keys)] as const,
  );
  const keySets = new Map(await Promise.all(imported));
  return (clientId) => keySets.get(clientId);
}

async function sandboxSigningKey({ mppPrivate }: SandboxKeys): Promise<Registry['signingKey']> {
  const privateKey = await importPrivateKey(mppPrivate);
  return () => ({ keyVersion: sandbox.keyVersion, privateKey });
}

/** What a directory must not contain in production, because it is public. */
function sandboxThings(records: DirectoryRecords, keyFiles: readonly string[]): string[] {
  const tokens = Object.keys(records.tokens).filter((token) => token.startsWith(sandbox.tokenPrefix)).length;
  const ofSandbox: readonly string[] = [sandbox.clientId, sandbox.throttledClientId];
  const client = records.clients.find(({ clientId }) => ofSandbox.includes(clientId));
  return [
    ...(tokens === 0
      ? []
      : [`${tokens} of the tokens are sandbox tokens, which are not allowed in production`]),
    ...(client === undefined
      ? []
      : [`the client ${client.clientId} is a sandbox client, which is not allowed in production`]),
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
