import type { NewChange } from '@halyard/contracts';
import { createPostgresCoordination } from '@halyard/coordination';
import { createDatabase, type Database } from '@halyard/database';
import { createTestDatabase } from '@halyard/database/testing';
import { createFlag, toggleFlag, type Context } from '@halyard/domain';
import { createPlaceVerbs, createTestContext, type Shop } from '@halyard/domain/testing';
import { afterAll, afterEach, beforeAll, beforeEach, inject, vi } from 'vitest';

import { expectDocumented } from './expect-documented.ts';
import { listenTo, type Heard, type Listening, type ListenOptions } from './listen-to.ts';
import { startNode, type NodeOptions, type StreamingNode } from './start-node.ts';
import { writeLog } from './write-log.ts';

interface ListenOnNode extends Omit<ListenOptions, 'key'> {
  url?: string;
  /** None where it is `null`. */
  key?: string | null;
}

/** A database and a node for the file, and an organization with an application and a key for each test. */
export function useStreams(given: Partial<NodeOptions> = {}) {
  const kit = {
    database: undefined as unknown as Database,
    databaseUrl: '',
    ctx: undefined as unknown as Context,
    node: undefined as unknown as StreamingNode,
    shop: undefined as unknown as Shop,
    key: '',
  };
  const closers: (() => Promise<unknown>)[] = [];
  const open: { path: string | undefined; listening: Listening }[] = [];

  async function start(options: Partial<NodeOptions> = {}): Promise<StreamingNode> {
    const node = await startNode({ databaseUrl: kit.databaseUrl, ...given, ...options });
    closers.push(node.close);
    return node;
  }

  const verbs = createVerbs(kit);
  beforeAll(async () => {
    const { url, drop } = await createTestDatabase(inject('postgresUrl'));
    const database = createDatabase({ url, maxConnections: 4 });
    const coordination = createPostgresCoordination({ url, maxConnections: 3, onError: () => {} });
    closers.push(drop, () => database.$disconnect(), coordination.close);
    const ctx = { ...createTestContext(database), hints: coordination.hints };
    Object.assign(kit, { database, databaseUrl: url, ctx });
    kit.node = await start();
  });
  afterAll(async () => {
    for (const close of closers.toReversed()) await close();
  });
  beforeEach(async () => {
    kit.shop = await verbs.createPlace();
    kit.key = await verbs.createKey();
  });
  afterEach(() => {
    for (const { path = '', listening } of open.splice(0)) {
      listening.close();
      expectDocumented(path, listening.heard);
    }
  });

  return Object.assign(kit, {
    ...verbs,
    ...createProbes(kit),
    start,
    /** Listens to the file's node by the test's key, and waits until it is connected. */
    async listen(options: ListenOnNode = {}): Promise<Listening> {
      const { url = kit.node.url, key = kit.key, ...rest } = options;
      const listening = await listenTo(url, { ...(key !== null && { key }), ...rest });
      open.push({ path: rest.path, listening });
      if (listening.status === 200) await vi.waitUntil(() => listening.heard.length > 0, patience);
      return listening;
    },
  });
}

const patience = { interval: 2, timeout: 10_000 };

const createProbes = (kit: { database: Database; node: StreamingNode; shop: Shop }) => ({
  /** One number of a node's metrics. */
  async metric(name: string, { registry } = kit.node): Promise<number> {
    const found = await registry.getSingleMetric(name)!.get();
    return found.values.reduce((sum, { value }) => sum + value, 0);
  },
  /** Adds rows to the organization's log beside the domain, which the file's node reads at once. */
  async write(changes: readonly NewChange[], { replica } = kit.node): Promise<void> {
    await writeLog(kit.database, kit.shop.organizationId, changes);
    await replica.catchUp(kit.shop.organizationId);
  },
  /** Resolves when the file's node knows all that was written so far. */
  catchUp: () => kit.node.replica.catchUp(kit.shop.organizationId),
  /** The number of the organization's last change. */
  async head({ organizationId } = kit.shop): Promise<number> {
    const head = await kit.database.changeHead.findUniqueOrThrow({ where: { organizationId } });
    return Number(head.seq);
  },
});

const createVerbs = (kit: { ctx: Context; shop: Shop }) => ({
  ...createPlaceVerbs(kit),
  /** A flag that is on in production; of the enterprise where the application is `null`. */
  createFlag: (key: string, given: { applicationId?: string | null; fields?: object } = {}) =>
    createFlag(kit.ctx, {
      ...kit.shop,
      key,
      ...(given.applicationId !== undefined && { applicationId: given.applicationId }),
      fields: { name: key, environments: { production: { enabled: true } }, ...given.fields },
    }),
  toggle: ({ id }: { id: string }, enabled: boolean, environment = 'production') =>
    toggleFlag(kit.ctx, {
      organizationId: kit.shop.organizationId,
      flagId: id,
      environment,
      enabled,
    }),
});

/** What changes were heard: name, key and id, as `flag_updated checkout 7.1`. */
export const changesOf = ({ heard }: { heard: Heard[] }): string[] =>
  heard
    .filter(({ event }) => event?.startsWith('flag') === true)
    .map(({ event, data, id }) => `${event} ${(JSON.parse(data!) as { key: string }).key} ${id}`);
