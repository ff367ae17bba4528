import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { migrate } from '@halyard/database';
import { removePostgres, startPostgres } from '@halyard/embedded';
import { startRedis } from '@halyard/testing/redis';

import { createRestartable, type Restartable } from './restartable.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The servers of one run, which may be killed. */
export interface Servers {
  databaseUrl: string;
  /** Left out where there is none. */
  redisUrl: string | undefined;
  postgres: Restartable;
  redis: Restartable | undefined;
  remove(): Promise<void>;
}

export interface ServersOptions {
  /** None where it is left out: one that keeps what it acknowledged, or one that keeps nothing. */
  redis?: 'durable' | 'disposable' | undefined;
}

/** A PostgreSQL that loses nothing, and where it is asked for a Redis. */
export async function startServers({ redis: kind }: ServersOptions): Promise<Servers> {
  const directory = await mkdtemp(join(tmpdir(), 'halyard-servers-'));
  const { url: databaseUrl, server: postgres } = await startDatabase(directory);
  await migrate(databaseUrl, join(root, 'prisma/migrations'));
  const redis = kind && (await startRedisServer(directory, kind === 'durable'));
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

async function startRedisServer(
  directory: string,
  durable: boolean,
): Promise<{ url: string; server: Restartable }> {
  let at: { url: string; port: number } | undefined;
  const server = await createRestartable(async () => {
    const started = await startRedis({ directory, durable, ...(at && { port: at.port }) });
    at ??= started;
    return started.kill;
  });
  return { url: at!.url, server };
}
