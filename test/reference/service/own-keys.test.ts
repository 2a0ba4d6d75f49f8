import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OwnKeys, type OwnKeysOptions } from '../../../server/reference/service/own-keys.js';
import { mpp } from '../../key-pairs.js';

describe("the folder of the MPP's own keys", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sendotp-own-keys-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const put = (...names: readonly string[]) => {
    for (const name of names) writeFileSync(join(folder, name), mpp.privateKey);
  };
  const signingVersion = async (options: OwnKeysOptions = {}) =>
    (await OwnKeys.open(folder, options)).newest.keyVersion;

  it('SIG-5: 10.pem is newer than 9.pem: versions are numbers, not words', async () => {
    put('1.pem', '9.pem');
    expect(await signingVersion()).toBe('9');
    put('10.pem');
    expect(await signingVersion()).toBe('10');
    put('2.pem', '100.key');
    expect(await signingVersion()).toBe('100');
  });

  it('the pinned version signs, whatever newer ones there are', async () => {
    put('9.pem', '10.pem', '11.pem');
    expect(await signingVersion({ keyVersion: '10' })).toBe('10');
    await expect(signingVersion({ keyVersion: '12' })).rejects.toThrow('expected 12.pem');
  });

  it('a file that is no version never signs, and each is told', async () => {
    put('3.pem', '3.old.pem', '03.pem', 'backup.pem', '4.txt', '1234567890.pem');
    const ignored: (readonly string[])[] = [];
    expect(await signingVersion({ onIgnored: (names) => ignored.push(names) })).toBe('3');
    expect(ignored.map((names) => [...names].sort())).toEqual([
      ['03.pem', '1234567890.pem', '3.old.pem', 'backup.pem'],
    ]);
  });

  it('a newer key signs once it has been read again, and its file is watched', async () => {
    put('9.pem');
    const keys = await OwnKeys.open(folder);
    put('10.pem');
    expect(keys.newest.keyVersion).toBe('9');
    await keys.reload();
    expect(keys.newest.keyVersion).toBe('10');
    expect(keys.files).toEqual([folder, join(folder, '10.pem')]);
  });

  it('a newer key that cannot be read is named, watched, and not used', async () => {
    put('9.pem');
    const keys = await OwnKeys.open(folder);
    writeFileSync(join(folder, '10.pem'), 'no key');
    await expect(keys.reload()).rejects.toThrow(join(folder, '10.pem'));
    expect(keys.newest.keyVersion).toBe('9');
    expect(keys.files).toContain(join(folder, '10.pem'));
  });
});
