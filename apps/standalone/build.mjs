// Bundles the supervisor, its two processes and their threads, so that starting them reads a few files, not thousands.
import { copyFile, cp, rm } from 'node:fs/promises';

import { build } from 'esbuild';

await rm('dist', { recursive: true, force: true });
await build({
  entryPoints: [
    'src/main.ts',
    'src/serve.ts',
    'src/work.ts',
    'src/hash-passwords.ts',
    'src/read-telemetry.ts',
  ],
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  sourcemap: true,
  // Optional drivers that their libraries load only where they are used.
  external: ['pg-native', 'bullmq-otel', 'redis'],
  // Native code (argon2) lies beside the bundles.
  loader: { '.node': 'copy' },
  banner: {
    // CommonJS dependencies call `require`, which an ES module does not have.
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  logLevel: 'warning',
});
// The page at /docs loads it from us: an installation may have no internet.
const scalar = new URL('browser/standalone.js', import.meta.resolve('@scalar/api-reference'));
await copyFile(scalar, 'dist/scalar.js');
// So do the operators' pages about queues.
const board = new URL('dist/', import.meta.resolve('@bull-board/ui/package.json'));
await cp(board, 'dist/queue-board/dist', { recursive: true });
