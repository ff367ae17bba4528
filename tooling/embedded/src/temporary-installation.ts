import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { Client } from 'pg';
import { onTestFinished } from 'vitest';

import { removePostgres, startPostgres } from './index.ts';
import type { PostgresServer, PostgresServerOptions } from './index.ts';

export const root = fileURLToPath(new URL('../../../', import.meta.url));

/** An empty folder for one test; what is started in it is stopped and deleted afterwards. */
export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'halyard-embedded-'));
  onTestFinished(async () => {
    await removePostgres({ directory, root });
    await rm(directory, { recursive: true });
  });
  return directory;
}

export function start(
  directory: string,
  options: Partial<PostgresServerOptions> = {},
): Promise<PostgresServer> {
  return startPostgres({ directory, root, durable: false, ...options });
}

/** The first column of the rows a statement returns. */
export async function query(url: string, statement: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<unknown[]>({ text: statement, rowMode: 'array' });
    return rows.map(([first]) => first);
  } finally {
    await client.end();
  }
}
