/**
 * esbuild's options for one file that Node can run, with everything it imports.
 *
 * @param {string} entry
 * @param {string} outfile
 */
export const bundleOptions = (entry, outfile) => ({
  entryPoints: [entry],
  outfile,
  bundle: true,
  format: /** @type {const} */ ('esm'),
  platform: /** @type {const} */ ('node'),
  target: 'node20.19',
  // Optional drivers that their libraries load only where they are used.
  external: ['pg-native', 'bullmq-otel', 'redis'],
  // Native code (argon2) lies beside the bundle.
  loader: { '.node': /** @type {const} */ ('copy') },
  banner: {
    // CommonJS dependencies call `require`, which an ES module does not have.
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  logLevel: /** @type {const} */ ('warning'),
});
