import { defineConfig } from 'vitest/config';
import { QuickestFirst } from './scripts/mutation/quickest-first.js';
import { fromSource, resolve, timeouts } from './vitest.config.js';

/** The tests of one room, which npm run mutation runs again and again: scripts/mutation.ts names them. */
export default defineConfig({
  resolve,
  test: {
    ...timeouts,
    // What a change keeps from coming is not waited for.
    expect: { poll: { timeout: 2_000 } },
    ...fromSource,
    setupFiles: [...fromSource.setupFiles, 'scripts/mutation/patience.ts'],
    include: (process.env['MUTATION_TESTS'] ?? '').split(','),
    sequence: { sequencer: QuickestFirst },
  },
});
