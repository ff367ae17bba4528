import { createRedisClient } from '@halyard/coordination';
import { Client } from 'pg';

/** Ends some of the connections that anybody else has to a database. */
export async function cutConnections(url: string, share: number): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND random() < $1`,
    [share],
  );
  await client.end();
}

/** Ends some of the connections that anybody else has to a Redis. */
export async function cutRedisConnections(url: string, share: number): Promise<void> {
  const client = createRedisClient(url);
  const own = await client.client('ID');
  const list = String(await client.client('LIST'));
  const ids = [...list.matchAll(/^id=(\d+) /gm)].map(([, id]) => id!);
  for (const id of ids) {
    if (id !== String(own) && Math.random() < share) await client.call('CLIENT', 'KILL', 'ID', id);
  }
  client.disconnect();
}
