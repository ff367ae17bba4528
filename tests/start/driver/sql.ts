import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { Client } from 'pg';

import { postgresFolder, stateFile, type Checkout } from './checkout/checkout.ts';

/** The embedded server's database while it runs. */
export async function embeddedUrl(checkout: Checkout): Promise<string> {
  const password = await readFile(stateFile(checkout, 'postgres.password'), 'utf8');
  const pidFile = await readFile(join(postgresFolder(checkout), 'data', 'postmaster.pid'), 'utf8');
  return `postgresql://halyard:${password.trim()}@127.0.0.1:${pidFile.split('\n')[3]}/halyard`;
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
