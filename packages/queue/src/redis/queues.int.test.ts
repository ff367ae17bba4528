import { inspect } from 'node:util';

import { beforeEach, describe, expect, inject, onTestFinished, test, vi } from 'vitest';

import { describeBatches } from '../conformance/batches.ts';
import { describeBoard } from '../conformance/board.ts';
import { describeOperating } from '../conformance/operating.ts';
import { createPayload, receiveFrom } from '../conformance/queue-kit.ts';
import { describeQueues } from '../conformance/queues.ts';
import { createQueues, type Queues } from '../queues.ts';
import { connectTo, createRedisKit, type RedisKit } from './queue-kit.ts';

describeQueues(createRedisKit);
describeBatches(createRedisKit);
describeOperating(createRedisKit);
describeBoard(createRedisKit);

describe('on Redis', () => {
  let kit: RedisKit;
  let warnings: string[];

  beforeEach(async () => {
    kit = await createRedisKit();
    warnings = [];
    errors = [];
    return () => kit.close();
  });

  let errors: Error[];

  function open(url: string): Queues {
    const { prefix } = kit;
    const onWarning = (message: string): unknown => warnings.push(message);
    const onError = (error: Error): unknown => errors.push(error);
    const redis = { connect: connectTo(url), prefix, onWarning };
    const queues = createQueues({ redis, timeoutMs: 1_000, onError });
    onTestFinished(() => queues.close());
    return queues;
  }

  test('a server that may lose jobs is warned of, once', async () => {
    const queues = open(inject('redisUrl'));
    await queues.createProducer('key-usage').add(createPayload());
    await receiveFrom(queues);
    await vi.waitFor(() =>
      expect(warnings).toEqual([
        'Redis may lose accepted jobs: appendonly is no, not yes; appendfsync is everysec, not always.',
      ]),
    );
  });

  test('a consumer that was started while the server was away works when it is back', async () => {
    const proxy = await kit.createProxy();
    onTestFinished(proxy.close);
    await proxy.takeAway();
    const received = await receiveFrom(open(proxy.url));
    await open(inject('redisUrl')).createProducer('key-usage').add(createPayload());
    expect(received).toEqual([]);
    await proxy.restore();
    await vi.waitFor(() => expect(received).toHaveLength(1), 10_000);
  });

  test('no error shows the password', async () => {
    const url = Object.assign(new URL(inject('redisUrl')), { username: 'a', password: 's3cr3t' });
    const queues = open(url.href);
    const adding = queues.createProducer('key-usage').add(createPayload());
    const reason: unknown = await adding.catch((error: unknown) => error);
    await receiveFrom(queues);
    await vi.waitFor(() => expect(errors.map(String).join()).toContain('WRONGPASS'), 10_000);
    expect(inspect([reason, ...errors], { depth: 10 })).not.toContain('s3cr3t');
  });

  test('all keys of a queue lie in one slot of a Cluster', async () => {
    await open(inject('redisUrl')).createProducer('key-usage').add(createPayload());
    const keys = await kit.client.keys(`*${kit.prefix}*`);
    const tags = new Set(keys.map((key) => /^\{(.+?)\}/.exec(key)?.[1]));
    expect([...tags]).toEqual([`${kit.prefix}:key-usage`]);
  });
});
