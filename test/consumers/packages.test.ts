import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Installation, packages, Tarballs } from './installation.js';

const run = promisify(execFile);
const tarballs = new Tarballs(inject('tarballs'));

const mebibyte = 1_048_576;

/** What each package may bring along at most: packages in all, and MiB in all. Measured, and rounded up a little. */
const sizes: Readonly<Record<string, { readonly packages: number; readonly mebibytes: number }>> = {
  '@sendotp-contract/spec': { packages: 1, mebibytes: 1 },
  '@sendotp-contract/message': { packages: 1, mebibytes: 1 },
  '@sendotp-contract/client': { packages: 5, mebibytes: 5 },
  '@sendotp-contract/server': { packages: 110, mebibytes: 10 },
  '@sendotp-contract/reference': { packages: 140, mebibytes: 30 },
  '@sendotp-contract/mock': { packages: 240, mebibytes: 50 },
  '@sendotp-contract/conformance': { packages: 8, mebibytes: 10 },
  'sendotp-contract': { packages: 270, mebibytes: 70 },
};

/** What each package was installed with. */
const installedWith = new Map<string, readonly string[]>();

describe.each([...packages])('%s', (name, folder) => {
  let installed: Installation;
  beforeAll(() => {
    installed = new Installation(tarballs, [name]);
    installedWith.set(name, installed.packages);
  });
  afterAll(() => {
    installed.remove();
  });
  const file = (path: string) => join(installed.folder, 'node_modules', name, path);

  it('brings no more packages and bytes along than its users would expect', () => {
    const limit = sizes[name] ?? { packages: 0, mebibytes: 0 };
    console.log(
      `${name}: ${installed.packages.length} packages, ${(installed.size / mebibyte).toFixed(1)} MiB`,
    );
    expect(installed.packages.length).toBeLessThanOrEqual(limit.packages);
    expect(installed.size / mebibyte).toBeLessThanOrEqual(limit.mebibytes);
  });

  it('ships its README, its licence and what its exports name, and no test or source', () => {
    expect(existsSync(file('README.md'))).toBe(true);
    expect(existsSync(file('LICENSE'))).toBe(true);
    const { exports } = JSON.parse(readFileSync(file('package.json'), 'utf8')) as { exports: object };
    const targets = Object.values(exports).flatMap((target) =>
      typeof target === 'string' ? [target] : Object.values(target as Readonly<Record<string, string>>),
    );
    for (const target of targets) expect(existsSync(file(target)), target).toBe(true);
    expect(existsSync(file('index.ts'))).toBe(false);
    expect(existsSync(file('dist/.tsbuildinfo'))).toBe(false);
  });

  it('has no dead link in its README', () => {
    const text = readFileSync(file('README.md'), 'utf8');
    const links = [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, target = '']) => target);
    for (const link of links.filter((target) => !/^(https?:|mailto:)/.test(target)))
      expect(existsSync(file(link)), link).toBe(true);
  });

  it('is what publint --strict expects of a package', async () => {
    // The tarball that is installed here: otherwise it packs another one.
    const tarball = new Blob([readFileSync(tarballs.of(name))]).stream();
    const { messages } = await publint({ pack: { tarball }, strict: true });
    const manifest = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as Record<string, unknown>;
    expect(messages.map((message) => formatMessage(message, manifest))).toEqual([]);
  });

  it('has types that every module resolution of ESM finds (attw)', async () => {
    if (name === 'sendotp-contract') return;
    const args = [
      'node_modules/@arethetypeswrong/cli/dist/index.js',
      tarballs.of(name),
      '--profile',
      'esm-only',
    ];
    const excluded = [
      '--exclude-entrypoints',
      './package.json',
      './openapi.json',
      './openapi-3.0.json',
      './openapi.yaml',
    ];
    // It ends with another exit code than 0 when there is a problem.
    await run(process.execPath, [...args, ...excluded, '--no-color', '--no-emoji', '--format', 'ascii']);
  });
});

describe('what is not installed', () => {
  const banned = (name: string, pattern: RegExp): readonly string[] | undefined =>
    installedWith.get(name)?.filter((path) => pattern.test(path));

  it('the judge comes without Express, Prism, server or client', () => {
    expect(
      banned('@sendotp-contract/conformance', /express|prism|contract\/(server|client|reference|mock)/),
    ).toEqual([]);
  });

  it('the client comes without anything of a server', () => {
    expect(
      banned('@sendotp-contract/client', /express|prism|ajv|contract\/(server|reference|mock|conformance)/),
    ).toEqual([]);
  });

  it('the server comes without Prism, Redis and mail', () => {
    expect(
      banned(
        '@sendotp-contract/server',
        /prism|redis|nodemailer|pino|contract\/(reference|mock|conformance|client)/,
      ),
    ).toEqual([]);
  });

  it('the reference MPP comes without Prism', () => {
    expect(banned('@sendotp-contract/reference', /prism|contract\/(mock|conformance|client)/)).toEqual([]);
  });
});
