// Bundles the script and the style of the one-time links' pages into a module, from which any bundle of
// the app can take them.
import { mkdir, writeFile } from 'node:fs/promises';

import { build } from 'esbuild';

const client = 'src/pages/client';
const generated = 'src/pages/generated';

/** @param {string} entry */
async function bundle(entry) {
  const { outputFiles } = await build({
    entryPoints: [`${client}/${entry}`],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: ['es2022'],
    charset: 'utf8',
    logLevel: 'warning',
  });
  return outputFiles[0]?.text.trim();
}

const assets = { script: await bundle('main.ts'), style: await bundle('page.css') };
const lines = Object.entries(assets).map(
  ([name, text]) => `export const ${name}: string = ${JSON.stringify(text)};\n`,
);
await mkdir(generated, { recursive: true });
await writeFile(`${generated}/assets.ts`, lines.join(''));
