import { KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileDirectory } from '@sendotp-contract/reference';
import { mpp } from '../../key-pairs.js';
import { ServiceFiles } from '../service/service-files.js';

describe("a caller's key files", () => {
  let files: ServiceFiles;
  beforeEach(() => {
    files = new ServiceFiles();
    const [client] = files.directory.clients;
    const keys = { '1': 'caller-1.pem', '2': 'caller-2.pem' };
    files.writeDirectory({ ...files.directory, clients: [{ ...client, keys }] });
  });
  afterEach(() => {
    files.remove();
  });
  /** The public key of this version, as PEM. */
  const keyOf = (directory: FileDirectory, version: string) => {
    const key = directory.findClient('CALLER')?.find(version)?.key;
    return key && KeyObject.from(key).export({ type: 'spki', format: 'pem' });
  };
  const open = () => FileDirectory.open(join(files.folder, 'directory.yaml'));

  it('SIG-5: each version is read from its own file, the newest is the last, and both files are watched', async () => {
    files.write('caller-2.pem', mpp.publicKey);
    const directory = await open();
    const keys = directory.findClient('CALLER');
    expect(keys?.versions).toEqual(['1', '2']);
    expect(keys?.newest.version).toBe('2');
    expect(keyOf(directory, '1')).toBe(files.caller.publicKey);
    expect(keyOf(directory, '2')).toBe(mpp.publicKey);
    expect(directory.files).toEqual(
      ['directory.yaml', 'caller-1.pem', 'caller-2.pem'].map((name) => join(files.folder, name)),
    );
  });

  it('SIG-6: a fault of the second file is told with its version, as is its absence', async () => {
    await expect(open()).rejects.toThrow(`${join(files.folder, 'caller-2.pem')} cannot be read: ENOENT`);
    files.write('caller-2.pem', 'no key');
    await expect(open()).rejects.toThrow('client CALLER: public key version 2:');
  });

  it('a second file that is broken is watched, and read again without a change of the directory', async () => {
    const withTwo = readFileSync(join(files.folder, 'directory.yaml'), 'utf8');
    files.writeDirectory();
    const directory = await open();
    files.write('caller-2.pem', 'no key');
    files.write('directory.yaml', withTwo);
    await expect(directory.reload()).rejects.toThrow('public key version 2');
    expect(directory.findClient('CALLER')?.versions).toEqual(['1']);
    expect(directory.files).toContain(join(files.folder, 'caller-2.pem'));
    files.write('caller-2.pem', mpp.publicKey);
    await directory.reload();
    expect(keyOf(directory, '2')).toBe(mpp.publicKey);
  });
});
