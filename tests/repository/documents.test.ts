import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

const markdownIn = (folder: string): string[] =>
  existsSync(join(root, folder))
    ? readdirSync(join(root, folder), { recursive: folder !== '' })
        .map(String)
        .filter((file) => file.endsWith('.md') && !file.includes('node_modules'))
        .map((file) => join(folder, file))
    : [];

const documents = [
  ...markdownIn(''),
  ...markdownIn('docs'),
  ...['apps', 'packages', 'tooling'].flatMap((parent) =>
    readdirSync(join(root, parent)).map((name) => join(parent, name, 'README.md')),
  ),
].filter((file) => existsSync(join(root, file)));

/** Paths from the root, as in `packages/core/src/evaluate.ts`; patterns and placeholders are left out. */
const namedPaths = (text: string): string[] =>
  [...text.matchAll(/`((?:apps|packages|tooling|prisma|docs|tests|bench|deploy)\/[\w./-]*)`/g)].map(
    (match) => match[1]!,
  );

/** Targets of relative links. */
const linkedFiles = (text: string): string[] =>
  [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)[^)]*\)/g)].map((match) => match[1]!);

test('there are documents to check', () => {
  expect(documents).toContain('README.md');
});

describe.each(documents)('%s', (document) => {
  const text = readFileSync(join(root, document), 'utf8');

  test('names only paths that exist', () => {
    const missing = namedPaths(text).filter((path) => !existsSync(join(root, path)));
    expect(missing).toEqual([]);
  });

  test('links only to files that exist', () => {
    const folder = dirname(join(root, document));
    const missing = linkedFiles(text).filter((target) => !existsSync(join(folder, target)));
    expect(missing).toEqual([]);
  });
});
