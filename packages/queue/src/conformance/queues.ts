import type { TcpProxy } from '@halyard/database/testing';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';

import { createQueues, type Queues } from '../queues.ts';
import { createPayload, receiveFrom, type Payload, type QueueKit } from './queue-kit.ts';
import { createStep } from './step.ts';

/** What every server of queues must pass. */
export function describeQueues(createKit: () => Promise<QueueKit>): void {
  describe('queues', () => {
    let kit: QueueKit;
    let opened: Queues[];
    let errors: Error[];

    beforeEach(async () => {
      kit = await createKit();
      opened = [];
      errors = [];
      return async () => {
        await Promise.all(opened.map((queues) => queues.close()));
        await kit.close();
      };
    });

    /** What one process has of the queues. */
    function open(proxy?: TcpProxy): Queues {
      const onError = (error: Error): unknown => errors.push(error);
      const queues = createQueues({ ...kit.server(proxy), timeoutMs: 1_000, onError });
      opened.push(queues);
      return queues;
    }

    async function createProxy(): Promise<TcpProxy> {
      const proxy = await kit.createProxy();
      onTestFinished(proxy.close);
      return proxy;
    }

    test('a job goes from a producer to a consumer of another process, and is gone when it is done', async () => {
      const received = await receiveFrom(open());
      const sent = [createPayload(), createPayload(), createPayload()];
      const producer = open().createProducer('key-usage');
      for (const job of sent) await producer.add(job);
      await vi.waitFor(() => expect(received).toHaveLength(3), 10_000);
      expect(received).toEqual(sent);
      await vi.waitFor(async () => expect(await kit.countJobs()).toBe(0), 10_000);
    });

    test('a job waits while there is no consumer', async () => {
      const sent = createPayload();
      await open().createProducer('key-usage').add(sent);
      const received = await receiveFrom(open());
      await vi.waitFor(() => expect(received).toEqual([sent]), 10_000);
    });

    test('a job is not added again while one with the same id waits', async () => {
      const producer = open().createProducer('key-usage');
      await Promise.all([1, 2, 3].map(() => producer.add(createPayload(), 'the-same')));
      await producer.add(createPayload(), 'another');
      expect(await kit.countJobs()).toBe(2);
    });

    test('a long payload comes as it was sent', async () => {
      const sent = { keys: Array.from({ length: 200 }, () => createPayload().keys[0]!) };
      const received = await receiveFrom(open());
      await open().createProducer('key-usage').add(sent);
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
      await open().createProducer('key-usage').add(createPayload());
      await vi.waitFor(() => expect(attempts).toBe(2), 20_000);
      expect(errors.map(String)).toEqual(['Error: the first time']);
    });

    test('a job is done although the processes that took it up were killed again and again', async () => {
      await open().createProducer('key-usage').add(createPayload());
      await kit.abandonJobs();
      const received = await receiveFrom(open());
      await vi.waitFor(async () => expect(await kit.countJobs()).toBe(0), 10_000);
      expect(received).toHaveLength(1);
    });

    test('jobs are done soon after the server is back', async () => {
      const proxy = await createProxy();
      const received = await receiveFrom(open(proxy));
      const producer = open().createProducer('key-usage');
      await producer.add(createPayload());
      // A job that is asked for just when the server goes is given out anew after 15 s only.
      await vi.waitFor(async () => expect(await kit.countJobs()).toBe(0), 10_000);
      await proxy.takeAway();
      await producer.add(createPayload());
      await vi.waitFor(() => expect(errors).not.toEqual([]), 10_000);
      await proxy.restore();
      await vi.waitFor(() => expect(received).toHaveLength(2), 20_000);
    });

    test('a job is refused as `unavailable` while the server is away, and taken when it is back', async () => {
      const proxy = await createProxy();
      const producer = open(proxy).createProducer('key-usage');
      await producer.add(createPayload());
      await proxy.takeAway();
      await expect(producer.add(createPayload())).rejects.toMatchObject({ code: 'unavailable' });
      await proxy.restore();
      await vi.waitFor(() => producer.add(createPayload()), 10_000);
      expect(await kit.countJobs()).toBe(2);
    });

    test('a job is refused as `unavailable` when the server does not answer', async () => {
      const proxy = await createProxy();
      const producer = open(proxy).createProducer('key-usage');
      await producer.add(createPayload());
      proxy.holdAll();
      await expect(producer.add(createPayload())).rejects.toMatchObject({ code: 'unavailable' });
      await proxy.restore();
    });

    test('a producer that was made while the server was away is of use when it is back', async () => {
      const proxy = await createProxy();
      await proxy.takeAway();
      const producer = open(proxy).createProducer('key-usage');
      await expect(producer.add(createPayload())).rejects.toMatchObject({ code: 'unavailable' });
      await proxy.restore();
      await vi.waitFor(() => producer.add(createPayload()), 10_000);
    });

    test('a payload that is not of the queue’s form never reaches the handler', async () => {
      const received = await receiveFrom(open());
      const producer = open().createProducer('key-usage');
      await producer.add({ keys: 'all' } as unknown as Payload);
      await vi.waitFor(() => expect(errors.length).toBeGreaterThan(0), 10_000);
      expect(received).toEqual([]);
    });

    test('close lets a running job end, though the server is away meanwhile', async () => {
      const proxy = await createProxy();
      const started = createStep();
      const mayFinish = createStep();
      let isDone = false;
      const consumer = open(proxy).createConsumer('key-usage', async () => {
        started.take();
        await mayFinish.taken;
        isDone = true;
      });
      await consumer.start();
      await open().createProducer('key-usage').add(createPayload());
      await started.taken;
      await proxy.takeAway();
      const closed = consumer.close();
      mayFinish.take();
      await closed;
      expect(isDone).toBe(true);
    });

    test('a job that ended while its consumer was closing is not done again', async () => {
      const started = createStep();
      const mayFinish = createStep();
      const consumer = open().createConsumer('key-usage', async () => {
        started.take();
        await mayFinish.taken;
      });
      await consumer.start();
      await open().createProducer('key-usage').add(createPayload());
      await started.taken;
      const closed = consumer.close();
      mayFinish.take();
      await closed;
      expect(await kit.countJobs()).toBe(0);
    });

    test('many producers and consumers share a bounded number of connections', async () => {
      const queues = open();
      await Promise.all([1, 2, 3, 4].map(() => receiveFrom(queues)));
      const producers = [1, 2, 3, 4].map(() => queues.createProducer('key-usage'));
      await Promise.all(producers.map((producer) => producer.add(createPayload())));
      expect(await kit.countConnections()).toBeLessThanOrEqual(10);
    });
  });
}
