import { createDatabase } from '@halyard/database';
import { createTestDatabase } from '@halyard/database/testing';
import { createApiKey, createApplication, createOrganization } from '@halyard/domain';
import { createTestContext } from '@halyard/domain/testing';
import { createLogger, createMetrics } from '@halyard/http';
import { createQueues } from '@halyard/queue';
import { createTestQueueServer, type QueueServerName } from '@halyard/queue/testing';
import { expect, inject } from 'vitest';

import { buildWorker, type WorkerDeps } from '../worker.ts';

export type WorkerKit = Awaited<ReturnType<typeof createWorkerKit>>;

/** A worker that runs, on a database of its own with a key in it. */
export async function createWorkerKit(
  server: QueueServerName = 'PostgreSQL',
  given: Pick<WorkerDeps, 'telling'> = {},
) {
  const { url: databaseUrl, drop } = await createTestDatabase(inject('postgresUrl'));
  const database = createDatabase({ url: databaseUrl, maxConnections: 4 });
  const prefix = `test-${crypto.randomUUID()}`;
  const redisUrl = inject('redisUrl');
  const ctx = createTestContext(database);
  const closers: (() => Promise<void>)[] = [];

  async function startWorker() {
    const queues = createQueues({
      ...createTestQueueServer({ server, databaseUrl, redisUrl, prefix }),
      onError: (error) => expect.fail(error.message),
    });
    const metrics = createMetrics('test');
    const log = createLogger('test', 'silent');
    const worker = buildWorker({ database, queues, ctx, metrics, log, ...given });
    closers.push(worker.close, queues.close);
    await worker.start();
    return { queues, metrics };
  }

  const { queues, metrics } = await startWorker();
  const { id: organizationId } = await createOrganization(ctx, { name: 'Acme' });
  const { id: applicationId } = await createApplication(ctx, { organizationId, name: 'Shop' });
  const named = { kind: 'sdk', name: 'Key', tag: 'test' } as const;
  const { id: keyId } = await createApiKey(ctx, { organizationId, applicationId, ...named });

  return {
    database,
    queues,
    ctx,
    metrics,
    /** Gives the metrics of one more worker, which closes with the first. */
    startAnother: async () => (await startWorker()).metrics,
    key: { organizationId, keyId },
    async close() {
      for (const close of closers) await close();
      await database.$disconnect();
      await drop();
    },
  };
}
