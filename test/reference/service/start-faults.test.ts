import { describe, expect, it } from 'vitest';
import { KeyError } from '@sendotp-contract/message';
import { DirectoryFileError, SettingsError } from '@sendotp-contract/reference';
import { allOrFaults, faultsOf } from '../../../server/reference/service/start-faults.js';

const settings = new SettingsError(['A is wrong', 'B is wrong']);
const directory = new DirectoryFileError(['users[0].id must not be empty', 'tokens is missing']);
const key = new KeyError('KEY_NOT_READABLE', 'keys/1.pem cannot be read');
const defect = new TypeError('x is not a function');
const reject = (error: Error): Promise<never> => Promise.reject(error);

describe('what is opened at the start', () => {
  it('is all there, in order', async () => {
    expect(await allOrFaults([Promise.resolve(1), Promise.resolve('b')])).toEqual([1, 'b']);
  });

  it.each([settings, directory, key, defect])('fails as it is, where one thing does: %o', async (error) => {
    await expect(allOrFaults([Promise.resolve(1), reject(error)])).rejects.toBe(error);
  });

  it('has the faults of all, where several things fail', async () => {
    const faults = await allOrFaults([
      reject(directory),
      Promise.resolve(1),
      reject(key),
      reject(settings),
    ]).catch((error: unknown) => (error instanceof SettingsError ? error.faults : error));
    expect(faults).toEqual([
      'DIRECTORY_FILE: users[0].id must not be empty',
      'DIRECTORY_FILE: tokens is missing',
      'MPP_KEYS: keys/1.pem cannot be read',
      'A is wrong',
      'B is wrong',
    ]);
  });

  it('fails with the first as it is, where a defect is among them', async () => {
    await expect(allOrFaults([reject(settings), reject(defect)])).rejects.toBe(settings);
    await expect(allOrFaults([reject(defect), reject(settings)])).rejects.toBe(defect);
  });

  it('has no faults of another kind', () => {
    expect(faultsOf(defect)).toBeUndefined();
    expect(faultsOf('text')).toBeUndefined();
  });
});
