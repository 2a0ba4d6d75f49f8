import { gzipSync } from 'node:zlib';
import { build, type Metafile } from 'esbuild';
import { describe, expect, it } from 'vitest';

/** What a page loads for this import, in bytes: bundled, minified and compressed, without what is imported when needed. */
async function bundle(names: string, entry = '') {
  const { outputFiles, metafile } = await build({
    stdin: {
      contents: `export { ${names} } from '@sendotp-contract/client${entry}'`,
      resolveDir: process.cwd(),
    },
    bundle: true,
    splitting: true,
    outdir: 'out',
    minify: true,
    format: 'esm',
    platform: 'browser',
    write: false,
    metafile: true,
    tsconfig: 'tsconfig.json',
  });
  const loaded = loadedWith(metafile.outputs);
  const size = outputFiles
    .filter(({ path }) => loaded.some((name) => path.endsWith(name)))
    .reduce((sum, { contents }) => sum + gzipSync(contents, { level: 9 }).length, 0);
  const files = loaded.flatMap((name) => Object.keys(metafile.outputs[name]?.inputs ?? {}));
  return { size, files };
}

/** The entry and the chunks that it imports by a statement. */
function loadedWith(outputs: Metafile['outputs']): string[] {
  const loaded = new Set(Object.keys(outputs).filter((name) => outputs[name]?.entryPoint === '<stdin>'));
  for (const name of loaded)
    for (const { path, kind } of outputs[name]?.imports ?? [])
      if (kind === 'import-statement') loaded.add(path);
  return [...loaded];
}

describe('a bundle', () => {
  it('with the error class alone is at most 1 kB', async () => {
    expect((await bundle('SendOtpError')).size).toBeLessThanOrEqual(1_000);
  });

  it('with the client is at most 9 kB', async () => {
    expect((await bundle('createSendOtpClient')).size).toBeLessThanOrEqual(9_000);
  });

  it('has openapi-fetch in it for those who ask for it', async () => {
    const { files } = await bundle('createOpenApiClient', '/openapi-fetch');
    expect(files).toContain('node_modules/openapi-fetch/dist/index.mjs');
  });

  it('with the client has no validators, no documents, and no words for what may go wrong', async () => {
    const { files } = await bundle('createSendOtpClient');
    expect(files).toContain('generated/operations/send-otp.call.ts');
    for (const name of files)
      expect(name).not.toMatch(
        /validators|examples|rules|result-codes|messages|words|any-key|node-engine|connect-failure|telemetry|openapi-fetch/,
      );
  });

  it('with signedFetch has nothing of openapi-fetch and of the contract in it', async () => {
    const { size, files } = await bundle('signedFetch');
    for (const name of files) expect(name).not.toMatch(/openapi-fetch|generated/);
    expect(size).toBeLessThanOrEqual(8_000);
  });
});
