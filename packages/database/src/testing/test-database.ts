import { randomUUID } from 'node:crypto';

import { Client } from 'pg';

export interface TestDatabase {
  url: string;
  drop(): Promise<void>;
}

/** A migrated database of the caller's own, cloned from the template of the test server. */
export const createTestDatabase = (serverUrl: string): Promise<TestDatabase> =>
  clone(serverUrl, 'halyard_template');

/** A database of the caller's own with nothing in it. */
export const createEmptyDatabase = (serverUrl: string): Promise<TestDatabase> =>
  clone(serverUrl, 'template0');

async function clone(serverUrl: string, template: string): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await execute(serverUrl, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () => execute(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
