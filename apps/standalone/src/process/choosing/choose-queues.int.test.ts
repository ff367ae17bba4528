import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';

import type { QueuePayload } from '@halyard/contracts';
import { createLogger } from '@halyard/http';
import type { Queues } from '@halyard/queue';
import { startRedis } from '@halyard/testing/redis';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';

import { chooseQueues } from './choose-queues.ts';

const payload: QueuePayload<'key-usage'> = {
  keys: [{ organizationId: crypto.randomUUID(), keyId: crypto.randomUUID(), lastUsedAtMs: 1 }],
};

let directory: string;
let lines: string;

beforeEach(async () => {
  lines = '';
  directory = await mkdtemp(join(tmpdir(), 'halyard-queues-'));
  return () => rm(directory, { recursive: true });
});

/** What a process has that was told of this Redis. */
function open(url: string): Queues {
  const log = createLogger('test', 'info', { write: (line) => (lines += line) });
  const config = { DATABASE_URL: 'postgresql://nowhere', QUEUE_REDIS_URL: url };
  const queues = chooseQueues({ config, log }, { maxConnections: 10 });
  onTestFinished(() => queues.close());
  return queues;
}

test('a job that Redis accepted is done although it was killed at once', async () => {
  const first = await startRedis({ directory, durable: true });
  await open(first.url).createProducer('key-usage').add(payload);
  await first.kill();
  const second = await startRedis({ directory, durable: true, port: first.port });
  onTestFinished(second.kill);
  const received: unknown[] = [];
  const consumer = open(second.url).createConsumer('key-usage', async (job) => {
    received.push(job);
  });
  await consumer.start();
  await vi.waitFor(() => expect(received).toEqual([payload]), 10_000);
  expect(lines).not.toContain('may lose');
});

test('a job is refused when the memory of Redis is full, and no error shows it', async () => {
  const server = await startRedis({ directory, durable: true, args: ['--maxmemory', '1'] });
  onTestFinished(server.kill);
  const adding = open(server.url).createProducer('key-usage').add(payload);
  const error: unknown = await adding.catch((reason: unknown) => reason);
  expect(error).toMatchObject({
    code: 'unavailable',
    cause: { message: expect.stringMatching(/^OOM/) },
  });
  expect(inspect(error, { depth: 10 })).not.toContain(payload.keys[0]!.keyId);
});

test('a Redis that may lose jobs is warned of in the log', async () => {
  const server = await startRedis({ directory });
  onTestFinished(server.kill);
  await open(server.url).createProducer('key-usage').add(payload);
  await vi.waitFor(() => expect(lines).toContain('Redis may lose accepted jobs'), 10_000);
});
