import { evaluate, evaluateSegment } from '@halyard/core';
import { regex } from '@halyard/core/re2js';
import { createDatabase, type Database } from '@halyard/database';
import { createTestDatabase } from '@halyard/database/testing';
import type { Context } from '@halyard/domain';
import { createTestContext } from '@halyard/domain/testing';
import { afterAll, beforeAll, inject } from 'vitest';

import type { ReplicaEvent } from '../events.ts';
import { createReplica, type Replica, type ReplicaOptions } from '../replica.ts';
import { countQueries } from './count-queries.ts';
import { createShopVerbs, type Shop } from './shop.ts';
import { createTestHints, type TestHints } from './test-hints.ts';
import { createRowWriter } from './write-rows.ts';

/** A replica with what it has reported. */
export interface StartedReplica extends Replica {
  events: ReplicaEvent[];
}

export interface ReplicaKit extends ReturnType<typeof createShopVerbs> {
  database: Database;
  url: string;
  /** For verbs; its hints go to the kit's replicas. */
  ctx: Context;
  hints: TestHints;
  /** Writes what no verb writes. */
  rows: ReturnType<typeof createRowWriter>;
  /** How many queries replicas have made. */
  countQueries(): number;
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
    ...createShopVerbs(ctx),
    database,
    url,
    ctx,
    hints,
    rows: createRowWriter(database, hints),
    countQueries: counted.count,
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

/** One for all tests of a file. */
export function useReplicaKit(): ReplicaKit {
  const kit = {} as ReplicaKit;
  beforeAll(async () => {
    Object.assign(kit, await createReplicaKit(inject('postgresUrl')));
  });
  afterAll(() => kit.close());
  return kit;
}

/** Whether a flag is on in production; `undefined` where there is none. */
export function isOn(replica: Replica, shop: Shop, flagKey: string): boolean | undefined {
  const dataSet = replica.find(shop.organizationId)?.dataSet;
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

/** A flag as the replica holds it. */
export const documentOf = (replica: Replica, { organizationId }: Shop, flagId: string) =>
  replica.find(organizationId)?.dataSet.byId.get(flagId)?.source;

export function isMember(
  replica: Replica,
  { organizationId }: Shop,
  segmentKey: string,
  userId: string,
): boolean | undefined {
  const dataSet = replica.find(organizationId)?.dataSet;
  const circumstances = { environment: 'production', context: { user_id: userId }, now: 0 };
  return dataSet && evaluateSegment(dataSet, { ...circumstances, segmentKey });
}
