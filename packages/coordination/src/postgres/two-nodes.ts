import { createTcpProxy, createTestDatabase } from '@halyard/database/testing';
import { Client } from 'pg';
import { inject } from 'vitest';

import type { Node, TwoNodes } from '../conformance/two-nodes.ts';
import { createPostgresCoordination } from './coordination.ts';

export interface TwoPostgresNodes extends TwoNodes {
  /** A connection of the test's own, straight to the database. */
  client: Client;
}

/** Two nodes on a database of their own. */
export async function createTwoPostgresNodes(): Promise<TwoPostgresNodes> {
  const database = await createTestDatabase(inject('postgresUrl'));
  const client = new Client({ connectionString: database.url });
  await client.connect();
  const nodes = [await createNode(database.url), await createNode(database.url)] as const;

  return {
    nodes,
    client,
    async commit({ text, values }) {
      await client.query(text, [...values]);
    },
    async close() {
      await Promise.all(nodes.map((node) => node.close()));
      await client.end();
      await database.drop();
    },
  };
}

async function createNode(databaseUrl: string): Promise<Node> {
  const proxy = await createTcpProxy(databaseUrl);
  const errors: Error[] = [];
  const coordination = createPostgresCoordination({
    url: proxy.url,
    maxConnections: 5,
    onError: (error) => errors.push(error),
  });
  let closed: Promise<void> | undefined;

  return {
    ...coordination,
    proxy,
    errors,
    // A test may have closed it already.
    close: () => (closed ??= coordination.close().finally(() => proxy.close())),
  };
}
