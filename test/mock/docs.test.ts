import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { resultCodes } from '@sendotp-contract/spec';
import { withMockTables } from '../../scripts/generate/mock-tables.js';
import { differences, faults } from '@sendotp-contract/mock';

const path = 'docs/mock.md';
const guide = readFileSync(path, 'utf8');

describe('docs/mock.md', () => {
  it('has the tables that the code makes now (npm run generate)', async () => {
    expect(await withMockTables(guide, path)).toBe(guide);
  });

  it('has a row for each scenario, each fault and each difference', () => {
    const rows = guide.split('\n').filter((line) => line.startsWith('| '));
    const count = (text: string): number => rows.filter((row) => row.includes(text)).length;
    for (const code of Object.keys(resultCodes)) expect(count(`| \`sandbox:${code}\``), code).toBe(1);
    expect(Object.keys(faults)).toHaveLength(13);
    for (const name of Object.keys(faults)) expect(count(`| \`sandbox:fault:${name}\``), name).toBe(1);
    for (const { mpp } of Object.values(differences)) expect(count(mpp), mpp).toBe(1);
  });

  it('a table that nobody makes and a table without a place are errors', async () => {
    await expect(withMockTables(guide.replace('table: faults', 'table: wishes'), path)).rejects.toThrow(
      'there is no table wishes',
    );
    await expect(withMockTables('# Empty\n', path)).rejects.toThrow(
      'there is no mark for the table scenarios, faults',
    );
  });
});
