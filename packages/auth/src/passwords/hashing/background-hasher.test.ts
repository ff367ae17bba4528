import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';

import { createBackgroundHasher, type BackgroundHasher } from './background-hasher.ts';
import { threadPoolHasher } from './hasher.ts';

let folder: string;
let workers: Worker[];
let hasher: BackgroundHasher;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'halyard-hashing-'));
  await build({
    stdin: {
      contents: "import { serveHashes } from './serve-hashes.ts'; serveHashes();",
      resolveDir: fileURLToPath(new URL('.', import.meta.url)),
    },
    outfile: join(folder, 'worker.cjs'),
    bundle: true,
    platform: 'node',
    loader: { '.node': 'copy' },
  });
});
afterAll(() => rm(folder, { recursive: true }));

beforeEach(() => {
  workers = [];
  hasher = createBackgroundHasher(() => {
    const worker = new Worker(join(folder, 'worker.cjs'));
    workers.push(worker);
    return worker;
  });
});
afterEach(() => hasher.close());

test('what it hashes others verify, and the other way round', async () => {
  const hash = await hasher.hash('correct horse');
  expect(await threadPoolHasher.verify(hash, 'correct horse')).toBe(true);
  const other = await threadPoolHasher.hash('battery staple');
  const verified = [hasher.verify(other, 'battery staple'), hasher.verify(other, 'wrong')];
  expect(await Promise.all(verified)).toEqual([true, false]);
  expect(workers).toHaveLength(1);
});

test('what is no hash is an error, and those after it are answered', async () => {
  await expect(hasher.verify('no hash', 'secret')).rejects.toThrow('could not be hashed');
  expect(await hasher.hash('secret')).toMatch(/^\$argon2id\$/);
});

test('a thread that ends fails who waits for it, and another takes its place', async () => {
  await hasher.hash('secret');
  const [outcome] = await Promise.allSettled([hasher.hash('secret'), workers[0]!.terminate()]);
  expect(outcome).toMatchObject({
    status: 'rejected',
    reason: new Error('The thread that hashes passwords has ended.'),
  });
  expect(await hasher.hash('secret')).toMatch(/^\$argon2id\$/);
  expect(workers).toHaveLength(2);
});
