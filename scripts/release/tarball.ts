import { execFile, execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readFileSync } from 'node:fs';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

const run = promisify(execFile);

export interface Tarball {
  readonly name: string;
  readonly version: string;
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

/** Every package as npm would publish it. */
export function pack(folder: string): readonly Tarball[] {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder, '--workspaces'];
  const packed = JSON.parse(
    execFileSync('npm', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
  ) as readonly Tarball[] | Readonly<Record<string, Tarball>>;
  return Object.values(packed);
}

/** What a package holds that it should not, or does not hold that it should. */
export function contentFaults({ name, files }: Pick<Tarball, 'name' | 'files'>): readonly string[] {
  const paths = files.map(({ path }) => path);
  const missing = ['package.json', 'README.md', 'LICENSE'].filter((path) => !paths.includes(path));
  const surplus = paths.filter((path) =>
    /(^|\/)(test|node_modules|\.env|\.git)(\/|$|\.)|(?<!\.d)\.ts$|\.tsbuildinfo$|\.(pem|key|log)$/.test(path),
  );
  return [
    ...missing.map((path) => `${name} lacks ${path}`),
    ...surplus.map((path) => `${name} holds ${path}`),
  ];
}

/** What publint --strict and attw say of a package. */
export async function typeFaults(
  { name, filename }: Tarball,
  folder: string,
  source: string,
): Promise<readonly string[]> {
  const { messages } = await publint({ pkgDir: source, strict: true });
  const manifest = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as {
    readonly exports?: Readonly<Record<string, unknown>>;
  };
  const faults = messages.map(
    (message) => `${name}: publint: ${formatMessage(message, { ...manifest }) ?? message.code}`,
  );
  const entries = Object.keys(manifest.exports ?? {});
  const data = entries.filter((entry) => /\.(json|yaml)$/.test(entry));
  // A package of commands alone has no types.
  if (entries.length === data.length) return faults;
  const attw = 'node_modules/@arethetypeswrong/cli/dist/index.js';
  const args = [attw, join(folder, filename), '--profile', 'esm-only', '--no-color', '--format', 'ascii'];
  try {
    await run(process.execPath, [...args, '--exclude-entrypoints', ...data]);
    return faults;
  } catch {
    return [...faults, `${name}: attw finds types that a module resolution does not find`];
  }
}
