import { defineConfig } from 'vitest/config';

/** What takes too long for every day: `npm run test:long`. Its figures are kept in docs/evidence. */
export default defineConfig({
  test: {
    include: ['{apps,packages}/*/src/**/*.long.test.ts', 'tests/**/*.long.test.ts'],
    globalSetup: ['tooling/testing/src/postgres-setup.ts', 'tooling/testing/src/redis-setup.ts'],
    testTimeout: 3_600_000,
    fileParallelism: false,
  },
});
