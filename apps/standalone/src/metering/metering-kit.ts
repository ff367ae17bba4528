import { createPostgresCoordination } from '@halyard/coordination';
import { createDatabase, readEvaluations, type Database } from '@halyard/database';
import { createTestDatabase } from '@halyard/database/testing';
import { createApplication, createOrganization, type Context } from '@halyard/domain';
import { createTestContext } from '@halyard/domain/testing';
import { createMetering } from '@halyard/evaluation';
import { createLogger, createMetrics } from '@halyard/http';
import { createQueues } from '@halyard/queue';
import { createReplica, type KeyRecord } from '@halyard/replica';
import { buildWorker } from '@halyard/worker';
import { inject } from 'vitest';

const log = createLogger('test', 'silent');
const onError = () => undefined;

export type MeteringKit = Awaited<ReturnType<typeof createMeteringKit>>;
export type MeteringNode = Awaited<ReturnType<MeteringKit['startNode']>>;

/** A database with a running worker, on which nodes meter what they answer. */
export async function createMeteringKit() {
  const { url, drop } = await createTestDatabase(inject('postgresUrl'));
  const closers = [drop];
  const database = createDatabase({ url, maxConnections: 4 });
  closers.push(() => database.$disconnect());
  const ctx = { ...createTestContext(database), hints: openCoordination(url, closers).hints };
  const queues = openQueues(url, closers);
  const worker = buildWorker({ database, queues, ctx, metrics: createMetrics('test'), log });
  closers.push(worker.close);
  await worker.start();
  const key = await createOwner(ctx);

  return {
    url,
    database,
    ctx,
    key,
    async countWaitingJobs(): Promise<number> {
      const [row] = await database.$queryRaw<{ jobs: number }[]>`
        SELECT count(*)::int AS jobs FROM bullmq.job`;
      return row!.jobs;
    },
    startNode: (options?: NodeOptions) => startNode(url, key, closers, options),
    /** What is durably known of a month. */
    readEvaluations: (month: string) => readEvaluations(database, key.organizationId, month),
    async close() {
      for (const close of closers.toReversed()) await close();
    },
  };
}

type Closers = (() => Promise<void>)[];

function openCoordination(url: string, closers: Closers) {
  const coordination = createPostgresCoordination({ url, maxConnections: 3, onError });
  closers.push(coordination.close);
  return coordination;
}

function openQueues(url: string, closers: Closers) {
  const queues = createQueues({ postgres: { url, maxConnections: 10 }, onError });
  closers.push(queues.close);
  return queues;
}

/** A new organization on the smallest plan it may have, told by a key of it. */
async function createOwner(ctx: Context): Promise<KeyRecord> {
  const { id: organizationId } = await createOrganization(ctx, { name: 'Acme' });
  const { id: applicationId } = await createApplication(ctx, { organizationId, name: 'Shop' });
  const id = crypto.randomUUID();
  const kind = 'sdk';
  const unlimited = {
    environment: null,
    trusted: false,
    expiresAtMs: null,
    dailyBudget: null,
    addressLimit: null,
  };
  return { id, organizationId, applicationId, kind, ...unlimited };
}

interface NodeOptions {
  shareIntervalMs?: number;
}

async function startNode(
  url: string,
  key: KeyRecord,
  closers: Closers,
  { shareIntervalMs = 250 }: NodeOptions = {},
) {
  const database: Database = createDatabase({ url, maxConnections: 3 });
  closers.push(() => database.$disconnect());
  const coordination = openCoordination(url, closers);
  const queues = openQueues(url, closers);
  const replica = createReplica({ database, hints: coordination.hints, report: onError });
  closers.push(replica.close);
  await coordination.start();
  await replica.start();
  const metering = createMetering({
    counters: coordination.counters,
    queues,
    readEvaluations: (id, month) => readEvaluations(database, id, month),
    secret: 's'.repeat(64),
    node: 'host',
    metrics: createMetrics('test'),
    log,
    now: Date.now,
    shareIntervalMs,
  });
  closers.push(metering.close);
  metering.start();
  const { usage, counts } = metering;
  const document = () => replica.find(key.organizationId)?.document;
  return {
    usage,
    counts,
    document,
    isBlocked: () => usage.isBlocked(document(), Date.now()),
    record: (evaluations: number) => usage.record(document(), evaluations, Date.now()),
    refuse: () => usage.refuse(key.organizationId, Date.now()),
  };
}
