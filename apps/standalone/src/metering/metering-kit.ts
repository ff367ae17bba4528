import { createTestCoordination, type CoordinationServer } from '@halyard/coordination/testing';
import { createDatabase, readEvaluations, type Database } from '@halyard/database';
import { createTestDatabase } from '@halyard/database/testing';
import { createApplication, createOrganization, type Context } from '@halyard/domain';
import { createTestContext } from '@halyard/domain/testing';
import { createMetering } from '@halyard/evaluation';
import { createLogger, createMetrics } from '@halyard/http';
import { createQueues } from '@halyard/queue';
import { createTestQueueServer, type TestQueuesInput } from '@halyard/queue/testing';
import { createReplica, type KeyRecord } from '@halyard/replica';
import { buildWorker } from '@halyard/worker';
import { inject } from 'vitest';

const log = createLogger('test', 'silent');
const onError = () => undefined;

export type MeteringKit = Awaited<ReturnType<typeof createMeteringKit>>;
export type MeteringNode = Awaited<ReturnType<MeteringKit['startNode']>>;

/** A database with a running worker, on which nodes meter what they answer. */
export async function createMeteringKit(server: CoordinationServer) {
  const { url, drop } = await createTestDatabase(inject('postgresUrl'));
  const closers = [drop];
  const shared = share(server, url, closers);
  const database = createDatabase({ url, maxConnections: 4 });
  closers.push(() => database.$disconnect());
  const ctx = { ...createTestContext(database), hints: shared.openCoordination().hints };
  const queues = shared.openQueues();
  const worker = buildWorker({ database, queues, ctx, metrics: createMetrics('test'), log });
  closers.push(worker.close);
  await worker.start();
  const key = await createOwner(ctx);

  return {
    queues: shared.queues,
    database,
    ctx,
    key,
    startNode: (options?: NodeOptions) => startNode(url, key, { shared, closers }, options),
    /** What is durably known of a month. */
    readEvaluations: (month: string) => readEvaluations(database, key.organizationId, month),
    async close() {
      for (const close of closers.toReversed()) await close();
    },
  };
}

type Closers = (() => Promise<void>)[];

type Shared = ReturnType<typeof share>;

/** What processes work together by, on one of the servers. */
function share(server: CoordinationServer, databaseUrl: string, closers: Closers) {
  const servers = { databaseUrl, redisUrl: inject('redisUrl') };
  const queues: TestQueuesInput = { server, ...servers, prefix: `test-${crypto.randomUUID()}` };
  const coordination = createTestCoordination(server, servers);

  return {
    queues,
    openCoordination() {
      const opened = coordination.open();
      closers.push(opened.close);
      return opened;
    },
    openQueues() {
      const opened = createQueues({ ...createTestQueueServer(queues), onError });
      closers.push(opened.close);
      return opened;
    },
  };
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
  { shared, closers }: { shared: Shared; closers: Closers },
  { shareIntervalMs = 250 }: NodeOptions = {},
) {
  const database: Database = createDatabase({ url, maxConnections: 3 });
  closers.push(() => database.$disconnect());
  const coordination = shared.openCoordination();
  const queues = shared.openQueues();
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
