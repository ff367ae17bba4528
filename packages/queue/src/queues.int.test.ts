import { randomUUID } from 'node:crypto';

import type { QueuePayload } from '@halyard/contracts';
import { createTcpProxy, createTestDatabase, type TestDatabase } from '@halyard/database/testing';
import { Client, type QueryResultRow } from 'pg';
import { afterEach, beforeEach, expect, inject, onTestFinished, test, vi } from 'vitest';

import { createQueues, type Queues } from './queues.ts';

type Payload = QueuePayload<'key-usage'>;

const payload = (): Payload => ({
  keys: [{ organizationId: randomUUID(), keyId: randomUUID(), lastUsedAtMs: 1 }],
});

let database: TestDatabase;
let opened: Queues[];
let errors: Error[];

beforeEach(async () => {
  database = await createTestDatabase(inject('postgresUrl'));
  opened = [];
  errors = [];
});

afterEach(async () => {
  await Promise.all(opened.map((queues) => queues.close()));
  await database.drop();
});

function open({ url }: { url: string } = database): Queues {
  const queues = createQueues({
    url,
    maxConnections: 10,
    onError: (error) => errors.push(error),
  });
  opened.push(queues);
  return queues;
}

async function execute<Row extends QueryResultRow>(statement: string): Promise<Row[]> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query<Row>(statement);
  await client.end();
  return rows;
}

async function countJobs(): Promise<number> {
  const rows = await execute<{ jobs: number }>('SELECT count(*)::int AS jobs FROM bullmq.job');
  return rows[0]!.jobs;
}

test('a job goes from a producer to a consumer of another process, and is gone when it is done', async () => {
  const received: Payload[] = [];
  const consumer = open().createConsumer('key-usage', async (job) => {
    received.push(job);
  });
  await consumer.start();
  const sent = [payload(), payload(), payload()];
  const producer = open().createProducer('key-usage');
  for (const job of sent) await producer.add(job);
  await vi.waitFor(() => expect(received).toHaveLength(3), 10_000);
  expect(received).toEqual(sent);
  await vi.waitFor(async () => expect(await countJobs()).toBe(0), 10_000);
});

test('a job waits while there is no consumer', async () => {
  const sent = payload();
  await open().createProducer('key-usage').add(sent);
  const received: Payload[] = [];
  await open()
    .createConsumer('key-usage', async (job) => {
      received.push(job);
    })
    .start();
  await vi.waitFor(() => expect(received).toEqual([sent]), 10_000);
});

test('a job that fails is tried again', async () => {
  let attempts = 0;
  await open()
    .createConsumer('key-usage', async () => {
      attempts++;
      if (attempts === 1) throw new Error('the first time');
    })
    .start();
  await open().createProducer('key-usage').add(payload());
  await vi.waitFor(() => expect(attempts).toBe(2), 20_000);
  expect(errors.map(String)).toEqual(['Error: the first time']);
});

test('a job is done although the processes that took it up were killed again and again', async () => {
  await open().createProducer('key-usage').add(payload());
  // As it is when the third of them has been dead for a while.
  await execute(`UPDATE bullmq.job
    SET state = 'active', locked_until_ms = 1, stalled_marked = true, stalled_count = 2`);
  const received: Payload[] = [];
  await open()
    .createConsumer('key-usage', async (job) => {
      received.push(job);
    })
    .start();
  await vi.waitFor(async () => expect(await countJobs()).toBe(0), 10_000);
  expect(received).toHaveLength(1);
});

test('jobs are done soon after the database is back', async () => {
  const proxy = await createTcpProxy(database.url);
  onTestFinished(proxy.close);
  const received: Payload[] = [];
  const consumer = open(proxy).createConsumer('key-usage', async (job) => {
    received.push(job);
  });
  await consumer.start();
  const producer = open().createProducer('key-usage');
  await producer.add(payload());
  await vi.waitFor(() => expect(received).toHaveLength(1), 10_000);
  await proxy.takeAway();
  await producer.add(payload());
  await vi.waitFor(() => expect(errors).not.toEqual([]), 10_000);
  await proxy.restore();
  await vi.waitFor(() => expect(received).toHaveLength(2), 10_000);
});

test('a payload that is not of the queue’s form never reaches the handler', async () => {
  const received: Payload[] = [];
  await open()
    .createConsumer('key-usage', async (job) => {
      received.push(job);
    })
    .start();
  const producer = open().createProducer('key-usage');
  await producer.add({ keys: 'all' } as unknown as Payload);
  await vi.waitFor(() => expect(errors.length).toBeGreaterThan(0), 10_000);
  expect(received).toEqual([]);
});

test('close lets a running job end', async () => {
  let isDone = false;
  let start: () => void = () => undefined;
  const started = new Promise<void>((resolve) => (start = resolve));
  let finish: () => void = () => undefined;
  const mayFinish = new Promise<void>((resolve) => (finish = resolve));
  const consumer = open().createConsumer('key-usage', async () => {
    start();
    await mayFinish;
    isDone = true;
  });
  await consumer.start();
  await open().createProducer('key-usage').add(payload());
  await started;
  const closed = consumer.close();
  finish();
  await closed;
  expect(isDone).toBe(true);
});

test('many producers and consumers share one pool of bounded size', async () => {
  const queues = open();
  const consumers = Array.from({ length: 4 }, () =>
    queues.createConsumer('key-usage', () => Promise.resolve()),
  );
  await Promise.all(consumers.map((consumer) => consumer.start()));
  const producers = Array.from({ length: 4 }, () => queues.createProducer('key-usage'));
  await Promise.all(producers.map((producer) => producer.add(payload())));
  const client = new Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query<{ connections: number }>(
    `SELECT count(*)::int AS connections FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid()`,
  );
  await client.end();
  expect(rows[0]!.connections).toBeLessThanOrEqual(10);
});
