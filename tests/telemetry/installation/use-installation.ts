import { createDatabase, isOutage, type Database } from '@halyard/database';
import { createTestDatabase } from '@halyard/database/testing';
import type { Context } from '@halyard/domain';
import { mergePendingUsers } from '@halyard/domain/telemetry';
import { createTestContext } from '@halyard/domain/testing';
import { createClosers, createLogger, createMetrics } from '@halyard/http';
import { createQueues, type Queues } from '@halyard/queue';
import { createTestQueueServer, type QueueServerName } from '@halyard/queue/testing';
import { createReplica, type Replica } from '@halyard/replica';
import { startNode } from '@halyard/telemetry/testing';
import { buildWorker } from '@halyard/worker';
import { afterAll, beforeAll, inject } from 'vitest';

import { drain } from '../counting/drain.ts';
import { post } from '../sending/post.ts';

interface Kit {
  ctx: Context;
  database: Database;
  queues: Queues;
  replica: Replica;
  node: Awaited<ReturnType<typeof startNode>>;
}

/** A node that takes telemetry and a worker, in this process, whose time stands still. */
export function useInstallation(server: QueueServerName) {
  const nowMs = Date.now();
  // The rest is there as soon as the first test begins.
  const kit = {} as Kit;
  const closers = createClosers();
  beforeAll(async () => {
    const { url, drop } = await createTestDatabase(inject('postgresUrl'));
    closers.add(drop);
    kit.database = createDatabase({ url, maxConnections: 8 });
    closers.add(() => kit.database.$disconnect());
    const redisUrl = inject('redisUrl');
    const on = { server, databaseUrl: url, redisUrl, prefix: `test-${crypto.randomUUID()}` };
    const onError = () => undefined;
    kit.queues = createQueues({ ...createTestQueueServer(on), isOutage, onError });
    closers.add(kit.queues.close);
    kit.ctx = { ...createTestContext(kit.database), now: () => new Date(nowMs) };
    await startParts(kit, closers);
  });
  afterAll(closers.closeAll);

  return Object.assign(kit, {
    nowMs,
    /** What the API answers. */
    post: (path: string, key: string, body: object) => post(`${kit.node.url}${path}`, key, body),
    /** Resolves when the node knows all that was written of an organization so far. */
    catchUp: (organizationId: string) => kit.replica.catchUp(organizationId),
    /** Resolves when all that was reported is taken in. */
    async drain(): Promise<void> {
      await drain(kit.queues, kit.database, () => mergePendingUsers(kit.ctx));
    },
  });
}

async function startParts(kit: Kit, closers: ReturnType<typeof createClosers>): Promise<void> {
  const { ctx, database, queues } = kit;
  const metrics = createMetrics('worker');
  const log = createLogger('worker', 'silent');
  const worker = buildWorker({ database, queues, ctx, metrics, log });
  closers.add(worker.close);
  await worker.start();
  kit.replica = createReplica({ database, report: () => undefined, pollIntervalMs: 20 });
  closers.add(kit.replica.close);
  await kit.replica.start();
  const now = (): number => ctx.now().getTime();
  kit.node = await startNode({ replica: kit.replica, queues, now });
  closers.add(kit.node.close);
}
