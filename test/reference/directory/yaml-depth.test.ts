import { describe, expect, it } from 'vitest';
import { readDirectoryFile } from '@sendotp-contract/reference';
import { readMessageFile } from '../../../server/reference/channel/message-file.js';

const openings = ['[', '{a: ', '- ', '? ', '[\n', '[{a: ', "'a': [", '!!x [', '&x ['];

describe('YAML and JSON that are nested without end', () => {
  it.each(openings)('%j is refused twice in a row, by both readers, and ends no process', (opening) => {
    const content = opening.repeat(16_384);
    for (const attempt of ['first', 'second']) {
      expect(() => readDirectoryFile(content), attempt).toThrow('nested too deeply');
      expect(() => readMessageFile(content)).toThrow('nested too deeply');
    }
  });

  it.each(openings)('%j inside a user is refused', (opening) => {
    const content = `users:\n  - id: ${opening.trim().startsWith('-') ? '\n      ' : ''}${opening.repeat(5_000)}`;
    expect(() => readDirectoryFile(content)).toThrow(/nested too deeply|neither YAML nor JSON/);
  });

  it('a depth of 20 is read', () => {
    expect(() => readDirectoryFile(`${'['.repeat(20)}${']'.repeat(20)}`)).toThrow('must be a map');
  });
});
