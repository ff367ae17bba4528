import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { migrate } from '@halyard/database';
import { startPostgres, type PostgresServer } from '@halyard/embedded';
import { migrateQueues } from '@halyard/queue';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';

import './provided-context.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** One PostgreSQL server a test run, with a migrated template that test files clone. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), 'halyard-test-'));
  const server = await startPostgres({ directory, root, durable: false });
  await createTemplate(server);
  project.provide('postgresUrl', server.url);
  return async () => {
    await server.stop();
    await rm(directory, { recursive: true });
  };
}

async function createTemplate(server: PostgresServer): Promise<void> {
  const client = new Client({ connectionString: server.url });
  await client.connect();
  await client.query('CREATE DATABASE halyard_template');
  await client.end();
  const url = new URL(server.url);
  url.pathname = '/halyard_template';
  await migrate(url.href, join(root, 'prisma/migrations'));
  await migrateQueues(url.href);
}
