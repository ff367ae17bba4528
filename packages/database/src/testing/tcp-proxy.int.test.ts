import { Client } from 'pg';
import { afterEach, beforeEach, expect, inject, onTestFinished, test } from 'vitest';

import { createTcpProxy, type TcpProxy } from './tcp-proxy.ts';

const broken = /terminated|ECONNRESET|not queryable/;

let proxy: TcpProxy;

beforeEach(async () => {
  proxy = await createTcpProxy(inject('postgresUrl'));
});

afterEach(() => proxy.close());

/** A client whose broken connection is told by its queries alone. */
async function connect(url = proxy.url): Promise<Client> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  onTestFinished(() => client.end());
  await client.connect();
  return client;
}

test('the database is the target’s', async () => {
  const [near, far] = [await connect(), await connect(inject('postgresUrl'))];
  const system = 'SELECT system_identifier FROM pg_control_system()';
  expect((await near.query(system)).rows).toEqual((await far.query(system)).rows);
});

test('taken away, it breaks what is connected and refuses the rest, until it is restored', async () => {
  const client = await connect();
  const [outcome] = await Promise.allSettled([
    client.query('SELECT pg_sleep(60)'),
    proxy.takeAway(),
  ]);
  expect(outcome).toMatchObject({
    status: 'rejected',
    reason: { message: expect.stringMatching(broken) },
  });
  await expect(connect()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await proxy.restore();
  const { rows } = await (await connect()).query('SELECT 1 AS one');
  expect(rows).toEqual([{ one: 1 }]);
});

test('holding all, it keeps questions and new connections, and delivers them when restored', async () => {
  const [client, direct] = [await connect(), await connect(inject('postgresUrl'))];
  const answered: string[] = [];
  proxy.holdAll();
  const old = client.query('SELECT 1').then(() => answered.push('old'));
  const fresh = connect().then(() => answered.push('fresh'));
  // Ample time for an answer, were the question not held.
  for (let times = 0; times < 50; times += 1) await direct.query('SELECT 1');
  expect(answered).toEqual([]);
  await proxy.restore();
  await Promise.all([old, fresh]);
  expect(answered.toSorted()).toEqual(['fresh', 'old']);
});

test('dropped connections break, new ones pass', async () => {
  const client = await connect();
  proxy.dropConnections();
  await expect(client.query('SELECT 1')).rejects.toThrow(broken);
  await (await connect()).query('SELECT 1');
});

test('frozen connections stay open without an answer, new ones pass', async () => {
  const client = await connect();
  let isAnswered = false;
  proxy.freezeConnections();
  const frozen = client.query('SELECT 1').then(() => (isAnswered = true));
  const fresh = await connect();
  // Ample time for an answer, were the question not frozen.
  for (let times = 0; times < 50; times += 1) await fresh.query('SELECT 1');
  expect(isAnswered).toBe(false);
  await proxy.restore();
  await frozen;
  await fresh.query('SELECT 1');
});

test('a connection that its client ends is ended on the server', async () => {
  const [client, direct] = [new Client(proxy.url), await connect(inject('postgresUrl'))];
  await client.connect();
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  await client.end();
  const activity = 'SELECT FROM pg_stat_activity WHERE pid = $1';
  await expect.poll(async () => (await direct.query(activity, [rows[0]!.pid])).rowCount).toBe(0);
});
