import { defineConfig } from 'vitest/config';
import { longestFirst } from './tests/setup/longest-first.ts';

export default defineConfig({
  // Node loads the CommonJS build of graphql, Vite would pick the other one, and two copies refuse each other's schemas.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    include: [
      'src/**/*.test.ts',
      'web/src/**/*.test.ts',
      'web/src/**/*.test.tsx',
      'tests/*.test.ts',
      'scripts/**/*.test.ts',
    ],
    globalSetup: ['tests/setup/python-itself.ts', 'tests/setup/database-server.ts'],
    pool: 'forks',
    // One more than cores: for a third of their time tests wait, for limits, locks and processes that end.
    maxWorkers: 3,
    sequence: {
      sequencer: longestFirst([
        'src/execution-logs/find-logs.test.ts',
        'src/execution-logs/log-file.test.ts',
        'tests/prove.test.ts',
        'src/sandbox/robustness.test.ts',
        'src/storage/embedded-server.test.ts',
        'tests/hard-times.test.ts',
        'src/damaged-database.test.ts',
        'src/execution-logs/retention.test.ts',
        'src/sandbox/attacks/attacks.test.ts',
      ]),
    },
    // Modules are loaded once a worker, which takes a third of the time; whatever has state (an app, a database) is a test's own.
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
