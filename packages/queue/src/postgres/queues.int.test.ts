import { createTcpProxy, createTestDatabase } from '@halyard/database/testing';
import { Client } from 'pg';
import { beforeEach, describe, expect, inject, onTestFinished, test, vi } from 'vitest';

import { describeBatches } from '../conformance/batches.ts';
import { describeBoard } from '../conformance/board.ts';
import { describeOperating } from '../conformance/operating.ts';
import { createPayload, receiveFrom } from '../conformance/queue-kit.ts';
import { describeQueues } from '../conformance/queues.ts';
import { createQueues, type Queues } from '../queues.ts';
import { createPostgresKit } from './queue-kit.ts';

describeQueues(createPostgresKit);
describeBatches(createPostgresKit);
describeOperating(createPostgresKit);
describeBoard(createPostgresKit);

describe('connections that have gone silent', () => {
  let databaseUrl: string;
  let client: Client;
  let errors: Error[];

  beforeEach(async () => {
    const database = await createTestDatabase(inject('postgresUrl'));
    databaseUrl = database.url;
    errors = [];
    client = new Client({ connectionString: databaseUrl });
    await client.connect();
    return async () => {
      await client.end();
      await database.drop();
    };
  });

  async function createProxy() {
    const proxy = await createTcpProxy(databaseUrl);
    onTestFinished(proxy.close);
    return proxy;
  }

  function open(url: string, timeoutMs: number): Queues {
    const postgres = { url, maxConnections: 10 };
    const onError = (error: Error) => errors.push(error);
    const queues = createQueues({ postgres, timeoutMs, onError });
    onTestFinished(queues.close);
    return queues;
  }

  async function findListeners(): Promise<unknown[]> {
    const { rows } = await client.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE datname = current_database()
       AND application_name = 'key-usage' AND query LIKE '%LISTEN%'`,
    );
    return rows;
  }

  const waitForListeners = () =>
    vi.waitUntil(async () => {
      const listeners = await findListeners();
      return listeners.length > 0 && listeners;
    }, 10_000);

  test('are not waited for by a producer: the job is refused, the next one stored', async () => {
    const proxy = await createProxy();
    const producer = open(proxy.url, 200).createProducer('key-usage');
    await producer.add(createPayload());
    proxy.freezeConnections();
    await expect(producer.add(createPayload())).rejects.toMatchObject({ code: 'unavailable' });
    await vi.waitFor(() => producer.add(createPayload()), 10_000);
  });

  test('are replaced by a consumer, which does jobs although it hears of none', async () => {
    const proxy = await createProxy();
    const received = await receiveFrom(open(proxy.url, 100));
    await waitForListeners();
    proxy.dropConnections();
    proxy.holdAll();
    // It has looked for jobs in vain, and tried to listen in vain.
    await vi.waitFor(
      () => expect(String(errors).match(/timeout/g)?.length).toBeGreaterThan(3),
      10_000,
    );
    proxy.dropConnections();
    await proxy.restore();
    const before = await waitForListeners();
    proxy.freezeConnections();
    await open(databaseUrl, 5_000).createProducer('key-usage').add(createPayload());
    await vi.waitFor(() => expect(received).toHaveLength(1), 10_000);
    // What is silent looks alive to the server.
    await vi.waitFor(async () => expect(await findListeners()).not.toEqual(before), 10_000);
  });
});
