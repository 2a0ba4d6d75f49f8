import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * How a test starts a child process from TypeScript source: tsx, and the tsconfig.json whose paths lead to the source of each
 * package, whatever folder the child runs in.
 */
export const fromSource = {
  execArgv: ['--import', pathToFileURL(resolve('node_modules/tsx/dist/loader.mjs')).href],
  env: { TSX_TSCONFIG_PATH: resolve('tsconfig.json') },
} as const;

/** The command, for the arguments after `fromSource.execArgv`. */
export const commandSource = resolve('cli/index.ts');
