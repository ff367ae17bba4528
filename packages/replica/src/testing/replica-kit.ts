import { evaluate, evaluateSegment } from '@halyard/core';
import { regex } from '@halyard/core/re2js';
import { createDatabase, type Database } from '@halyard/database';
import { createTestDatabase } from '@halyard/database/testing';
import { createApplication, createFlag, createOrganization, type Context } from '@halyard/domain';
import { createTestContext } from '@halyard/domain/testing';

import type { ReplicaEvent } from '../events.ts';
import { createReplica, type Replica, type ReplicaOptions } from '../replica.ts';
import { countQueries } from './count-queries.ts';
import { createTestHints, type TestHints } from './test-hints.ts';
import { createWriter, type Writer } from './write.ts';

export interface Shop {
  organizationId: string;
  applicationId: string;
}

/** A replica with what it has reported. */
export interface StartedReplica extends Replica {
  events: ReplicaEvent[];
}

export interface ReplicaKit {
  database: Database;
  url: string;
  /** For verbs; its hints go to the kit's replicas. */
  ctx: Context;
  hints: TestHints;
  writer: Writer;
  /** How many queries replicas have made. */
  countQueries(): number;
  createShop(): Promise<Shop>;
  createFlag(shop: Shop, key: string, isOn?: boolean): ReturnType<typeof createFlag>;
  /** A replica that is not started; it is closed with the kit. */
  create(options?: Partial<ReplicaOptions>): StartedReplica;
  start(options?: Partial<ReplicaOptions>): Promise<StartedReplica>;
  close(): Promise<void>;
}

/** So rarely that no test sees it happen. */
export const never = 3_600_000;

/** A database of the caller's own with writers and replicas on it. */
export async function createReplicaKit(serverUrl: string): Promise<ReplicaKit> {
  const { url, drop } = await createTestDatabase(serverUrl);
  const database = createDatabase({ url, maxConnections: 8 });
  const hints = createTestHints();
  const ctx = { ...createTestContext(database), hints };
  const counted = countQueries(database);
  const started: StartedReplica[] = [];

  function create(options: Partial<ReplicaOptions> = {}): StartedReplica {
    const events: ReplicaEvent[] = [];
    const report = (event: ReplicaEvent) => void events.push(event);
    const replica = createReplica({
      database: counted.database,
      regex,
      report,
      pollIntervalMs: never,
      ...options,
    });
    const kept = { ...replica, events };
    started.push(kept);
    return kept;
  }

  return {
    database,
    url,
    ctx,
    hints,
    writer: createWriter(database, hints),
    countQueries: counted.count,
    async createShop() {
      const { id: organizationId } = await createOrganization(ctx, { name: 'Acme' });
      const { id: applicationId } = await createApplication(ctx, { organizationId, name: 'Shop' });
      return { organizationId, applicationId };
    },
    createFlag: (shop, key, isOn = true) =>
      createFlag(ctx, {
        ...shop,
        key,
        fields: { name: key, environments: { production: { enabled: isOn } } },
      }),
    create,
    async start(options) {
      const replica = create(options);
      await replica.start();
      return replica;
    },
    async close() {
      for (const replica of started) await replica.close();
      await database.$disconnect();
      await drop();
    },
  };
}

/** Whether a flag is on in production; `undefined` where there is none. */
export function isOn(replica: Replica, shop: Shop, flagKey: string): boolean | undefined {
  const dataSet = replica.findDataSet(shop.organizationId);
  if (!dataSet) return undefined;
  const decision = evaluate(dataSet, {
    applicationId: shop.applicationId,
    flagKey,
    environment: 'production',
    context: { user_id: 'u' },
    now: 0,
  });
  return decision.found ? decision.enabled : undefined;
}

export function isMember(
  replica: Replica,
  { organizationId }: Shop,
  segmentKey: string,
  userId: string,
): boolean | undefined {
  const dataSet = replica.findDataSet(organizationId);
  const circumstances = { environment: 'production', context: { user_id: userId }, now: 0 };
  return dataSet && evaluateSegment(dataSet, { ...circumstances, segmentKey });
}
