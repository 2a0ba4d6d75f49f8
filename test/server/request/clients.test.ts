import { importPublicKeys, type KeySet } from '@sendotp-contract/message';
import { SignatureQueue } from '@sendotp-contract/server';
import { afterEach, describe, expect, it } from 'vitest';
import { call } from '../../e2e/caller.js';
import { caller } from '../../key-pairs.js';
import { type Shell, startShell } from '../shell.js';

describe('clients that a function finds', () => {
  let shell: Shell;
  afterEach(() => shell.server.close({ graceMs: 100 }));

  it.each([
    ['at once', (keys: KeySet | undefined) => keys],
    ['later', (keys: KeySet | undefined) => Promise.resolve(keys)],
  ])('RC-4: are asked for by Client-Id at each request, and found %s', async (_, found) => {
    const keys = await importPublicKeys(caller.publicKey);
    const asked: string[] = [];
    shell = await startShell({
      clients: (clientId) => {
        asked.push(clientId);
        return found(clientId === 'CALLER' ? keys : undefined);
      },
    });
    expect((await call(shell)).code).toBe('SUCCESS');
    expect((await call(shell, { clientId: 'STRANGER' })).code).toBe('INVALID_CLIENT');
    expect((await call(shell)).code).toBe('SUCCESS');
    expect(asked).toEqual(['CALLER', 'STRANGER', 'CALLER']);
  });

  it('RC-17: a function that fails is UNKNOWN_EXCEPTION, and reported', async () => {
    const error = new Error('no connection');
    shell = await startShell({ clients: () => Promise.reject(error) });
    expect((await call(shell)).code).toBe('UNKNOWN_EXCEPTION');
    expect(shell.faults).toMatchObject([{ stage: 'request', error }]);
    expect(shell.observations.at(-1)?.reason).toBe('an unforeseen error, reported as a fault');
  });

  it('RC-17: a function that gives what are no keys is UNKNOWN_EXCEPTION, and the check counts no longer', async () => {
    const signatures = new SignatureQueue();
    shell = await startShell({ signatures, clients: () => ({}) as never });
    expect((await call(shell)).code).toBe('UNKNOWN_EXCEPTION');
    expect(shell.faults).toMatchObject([{ stage: 'request', error: { name: 'TypeError' } }]);
    expect(signatures.count).toBe(0);
  });
});
