import { defineConfig } from 'vitest/config';

// Browser tests drive the built product in dist/, two stories at a time: each starts servers of its own and measures nothing. On two
// cores that takes three quarters of the time of one after the other.
export default defineConfig({
  test: {
    include: ['tests/e2e/**/*.e2e.test.ts'],
    globalSetup: ['tests/setup/python-itself.ts', 'tests/setup/data-folders.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // Modules are loaded once a worker; whatever has state (a server, a browser) is a story's own.
    isolate: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // A browser on a busy machine takes its time.
    expect: { poll: { timeout: 15_000 } },
  },
});
