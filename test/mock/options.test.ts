import { createMockServer } from '@sendotp-contract/mock';
import { describe, expect, it } from 'vitest';
import { caller, mpp } from '../key-pairs.js';

const mock = (options: object) =>
  createMockServer({ clients: { CALLER: caller.publicKey }, privateKey: mpp.privateKey, ...options });

describe('an option of the mock', () => {
  it.each([
    ['scenaro', 'did you mean scenario?'],
    ['notes', 'did you mean note?'],
    ['privatKey', 'did you mean privateKey?'],
    ['maxConections', 'did you mean maxConnections?'],
    ['xxxxxxxxxxxxxxx', 'expected contract, document, clients'],
  ])('that is misspelt, %s, is refused with the one that was meant', async (name, hint) => {
    await expect(mock({ [name]: undefined })).rejects.toThrow(
      `the options: there is no option "${name}"; ${hint}`,
    );
  });

  it.each(['handlers', 'replays', 'respond', 'tls'])(
    'that only a server has, %s, is refused: the mock has its own or none',
    async (name) => {
      await expect(mock({ [name]: undefined })).rejects.toThrow(
        new RegExp(`^the options: there is no option "${name}"; (did you mean|expected) (?!${name})`),
      );
    },
  );
});
