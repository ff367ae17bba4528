import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { createDatabase, migrate } from '@halyard/database';
import { createTestContext } from '@halyard/domain/testing';
import { removePostgres, startPostgres, type PostgresServer } from '@halyard/embedded';
import { expect } from 'vitest';

import { bundle } from '../driver/bundle.ts';
import { createRandom, type Random } from '../driver/random.ts';
import { findViolations } from './driver/invariants.ts';
import { readTables, replayLog } from './driver/truth.ts';
import { createWorld } from './driver/world.ts';
import type { WriterProcessInput } from './driver/writer-process.ts';
import type { Acknowledged, World } from './driver/writer.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const fewestAcknowledged = 5;
const longestRunMs = 400;

export interface DurabilityOptions {
  seed: number;
  /** How often somebody is killed: in turn the writer and PostgreSQL. */
  kills: number;
}

/**
 * Kills the process that writes, or PostgreSQL beneath it, with -9 at random moments: afterwards
 * every change is there as a whole or not at all, and nothing that was acknowledged is missing.
 */
export async function proveDurability({ seed, kills }: DurabilityOptions): Promise<number> {
  const random = createRandom(seed);
  const directory = await mkdtemp(join(tmpdir(), 'halyard-durability-'));
  const start = () => startPostgres({ directory, root });
  const script = await bundle(new URL('driver/writer-process.ts', import.meta.url));
  let server = await start();
  try {
    await migrate(server.url, join(root, 'prisma/migrations'));
    const world = await prepare(server.url);
    const acknowledged: Acknowledged[] = [];
    for (let kill = 0; kill < kills; kill++) {
      const writer = fork(script, [inputOf(server, world, random)], { stdio: 'inherit' });
      writer.on('message', (entry) => acknowledged.push(entry as Acknowledged));
      await untilMore(acknowledged, writer);
      await wait(random.below(longestRunMs));
      if (kill % 2 === 1) process.kill(server.pid, 'SIGKILL');
      writer.kill('SIGKILL');
      await once(writer, 'exit');
      server = await start();
      await check(server.url, world, acknowledged);
    }
    return acknowledged.length;
  } finally {
    await removePostgres({ directory, root });
    await rm(directory, { recursive: true });
  }
}

async function prepare(url: string): Promise<World> {
  const database = createDatabase({ url, maxConnections: 2 });
  try {
    return await createWorld(createTestContext(database), 'durable');
  } finally {
    await database.$disconnect();
  }
}

function inputOf({ url }: PostgresServer, world: World, random: Random): string {
  const input: WriterProcessInput = { url, seed: random.below(2 ** 30), world };
  return JSON.stringify(input);
}

async function untilMore(acknowledged: readonly unknown[], writer: ChildProcess): Promise<void> {
  const enough = acknowledged.length + fewestAcknowledged;
  while (acknowledged.length < enough) {
    if (writer.exitCode !== null) throw new Error('The writer ended by itself.');
    await wait(5);
  }
}

async function check(
  url: string,
  { organizationId }: World,
  acknowledged: readonly Acknowledged[],
): Promise<void> {
  const database = createDatabase({ url, maxConnections: 4 });
  try {
    expect(await findViolations(database, organizationId)).toEqual([]);
    const tables = await readTables(database, organizationId);
    expect(await replayLog(database, organizationId)).toEqual(tables);
    for (const { flagId, entry } of acknowledged) {
      const flag = tables.flags.find(({ id }) => id === flagId);
      expect(flag?.configuration, `what was acknowledged of ${entry}`).toHaveProperty([entry]);
    }
  } finally {
    await database.$disconnect();
  }
}
