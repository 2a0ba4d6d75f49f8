import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import type { MppServer, TlsKeys } from '@sendotp-contract/server';
import type { Reloadable } from './reloadable.js';
import { type Settings, SettingsError } from './settings.js';

/** The files of the certificate and its key; undefined when the service uses HTTP. */
interface TlsFiles {
  readonly TLS_CERT: string;
  readonly TLS_KEY: string;
}

function tlsFiles({ TLS_CERT, TLS_KEY }: Settings): TlsFiles | undefined {
  return TLS_CERT === undefined || TLS_KEY === undefined ? undefined : { TLS_CERT, TLS_KEY };
}

/** @throws SettingsError when a file cannot be read */
export async function readTls(settings: Settings): Promise<TlsKeys | undefined> {
  const files = tlsFiles(settings);
  return files === undefined ? undefined : read(files);
}

/** Takes a renewed certificate into use when its files change. */
export function tlsReload(settings: Settings, server: MppServer): Reloadable[] {
  const files = tlsFiles(settings);
  if (files === undefined) return [];
  const reload = async (): Promise<void> => {
    server.renewTls(await read(files));
  };
  return [{ what: 'certificate', paths: () => [files.TLS_CERT, files.TLS_KEY], reload }];
}

async function read(files: TlsFiles): Promise<TlsKeys> {
  const bytes = (name: keyof TlsFiles): Promise<Buffer> =>
    readFile(files[name]).catch((cause: unknown) => {
      const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unreadable';
      throw new SettingsError([`${name} ${files[name]} cannot be read: ${code}`]);
    });
  const tls = { cert: await bytes('TLS_CERT'), key: await bytes('TLS_KEY') };
  try {
    createSecureContext(tls);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'not readable';
    throw new SettingsError([
      `TLS_CERT and TLS_KEY must be a certificate and its own key, both PEM (${code})`,
    ]);
  }
  return tls;
}
