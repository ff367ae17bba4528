import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startRedis, type RedisServer } from '@halyard/testing/redis';
import { Redis } from 'ioredis';
import { vi } from 'vitest';

export interface SentinelSetUp {
  url: string;
  master: RedisServer;
  replica: RedisServer;
  close(): Promise<void>;
}

const masterName = 'main';

/** A master, its replica, and a Sentinel that makes the replica the master when that is gone. */
export async function startSentinel(): Promise<SentinelSetUp> {
  const directory = await mkdtemp(join(tmpdir(), 'halyard-sentinel-'));
  const start = async (name: string, args: string[]): Promise<RedisServer> => {
    const own = join(directory, name);
    await mkdir(own);
    return startRedis({ directory: own, args });
  };
  const master = await start('master', ['--repl-diskless-sync-delay', '0']);
  const replica = await start('replica', ['--replicaof', '127.0.0.1', `${master.port}`]);
  await until(replica.url, async (client) => {
    const info = await client.info('replication');
    return info.includes('master_link_status:up');
  });
  const sentinel = await startWatcher(directory, master);

  return {
    url: `redis+sentinel://127.0.0.1:${sentinel.port}/${masterName}`,
    master,
    replica,
    async close() {
      await Promise.all([sentinel.kill(), master.kill(), replica.kill()]);
      await rm(directory, { recursive: true });
    },
  };
}

async function startWatcher(directory: string, master: RedisServer): Promise<RedisServer> {
  const configFile = join(directory, 'sentinel.conf');
  const lines = [
    `sentinel monitor ${masterName} 127.0.0.1 ${master.port} 1`,
    `sentinel down-after-milliseconds ${masterName} 500`,
    `sentinel failover-timeout ${masterName} 2000`,
  ];
  await writeFile(configFile, lines.join('\n'));
  const sentinel = await startRedis({ directory, configFile, args: ['--sentinel'] });
  await until(sentinel.url, async (client) => {
    const replicas = await client.call('SENTINEL', 'REPLICAS', masterName);
    return JSON.stringify(replicas).includes('"master-link-status","ok"');
  });
  return sentinel;
}

async function until(url: string, holds: (client: Redis) => Promise<boolean>): Promise<void> {
  const client = new Redis(url, { enableReadyCheck: false, disableClientInfo: true });
  await vi.waitUntil(() => holds(client), { timeout: 20_000 });
  client.disconnect();
}
