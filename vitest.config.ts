import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Packages are tested from source: tsconfig.json says where each one's source is.
  resolve: { tsconfigPaths: true },
  test: {
    include: ['test/**/*.test.ts'],
    // Real servers and RSA on two cores: the default of 5 s is for code that does not wait.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    typecheck: { enabled: true, include: ['test/**/*.test-d.ts'], tsconfig: 'tsconfig.json' },
  },
});
