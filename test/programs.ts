import { mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder with the programs that tests start as processes of their own. */
    readonly programs: string;
  }
}

/**
 * Programs that tests start as processes of their own, made from source. A process that compiles for itself, as with tsx,
 * starts half a second later, at each of some two hundred starts.
 */
export const entryPoints = {
  command: 'cli/index.ts',
  mock: 'server/mock/index.ts',
  service: 'test/e2e/service-program.ts',
  memory: 'test/reference/memory-probe.ts',
  diff: 'scripts/diff.ts',
  bump: 'scripts/bump.ts',
  'directory-parsing': 'server/reference/directory/directory-parsing.ts',
  // The thread that the service reads its directory in lies beside it.
  'directory-worker': 'server/reference/directory/directory-worker.ts',
};

/** Makes them once for all files. */
export default async function setup(project: TestProject): Promise<() => void> {
  // Under node_modules, from where the packages that the programs load are found.
  const folder = mkdtempSync(join(resolve('node_modules'), '.test-programs-'));
  await build({
    entryPoints,
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    // Its paths lead to the source of each package.
    tsconfig: 'tsconfig.json',
    logLevel: 'error',
  });
  project.provide('programs', folder);
  return () => {
    rmSync(folder, { recursive: true, force: true });
  };
}
