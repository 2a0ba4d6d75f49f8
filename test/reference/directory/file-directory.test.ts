import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileDirectory } from '@sendotp-contract/reference';

describe('a directory file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sendotp-directory-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('may have 4 MiB, and not a byte more', async () => {
    const path = join(folder, 'directory.yaml');
    const content = 'clients: []\nusers: []\ntokens: []\n';
    writeFileSync(path, content.padEnd(4_194_304, '#'));
    await expect(FileDirectory.open(path)).resolves.toBeInstanceOf(FileDirectory);
    writeFileSync(path, content.padEnd(4_194_305, '#'));
    await expect(FileDirectory.open(path)).rejects.toThrow('has 4194305 bytes, more than 4194304');
  });
});
