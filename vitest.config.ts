import { defineConfig } from 'vitest/config';

const sources = '{apps,packages,tooling}/*/src/**';

export default defineConfig({
  test: {
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          // A process for each of the many files would take longer than what is in them.
          isolate: false,
          include: [`${sources}/*.test.ts`],
          exclude: [
            '**/node_modules/**',
            '**/*.int.test.ts',
            '**/*.long.test.ts',
            '**/*.browser.test.ts',
          ],
        },
      },
      {
        test: {
          name: 'browser',
          include: [`${sources}/*.browser.test.ts`],
          globalSetup: 'tooling/testing/src/chromium-setup.ts',
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'integration',
          isolate: false,
          include: [`${sources}/*.int.test.ts`],
          globalSetup: [
            'tooling/testing/src/postgres-setup.ts',
            'tooling/testing/src/redis-setup.ts',
          ],
          testTimeout: 30_000,
          hookTimeout: 30_000,
          expect: { poll: { timeout: 10_000 } },
        },
      },
      {
        test: {
          name: 'repository',
          include: ['tests/repository/*.test.ts'],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'propagation',
          include: ['tests/propagation/*.test.ts'],
          exclude: ['**/*.long.test.ts'],
          globalSetup: [
            'tooling/testing/src/postgres-setup.ts',
            'tooling/testing/src/redis-setup.ts',
          ],
          testTimeout: 120_000,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'streaming',
          include: ['tests/streaming/*.test.ts'],
          exclude: ['**/*.long.test.ts'],
          globalSetup: 'tooling/testing/src/postgres-setup.ts',
          testTimeout: 120_000,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'telemetry',
          include: ['tests/telemetry/*.test.ts'],
          exclude: ['**/*.long.test.ts'],
          globalSetup: [
            'tooling/testing/src/postgres-setup.ts',
            'tooling/testing/src/redis-setup.ts',
          ],
          testTimeout: 180_000,
          sequence: { groupOrder: 3 },
        },
      },
      {
        test: {
          name: 'start',
          include: ['tests/start/*.test.ts'],
          globalSetup: 'tooling/testing/src/postgres-setup.ts',
          testTimeout: 180_000,
          hookTimeout: 180_000,
          // Each file runs whole installations: one after the other on a small machine.
          fileParallelism: false,
          sequence: { groupOrder: 4 },
        },
      },
    ],
  },
});
