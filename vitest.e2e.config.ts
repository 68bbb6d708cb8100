import { defineConfig } from 'vitest/config';

// Browser tests drive the built product in dist/, one at a time: each starts servers of its own and measures nothing. Two at
// a time take as long on two cores.
export default defineConfig({
  test: {
    include: ['tests/e2e/**/*.e2e.test.ts'],
    globalSetup: ['tests/setup/data-folders.ts'],
    pool: 'forks',
    maxWorkers: 1,
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // A browser on a busy machine takes its time.
    expect: { poll: { timeout: 15_000 } },
  },
});
