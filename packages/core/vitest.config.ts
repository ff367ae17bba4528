import { defineConfig } from 'vitest/config';

// For mutation testing, which runs this package alone; `npm test` uses the repository's configuration.
export default defineConfig({
  test: { include: ['src/**/*.test.ts'], setupFiles: 'src/testing/few-runs.ts' },
});
