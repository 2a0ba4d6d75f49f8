import { afterEach, describe, expect, it } from 'vitest';
import { explainSignature } from '@sendotp-contract/message/explain';
import type { SignatureMismatch } from '@sendotp-contract/server';
import { call } from '../../e2e/caller.js';
import { type Shell, startShell } from '../shell.js';

describe('a signature that does not verify', () => {
  let shell: Shell;
  afterEach(() => shell.server.close({ graceMs: 100 }));

  it('SIG-1: is handed over with all that explains it', async () => {
    const seen: SignatureMismatch[] = [];
    shell = await startShell({ onSignatureMismatch: (mismatch) => seen.push(mismatch) });
    const body = '{"acquirerId":"A","pspId":"P","accessToken":"T"}';
    const signedBody = '{"acquirerId": "A", "pspId": "P", "accessToken": "T"}';
    expect((await call(shell, { body, signedBody })).code).toBe('INVALID_SIGNATURE');
    const [mismatch] = seen;
    if (mismatch === undefined) throw new Error('nothing was handed over');
    const { path, headers, keys } = mismatch;
    const request = { method: 'POST', target: path, headers, body: mismatch.body };
    const { mistakes } = await explainSignature({ request }, keys.newest.key);
    expect(mistakes.map(({ id }) => id)).toEqual(['body-spaced']);
  });

  it('no other refusal is, and no request that verifies', async () => {
    const seen: SignatureMismatch[] = [];
    shell = await startShell({ onSignatureMismatch: (mismatch) => seen.push(mismatch) });
    await call(shell);
    await call(shell, { headers: { Signature: 'x' } });
    await call(shell, { headers: { 'Client-Id': 'STRANGER' } });
    expect(seen).toEqual([]);
  });
});
