import { execFileSync } from 'node:child_process';

/** Builds once for all files: two that build at the same time would write over each other. */
export default function setup(): void {
  const args = ['node_modules/tsx/dist/cli.mjs', 'scripts/docs.ts', '--if-changed'];
  execFileSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
}
