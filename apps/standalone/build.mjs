// Bundles the supervisor and its two processes, so that starting them reads a few files, not thousands.
import { rm } from 'node:fs/promises';

import { build } from 'esbuild';

await rm('dist', { recursive: true, force: true });
await build({
  entryPoints: ['src/main.ts', 'src/serve.ts', 'src/work.ts'],
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  sourcemap: true,
  // Optional drivers that their libraries load only where they are used.
  external: ['pg-native', 'ioredis', 'bullmq-otel', 'redis'],
  // Native code (argon2) lies beside the bundles.
  loader: { '.node': 'copy' },
  banner: {
    // CommonJS dependencies call `require`, which an ES module does not have.
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  logLevel: 'warning',
});
