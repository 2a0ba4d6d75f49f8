import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { explainSignature } from '@sendotp-contract/message/explain';
import type { SignatureMismatch } from '@sendotp-contract/server';
import { call } from '../../e2e/caller.js';
import { type Shell, startShell } from '../shell.js';

/** The callback that a document shows, as it runs in a project of its own. */
async function documented(file: string): Promise<(mismatch: SignatureMismatch) => unknown> {
  const [, code] =
    /<!-- example: onSignatureMismatch -->\s*```ts\n([\s\S]*?)```/.exec(readFileSync(file, 'utf8')) ?? [];
  if (code === undefined) throw new Error(`${file} has no example of onSignatureMismatch`);
  const folder = mkdtempSync(join(tmpdir(), 'sendotp-mismatch-'));
  try {
    const outfile = join(folder, 'example.mjs');
    await build({
      stdin: { contents: code, loader: 'ts', resolveDir: process.cwd() },
      ...{ bundle: true, platform: 'node', format: 'esm', outfile, tsconfig: 'tsconfig.json' },
      logLevel: 'silent',
    });
    const { onSignatureMismatch } = (await import(pathToFileURL(outfile).href)) as {
      onSignatureMismatch: (mismatch: SignatureMismatch) => unknown;
    };
    return onSignatureMismatch;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

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
    const { mistakes } = await explainSignature(mismatch, mismatch.keys);
    expect(mistakes.map(({ id }) => id)).toEqual(['body-spaced']);
  });

  it.each(['docs/explain.md', 'server/contract/README.md'])(
    'is explained by the example in %s, without the secret of the request',
    async (file) => {
      const printed: unknown[][] = [];
      const print = vi.spyOn(console, 'warn').mockImplementation((...line) => printed.push(line));
      shell = await startShell({ onSignatureMismatch: await documented(file) });
      const body = '{"acquirerId":"A","pspId":"P","accessToken":"T-0123456789"}';
      const signedBody = body.replaceAll(/[:,]/g, '$& ');
      await call(shell, { body, signedBody });
      await call(shell, { body, signedBody });
      await expect.poll(() => printed).toEqual([['INVALID_SIGNATURE', 'CALLER', 'body-spaced']]);
      print.mockRestore();
      expect(shell.faults).toEqual([]);
    },
  );

  it('SIG-1: is handed over with the headers that are one text, named in lower case', async () => {
    const seen: SignatureMismatch[] = [];
    shell = await startShell({ onSignatureMismatch: (mismatch) => seen.push(mismatch) });
    // Node makes a list of this one, however often it comes.
    await call(shell, { signedBody: 'another', headers: { 'Set-Cookie': 'a=b', 'X-Other': 'c' } });
    expect(seen[0]?.request.headers).toMatchObject({ 'client-id': 'CALLER', 'x-other': 'c' });
    expect(seen[0]?.request.headers).not.toHaveProperty('set-cookie');
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
