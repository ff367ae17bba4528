import {
  createEvaluationIds,
  generateEvaluationSecrets,
  parseEvaluationSecrets,
} from '@halyard/auth';
import { createDatabase } from '@halyard/database';
import { createTestContext } from '@halyard/domain/testing';
import { createClosers, type Closers } from '@halyard/http';
import { createQueues, migrateQueues } from '@halyard/queue';
import {
  createTestQueueServer,
  type QueueServerName,
  type TestQueuesInput,
} from '@halyard/queue/testing';
import { expect } from 'vitest';

import { createRandom } from '../driver/random.ts';
import { startServers, type Servers } from '../driver/servers.ts';
import { drain } from './counting/drain.ts';
import { findMiscounts } from './counting/find-miscounts.ts';
import { readRows } from './counting/read-rows.ts';
import { startInstallation } from './installation/start-installation.ts';
import { listReports, planRequests } from './reports/plan-requests.ts';
import type { Reported } from './reports/reported.ts';
import { createWorld, type Sender } from './reports/world.ts';
import { sendAgain } from './sending/send-again.ts';
import { storm } from './sending/storm.ts';

export interface DurabilityOptions {
  seed: number;
  /** What the queues are on. */
  server: QueueServerName;
  reports: number;
  reportsPerRequest: number;
  /** Of each organization: so many that every event has a row of its own. */
  flags: number;
  /** How often something is killed. */
  strikes: number;
}

/** What a run came to. */
export interface DurabilityRun {
  acknowledged: number;
  unacknowledged: number;
  /** How often each part was killed. */
  faults: ReadonlyMap<string, number>;
}

const mostShown = 10;

/**
 * Reports evaluations, errors and feedback while processes, PostgreSQL and Redis are killed with -9:
 * what was acknowledged counts exactly once, all else at most once, and whatever has an id does not
 * count again when it is sent once more.
 */
export async function proveDurability(options: DurabilityOptions): Promise<DurabilityRun> {
  const closers = createClosers();
  try {
    const isOnRedis = options.server === 'Redis';
    const servers = await startServers({ redis: isOnRedis ? 'durable' : undefined });
    closers.add(servers.remove);
    return await run(options, servers, closers);
  } finally {
    await closers.closeAll();
  }
}

async function run(
  { seed, server, strikes, flags, ...planned }: DurabilityOptions,
  servers: Servers,
  closers: Closers,
): Promise<DurabilityRun> {
  const random = createRandom(seed);
  const { databaseUrl, redisUrl = '' } = servers;
  const queues: TestQueuesInput = { server, databaseUrl, redisUrl, prefix: 'durability' };
  if (server === 'PostgreSQL') await migrateQueues(databaseUrl);
  const senders = await prepare(databaseUrl, flags);
  const evaluationSecrets = generateEvaluationSecrets();
  const secrets = parseEvaluationSecrets(evaluationSecrets);
  const { mint } = createEvaluationIds({ secrets, now: Date.now });
  const requests = planRequests(senders, { ...planned, mint, random });
  const reports = listReports(requests);
  const started = { queues, evaluationSecrets, random, closers };
  const installation = await startInstallation(servers, started);

  const faults = await storm(installation, requests, { strikes, random });
  const check = createCheck(queues, closers);
  await check(reports);
  const outcome = summarise(reports);
  await sendAgain(installation.url, requests);
  await check(reports);
  return { ...outcome, faults };
}

async function prepare(url: string, flags: number): Promise<Sender[]> {
  const database = createDatabase({ url, maxConnections: 2 });
  try {
    return await createWorld(createTestContext(database), { organizations: 4, flags });
  } finally {
    await database.$disconnect();
  }
}

/** Gives what waits until all has been taken in, and finds nothing wrong with it. */
function createCheck(input: TestQueuesInput, closers: Closers) {
  const database = createDatabase({ url: input.databaseUrl, maxConnections: 2 });
  closers.add(() => database.$disconnect());
  const queues = createQueues({ ...createTestQueueServer(input), onError: () => undefined });
  closers.add(queues.close);
  return async (reports: readonly Reported[]): Promise<void> => {
    await drain(queues, database);
    const miscounts = findMiscounts(reports, await readRows(database));
    expect(miscounts.slice(0, mostShown), `${miscounts.length} miscounts`).toEqual([]);
  };
}

const summarise = (reports: readonly Reported[]): Omit<DurabilityRun, 'faults'> => {
  const acknowledged = reports.filter((report) => report.acknowledged > 0).length;
  return { acknowledged, unacknowledged: reports.length - acknowledged };
};
