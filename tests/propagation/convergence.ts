import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';

import { createTestCoordination, type CoordinationServer } from '@halyard/coordination/testing';
import { findBroken } from '@halyard/core';
import { regex } from '@halyard/core/re2js';
import { createDatabase, type Database } from '@halyard/database';
import { deriveChanges } from '@halyard/domain';
import { createTestContext } from '@halyard/domain/testing';
import { createReplica, type HintSource, type Replica } from '@halyard/replica';
import { expect } from 'vitest';

import { distort } from '../driver/distort.ts';
import { createRandom } from '../driver/random.ts';
import { repeat } from '../driver/repeat.ts';
import { cutConnections, cutRedisConnections } from './driver/cut-connections.ts';
import { findViolations } from './driver/invariants.ts';
import { readReplica, readTables, replayLog } from './driver/truth.ts';
import { createWorld } from './driver/world.ts';
import { write, type Acknowledged, type Outcomes, type World } from './driver/writer.ts';

export interface ConvergenceOptions {
  /** By what hints go. */
  server: CoordinationServer;
  url: string;
  redisUrl: string;
  seed: number;
  /** How many verbs each writer carries out. */
  verbsPerWriter: number;
}

export interface Convergence {
  outcomes: Outcomes;
  /** Of the replica whose hints were distorted. */
  gapsHealed: number;
}

type KnownWorld = World & { acknowledged: readonly Acknowledged[] };

const writers = 8;
const worldsCount = 2;
const cutIntervalMs = 700;
const cutShare = 0.3;
const patienceMs = 20_000;
const distortion = { lost: 0.3, late: 0.3, doubled: 0.2 };

/**
 * Eight writers change two organizations at once while hints are lost, doubled and reordered and
 * connections are cut; then every replica must hold what the tables hold, the log must tell the
 * same, no flag may be broken, and nothing that was acknowledged may be missing.
 */
export async function proveConvergence(options: ConvergenceOptions): Promise<Convergence> {
  const { server, url, redisUrl, seed, verbsPerWriter } = options;
  const random = createRandom(seed);
  const database = createDatabase({ url, maxConnections: 12 });
  const coordination = createTestCoordination(server, { databaseUrl: url, redisUrl }).open();
  await coordination.start();
  const ctx = { ...createTestContext(database), hints: coordination.hints };
  const worlds: KnownWorld[] = [];
  for (let index = 0; index < worldsCount; index++)
    worlds.push(await createWorld(ctx, `w${index}`));

  const replicas = [
    follow(database, distort(coordination.hints, createRandom(seed + 1), distortion)),
    follow(database, coordination.hints),
    follow(database, undefined),
  ];
  await Promise.all(replicas.map((replica) => replica.start()));
  const cutting = repeat(cutIntervalMs, async () => {
    await cutConnections(url, cutShare);
    if (server === 'Redis') await cutRedisConnections(redisUrl, cutShare);
  });
  const deriving = repeat(cutIntervalMs, () => deriveChanges(ctx).catch(() => 0));
  const seeds = Array.from({ length: writers }, () => random.below(2 ** 31));
  const outcomes = await Promise.all(
    seeds.map((writerSeed, writer) =>
      write(ctx, worlds, createRandom(writerSeed), { writer, count: verbsPerWriter }),
    ),
  );
  await Promise.all([cutting.stop(), deriving.stop()]);
  await deriveChanges(ctx);

  for (const world of worlds) await check(database, world, replicas);
  const { gapsHealed } = replicas[0]!.count();
  await Promise.all(replicas.map((replica) => replica.close()));
  await coordination.close();
  await database.$disconnect();
  return { outcomes: sum(outcomes), gapsHealed };
}

function sum(all: readonly Outcomes[]): Outcomes {
  const total: Outcomes = new Map();
  for (const [outcome, count] of all.flatMap((outcomes) => [...outcomes])) {
    total.set(outcome, (total.get(outcome) ?? 0) + count);
  }
  return total;
}

const follow = (database: Database, hints: HintSource | undefined): Replica =>
  createReplica({ database, regex, ...(hints && { hints }), report: () => undefined });

async function check(
  database: Database,
  world: KnownWorld,
  replicas: readonly Replica[],
): Promise<void> {
  const { organizationId } = world;
  expect(await findViolations(database, organizationId)).toEqual([]);
  const truth = await readTables(database, organizationId);
  expect(await replayLog(database, organizationId)).toEqual(truth);
  const rows = await database.apiKey.findMany({ where: { organizationId } });
  const hashes = rows.map(({ hash }) => Buffer.from(hash).toString('base64'));
  for (const replica of replicas) {
    const see = () => readReplica(replica, organizationId, hashes);
    const deadline = Date.now() + patienceMs;
    while (!isDeepStrictEqual(see(), truth) && Date.now() < deadline) await wait(50);
    expect(see()).toEqual(truth);
    expect(findBroken(replica.find(organizationId)!.dataSet)).toEqual([]);
  }
  for (const { flagId, entry } of world.acknowledged) {
    const flag = truth.flags.find(({ id }) => id === flagId);
    expect(flag?.configuration, `what was acknowledged of ${entry}`).toHaveProperty([entry]);
  }
}
