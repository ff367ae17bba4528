import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { TestProject } from 'vitest/node';

import './provided-context.ts';
import { startRedis } from './redis/start-redis.ts';

/** One Redis server a test run; test files keep apart by prefixes of their keys. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), 'halyard-redis-'));
  const server = await startRedis({ directory });
  project.provide('redisUrl', server.url);
  return async () => {
    await server.kill();
    await rm(directory, { recursive: true });
  };
}
