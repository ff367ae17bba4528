import { runMigrations } from 'bullmq';
import { Client } from 'pg';

/** Brings the queues' own tables (schema `bullmq`) up to date. Runners wait for each other. */
export async function migrateQueues(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await runMigrations(client);
  } finally {
    await client.end();
  }
}
