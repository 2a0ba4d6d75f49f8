import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

/** What a page loads for this import, bundled, minified and compressed, in bytes. */
async function bundleSize(names: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: `export { ${names} } from '@sendotp-contract/client'`, resolveDir: process.cwd() },
    ...{
      bundle: true,
      minify: true,
      format: 'esm',
      platform: 'browser',
      write: false,
      tsconfig: 'tsconfig.json',
    },
  });
  return gzipSync(outputFiles[0]?.contents ?? '', { level: 9 }).length;
}

describe('a bundle', () => {
  it('with the error class alone is at most 1 kB', async () => {
    expect(await bundleSize('SendOtpError')).toBeLessThanOrEqual(1_000);
  });

  it('with signedFetch has nothing of openapi-fetch and of the contract in it', async () => {
    const whole = await bundleSize('createSendOtpClient, createClient, signedFetch');
    expect(await bundleSize('signedFetch')).toBeLessThan(whole - 6_000);
  });
});
