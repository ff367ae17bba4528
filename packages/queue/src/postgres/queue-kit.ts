import { createTcpProxy, createTestDatabase } from '@halyard/database/testing';
import { Client, type QueryResultRow } from 'pg';
import { inject } from 'vitest';

import type { QueueKit } from '../conformance/queue-kit.ts';

/** Queues in a database of their own. */
export async function createPostgresKit(): Promise<QueueKit> {
  const database = await createTestDatabase(inject('postgresUrl'));
  const client = new Client({ connectionString: database.url });
  await client.connect();

  const count = async (statement: string): Promise<number> => {
    const { rows } = await client.query<QueryResultRow & { count: number }>(statement);
    return rows[0]!.count;
  };

  return {
    server: ({ url } = database) => ({ postgres: { url, maxConnections: 10 } }),
    createProxy: () => createTcpProxy(database.url),
    countJobs: () => count('SELECT count(*)::int FROM bullmq.job'),
    countActive: () => count(`SELECT count(*)::int FROM bullmq.job WHERE state = 'active'`),
    countAttempts: () => count('SELECT attempts_made AS count FROM bullmq.job'),
    async abandonJobs() {
      await client.query(`UPDATE bullmq.job
        SET state = 'active', locked_until_ms = 1, stalled_marked = true, stalled_count = 2`);
    },
    countConnections: () =>
      count(`SELECT count(*)::int FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()`),
    async close() {
      await client.end();
      await database.drop();
    },
  };
}
