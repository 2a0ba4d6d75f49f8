import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const consumers = 'test/consumers/**/*.test.ts';
const site = 'test/docs/**/*.test.ts';
const forgottenErrors = 'test/forgotten-errors.ts';

/** Packages are tested from source: tsconfig.json says where each one's source is. */
export const resolve = { tsconfigPaths: true };

/**
 * They end what would never end. On two cores that other programs use too, real servers, RSA and browsers take up to five times
 * as long as alone, and a slow test must not fail.
 */
export const timeouts = {
  testTimeout: 120_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 20_000 } },
};

/** What the tests of the source need around them. */
export const fromSource = {
  globalSetup: 'test/programs.ts',
  setupFiles: ['test/left-behind.ts', forgottenErrors],
  // Files share the modules of a worker: a third of the time went to loading them anew. A test that leaves something
  // behind for the next one fails by itself.
  isolate: false,
};

export default defineConfig({
  resolve,
  test: {
    ...timeouts,
    // Much of the time goes to processes that a test waits for: three workers for two cores take a fifth less than two.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    projects: [
      {
        extends: true,
        test: {
          name: 'source',
          // Not as `exclude`: in its place the command line's own would not count here.
          include: ['test/**/*.test.ts', `!${consumers}`, `!${site}`],
          ...fromSource,
          // npm run check looks at the types itself, once.
          typecheck: {
            enabled: process.env['SENDOTP_TYPES_CHECKED'] !== '1',
            include: ['test/**/*.test-d.ts'],
            // Only these and what they import: npm run typecheck looks at all.
            tsconfig: 'test/tsconfig.types.json',
          },
        },
      },
      {
        extends: true,
        test: {
          name: 'site',
          include: [site],
          globalSetup: 'test/docs/serve-site.ts',
          setupFiles: forgottenErrors,
        },
      },
      {
        extends: true,
        test: {
          name: 'packed',
          include: [consumers],
          globalSetup: 'test/consumers/pack.ts',
          setupFiles: forgottenErrors,
        },
      },
    ],
  },
});
