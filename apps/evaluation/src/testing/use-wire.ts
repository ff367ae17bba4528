import { regex } from '@halyard/core/re2js';
import { createDatabase, type Database } from '@halyard/database';
import { createTestDatabase } from '@halyard/database/testing';
import { createFlag, type Context, type CreateFlagInput } from '@halyard/domain';
import { createPlaceVerbs, createTestContext, type Shop } from '@halyard/domain/testing';
import type { Sent } from '@halyard/http/testing';
import { createReplica, type Replica } from '@halyard/replica';
import { afterAll, beforeAll, inject, vi } from 'vitest';

import { send } from './send.ts';
import { startApp, type AppOptions } from './start-app.ts';

/** A node of a test. */
interface Node {
  url: string;
  replica: Replica;
}

const pollIntervalMs = 20;

/** One database, an organization with an application, and a node that answers for it on a port. */
export function useWire(given: Partial<AppOptions> = {}) {
  const wire = {
    ctx: undefined as unknown as Context,
    shop: undefined as unknown as Shop,
    /** Keys of the shop, bound to no environment. */
    keys: { sdk: '', server: '' },
    clock: { nowMs: 1_700_000_000_999 },
    node: undefined as unknown as Node,
  };
  let database: Database;
  const closers: (() => Promise<unknown>)[] = [];

  async function startNode(options: Partial<AppOptions> = {}): Promise<Node> {
    const replica = createReplica({ database, regex, pollIntervalMs, report: () => undefined });
    await replica.start();
    closers.push(replica.close);
    const now = () => wire.clock.nowMs;
    const { url, close } = await startApp({ replica, now, ...given, ...options });
    closers.push(close);
    return { url, replica };
  }

  const verbs = createVerbs(wire);
  beforeAll(async () => {
    const { url, drop } = await createTestDatabase(inject('postgresUrl'));
    database = createDatabase({ url, maxConnections: 4 });
    closers.push(drop, () => database.$disconnect());
    wire.ctx = createTestContext(database);
    wire.shop = await verbs.createPlace();
    wire.keys = { sdk: await verbs.createKey(), server: await verbs.createKey({ kind: 'server' }) };
    wire.node = await startNode();
  });
  afterAll(async () => {
    for (const close of closers.toReversed()) await close();
  });

  return Object.assign(wire, {
    ...verbs,
    startNode,
    send: (sent: Sent) => send(wire.node.url, sent),
    /** Sends JSON by an SDK key, unless another is given. */
    post: (path: string, body: unknown = {}, key = wire.keys.sdk) =>
      send(wire.node.url, { path, headers: { 'X-SDK-Key': key }, body: JSON.stringify(body) }),
    get: (path: string, key = wire.keys.sdk, headers: Record<string, string> = {}) =>
      send(wire.node.url, { method: 'GET', path, headers: { 'X-SDK-Key': key, ...headers } }),
    /** Waits until nodes know what was written. */
    async settle(...nodes: Node[]) {
      const heads = await database.changeHead.findMany();
      for (const { replica } of [wire.node, ...nodes]) {
        for (const { organizationId, seq } of heads) {
          const isKnown = () => replica.find(organizationId)?.last === Number(seq);
          await vi.waitUntil(isKnown, { interval: 5, timeout: 10_000 });
        }
      }
    },
  });
}

const createVerbs = (wire: { ctx: Context; shop: Shop }) => ({
  ...createPlaceVerbs(wire),
  createFlag: (
    key: string,
    fields: CreateFlagInput['fields'],
    given: Partial<CreateFlagInput> = {},
  ) => createFlag(wire.ctx, { ...wire.shop, key, fields: { name: key, ...fields }, ...given }),
});

/** Fields of a flag that is on in production, with more said of that environment. */
export const onInProduction = (more: object = {}) => ({
  environments: { production: { enabled: true, ...more } },
});
