import { inject, vi } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** What Stryker runs the tests for. */
    readonly mode: 'dry-run' | 'mutant';
  }
}

// A test of a changed code that takes this long waits for what the change keeps from coming: nothing else runs beside it. The code as
// it is may take its time, as on a laptop that sleeps in between: without it there is no run.
const isChanged = inject('mode') === 'mutant';
vi.setConfig({ testTimeout: isChanged ? 10_000 : 600_000 });
