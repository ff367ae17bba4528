import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { migrate } from '@halyard/database';
import { removePostgres, startPostgres } from '@halyard/embedded';
import { startRedis } from '@halyard/testing/redis';

import { createRestartable, type Restartable } from './restartable.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The servers of one run, which may be killed. */
export interface Servers {
  databaseUrl: string;
  /** Left out where hints go by the database. */
  redisUrl: string | undefined;
  postgres: Restartable;
  redis: Restartable | undefined;
  remove(): Promise<void>;
}

/** A PostgreSQL that loses nothing, and where it is asked for a Redis that keeps nothing. */
export async function startServers({ withRedis }: { withRedis: boolean }): Promise<Servers> {
  const directory = await mkdtemp(join(tmpdir(), 'halyard-streaming-'));
  const { url: databaseUrl, server: postgres } = await startDatabase(directory);
  await migrate(databaseUrl, join(root, 'prisma/migrations'));
  const redis = withRedis ? await startHints(directory) : undefined;
  return {
    databaseUrl,
    redisUrl: redis?.url,
    postgres,
    redis: redis?.server,
    async remove() {
      await redis?.server.kill();
      await removePostgres({ directory, root });
      await rm(directory, { recursive: true });
    },
  };
}

async function startDatabase(directory: string): Promise<{ url: string; server: Restartable }> {
  let url: string | undefined;
  const server = await createRestartable(async () => {
    const started = await startPostgres({ directory, root });
    url ??= started.url;
    if (started.url !== url) throw new Error('PostgreSQL did not get its port back.');
    return async () => process.kill(started.pid, 'SIGKILL');
  });
  return { url: url!, server };
}

async function startHints(directory: string): Promise<{ url: string; server: Restartable }> {
  let at: { url: string; port: number } | undefined;
  const server = await createRestartable(async () => {
    const started = await startRedis({ directory, ...(at && { port: at.port }) });
    at ??= started;
    return started.kill;
  });
  return { url: at!.url, server };
}
