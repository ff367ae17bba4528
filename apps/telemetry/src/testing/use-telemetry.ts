import type { FeedbackBatch, TelemetryBatch } from '@halyard/contracts';
import { createDatabase, type Database } from '@halyard/database';
import { createTestDatabase } from '@halyard/database/testing';
import { createFlag, type Context } from '@halyard/domain';
import { createPlaceVerbs, createTestContext, type Shop } from '@halyard/domain/testing';
import type { Sent } from '@halyard/http/testing';
import { createQueues, type Queues } from '@halyard/queue';
import { createTestQueueServer, type QueueServerName } from '@halyard/queue/testing';
import { createReplica, type Replica } from '@halyard/replica';
import { afterAll, beforeAll, inject, vi } from 'vitest';

import { send } from './send.ts';
import { startNode, type NodeOptions } from './start-node.ts';

interface Kit {
  ctx: Context;
  shop: Shop;
  /** Of the shop, public and bound to no environment. */
  key: string;
  database: Database;
  databaseUrl: string;
  queues: Queues;
  replica: Replica;
  node: Awaited<ReturnType<typeof startNode>>;
  /** What a consumer was given, in order. */
  batches: TelemetryBatch[];
  feedback: FeedbackBatch[];
  /** Ids of all that was put on the queues, in order. */
  added: string[];
}

export const nowMs = Date.UTC(2026, 10, 23, 12);
const patience = { interval: 2, timeout: 10_000 };

/** One database and queue, an organization with an application, and a node that takes its telemetry. */
export function useTelemetry(server: QueueServerName = 'Redis', given: Partial<NodeOptions> = {}) {
  // The rest is there as soon as the first test begins.
  const kit = { key: '', batches: [], feedback: [], added: [] } as unknown as Kit;
  const closers: (() => Promise<unknown>)[] = [];
  const verbs = createVerbs(kit);

  beforeAll(async () => {
    const { url, drop } = await createTestDatabase(inject('postgresUrl'));
    kit.databaseUrl = url;
    kit.database = createDatabase({ url, maxConnections: 4 });
    closers.push(drop, () => kit.database.$disconnect());
    kit.ctx = createTestContext(kit.database);
    const servers = { databaseUrl: url, redisUrl: inject('redisUrl') };
    const prefix = `test-${crypto.randomUUID()}`;
    const onError = () => undefined;
    kit.queues = createQueues({
      ...createTestQueueServer({ server, ...servers, prefix }),
      onError,
    });
    closers.push(kit.queues.close);
    await collect(kit);
    kit.shop = await verbs.createPlace();
    kit.key = await verbs.createKey();
    const { database } = kit;
    kit.replica = createReplica({ database, report: () => undefined, pollIntervalMs: 20 });
    closers.push(kit.replica.close);
    await kit.replica.start();
    const { replica } = kit;
    const queues = noting(kit.queues, kit.added);
    kit.node = await startNode({ replica, queues, now: () => nowMs, ...given });
    closers.push(kit.node.close);
  });
  afterAll(async () => {
    for (const close of closers.toReversed()) await close();
  });

  return Object.assign(kit, verbs, createRequests(kit), {
    /** Resolves when the node knows all that was written so far. */
    catchUp: (organizationId = kit.shop.organizationId) => kit.replica.catchUp(organizationId),
  });
}

async function collect({ queues, batches, feedback }: Kit): Promise<void> {
  const consumers = [
    queues.createConsumer('telemetry', async (batch) => void batches.push(batch)),
    queues.createConsumer('feedback', async (batch) => void feedback.push(batch)),
  ];
  await Promise.all(consumers.map((consumer) => consumer.start()));
}

/** Notes the ids of what is stored. */
const noting = (queues: Queues, added: string[]): NodeOptions['queues'] => ({
  createProducer(name) {
    const { add } = queues.createProducer(name);
    return {
      async add(payload, id) {
        await add(payload, id);
        added.push(id!);
      },
    };
  },
});

const arrival = <B extends { id: string }>(batches: B[], id: string | undefined): Promise<B> => {
  if (id === undefined) throw new Error('Nothing was put on the queue.');
  return vi.waitUntil(() => batches.find((batch) => batch.id === id), patience);
};

const createRequests = (kit: Kit) => {
  const post = (path: string, body: unknown, key = kit.key) =>
    send(kit.node.url, { path, headers: { 'X-SDK-Key': key }, body: JSON.stringify(body) });
  return {
    send: (sent: Sent) => send(kit.node.url, sent),
    post,
    /** Sends events of which something is left, and gives what the queue was given. */
    async report(path: string, body: unknown, key = kit.key): Promise<TelemetryBatch> {
      const before = kit.added.length;
      const { status, text } = await post(path, body, key);
      if (status !== 202) throw new Error(`${status} ${text}`);
      return arrival(kit.batches, kit.added[before]);
    },
    /** Sends feedback of which something is left, and gives what the queue was given. */
    async reportFeedback(...feedbacks: object[]): Promise<FeedbackBatch> {
      const before = kit.added.length;
      const { status } = await post('/v1/feedback/bulk', { feedbacks });
      if (status !== 204) throw new Error(`${status}`);
      return arrival(kit.feedback, kit.added[before]);
    },
    /** The values of one metric, by its labels, without those that are 0. */
    async metric(name: string): Promise<Record<string, number>> {
      const { values } = await kit.node.registry.getSingleMetric(name)!.get();
      return Object.fromEntries(
        values
          .filter(({ value }) => value > 0)
          .map(({ labels, value }) => [Object.values(labels).join(' '), value]),
      );
    },
  };
};

const createVerbs = (kit: Pick<Kit, 'ctx' | 'shop'>) => ({
  ...createPlaceVerbs(kit),
  /** A flag that is on in production; of the enterprise where the application is `null`. */
  createFlag: (key: string, given: { applicationId?: string | null; fields?: object } = {}) =>
    createFlag(kit.ctx, {
      ...kit.shop,
      key,
      ...(given.applicationId !== undefined && { applicationId: given.applicationId }),
      fields: { name: key, environments: { production: { enabled: true } }, ...given.fields },
    }),
});
