import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startRedis, type RedisServer } from '@halyard/testing/redis';
import { Redis } from 'ioredis';
import { vi } from 'vitest';

export interface RedisCluster {
  url: string;
  masters: readonly RedisServer[];
  close(): Promise<void>;
}

const slots = [
  [0, 5_460],
  [5_461, 10_922],
  [10_923, 16_383],
] as const;

/** A Cluster of three masters, which know each other and have all slots. */
export async function startCluster(): Promise<RedisCluster> {
  const directory = await mkdtemp(join(tmpdir(), 'halyard-cluster-'));
  const buses = await findFreePorts(slots.length);
  const masters = await Promise.all(buses.map((bus) => startMaster(directory, bus)));
  const clients = masters.map(({ url }) => new Redis(url));
  await Promise.all(
    clients.map(async (client, n) => {
      await client.cluster('SET-CONFIG-EPOCH', n + 1);
      await client.cluster('ADDSLOTSRANGE', ...slots[n]!);
    }),
  );
  for (const [n, { port }] of masters.entries()) {
    if (n > 0) await clients[0]!.call('CLUSTER', 'MEET', '127.0.0.1', port, buses[n]!);
  }
  await vi.waitUntil(async () => (await Promise.all(clients.map(isWhole))).every(Boolean), {
    timeout: 20_000,
  });
  for (const client of clients) client.disconnect();

  return {
    url: `redis+cluster://${masters.map(({ port }) => `127.0.0.1:${port}`).join(',')}`,
    masters,
    async close() {
      await Promise.all(masters.map((master) => master.kill()));
      await rm(directory, { recursive: true });
    },
  };
}

async function startMaster(directory: string, bus: number): Promise<RedisServer> {
  const own = join(directory, `${bus}`);
  await mkdir(own);
  const args = ['--cluster-enabled', 'yes', '--cluster-port', `${bus}`];
  return startRedis({ directory: own, args });
}

async function isWhole(client: Redis): Promise<boolean> {
  const info = await client.cluster('INFO');
  return info.includes('cluster_state:ok') && info.includes(`cluster_size:${slots.length}`);
}

async function findFreePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
