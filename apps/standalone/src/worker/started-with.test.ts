import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { beforeAll, expect, test } from 'vitest';

import { noteServers, requireSameServers } from './started-with.ts';

const url = 'redis://:s3cr3t@127.0.0.1:1';
let startedWith: string;

beforeAll(async () => {
  const directory = await mkdtemp(join(tmpdir(), 'halyard-started-with-'));
  startedWith = join(directory, 'started-with');
  return () => rm(directory, { recursive: true });
});

test('a worker that is given other kinds of servers than the installation is told which', async () => {
  await expect(requireSameServers({ startedWith }, { REDIS_URL: url })).resolves.toBeUndefined();
  await noteServers({ startedWith }, { QUEUE_REDIS_URL: url });
  expect(await readFile(startedWith, 'utf8')).not.toContain('s3cr3t');

  const require = (given: Parameters<typeof requireSameServers>[1]) =>
    requireSameServers({ startedWith }, given);
  await expect(require({ QUEUE_REDIS_URL: url })).resolves.toBeUndefined();
  await expect(require({})).rejects.toThrow('here with QUEUE_REDIS_URL');
  await expect(require({ QUEUE_REDIS_URL: url, REDIS_URL: url })).rejects.toThrow(
    'here without REDIS_URL',
  );
});
