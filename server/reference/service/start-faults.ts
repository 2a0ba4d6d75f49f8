import { KeyError } from '@sendotp-contract/message';
import { DirectoryFileError } from '../directory/directory-file-error.js';
import { SettingsError } from './settings.js';

/**
 * Waits for all, so that the faults of one do not hide those of another.
 * @throws SettingsError with the faults of all that failed; or an error as it is, if only one failed or one is of another kind
 */
export async function allOrFaults<T extends readonly unknown[]>(pending: [...Promises<T>]): Promise<T> {
  const results = await Promise.allSettled<unknown>(pending as readonly Promise<unknown>[]);
  const errors = results.flatMap((result) =>
    result.status === 'rejected' ? [result.reason as unknown] : [],
  );
  // One alone, or a defect among them: rejects with an error as it is.
  if (errors.length < 2 || errors.some((error) => faultsOf(error) === undefined)) return all(pending);
  throw new SettingsError(errors.flatMap((error) => faultsOf(error) ?? []));
}

/** All have settled: rejects with the one that failed. */
const all = <T extends readonly unknown[]>(pending: [...Promises<T>]): Promise<T> =>
  Promise.all(pending as readonly Promise<unknown>[]) as Promise<unknown> as Promise<T>;

type Promises<T extends readonly unknown[]> = { [K in keyof T]: Promise<T[K]> };

/** The faults of settings, files and keys; undefined for an error of another kind. */
export function faultsOf(error: unknown): readonly string[] | undefined {
  if (error instanceof SettingsError) return error.faults;
  if (error instanceof DirectoryFileError) return error.faults.map((fault) => `DIRECTORY_FILE: ${fault}`);
  if (error instanceof KeyError) return [`MPP_KEYS: ${error.message}`];
  return undefined;
}
