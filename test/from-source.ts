import { mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll } from 'vitest';

/**
 * Programs that a test starts as processes of their own, made from source by esbuild. A process that compiles for itself, as
 * with tsx, starts half a second later, at each of some two hundred starts.
 */
const entryPoints = {
  command: 'cli/index.ts',
  service: 'test/e2e/service-program.ts',
  memory: 'test/reference/memory-probe.ts',
};

/** Under `node_modules`, from where the packages that the programs load are found. */
const folder = mkdtempSync(join(resolve('node_modules'), '.test-programs-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

buildSync({
  entryPoints,
  outdir: folder,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  // Whose paths lead to the source of each package.
  tsconfig: 'tsconfig.json',
  sourcemap: 'inline',
  logLevel: 'error',
});

/** The file of a program, for `process.execPath`. */
export const program = (name: keyof typeof entryPoints): string => join(folder, `${name}.js`);
