import { defineConfig } from 'vitest/config';

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
    maxWorkers: 2,
    // Modules are loaded once a worker, which takes a third of the time; whatever has state (an app, a database) is a test's own.
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
