import { AppError } from '@halyard/contracts';
import type { TcpProxy } from '@halyard/database/testing';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';

import { createQueues, type Queues } from '../queues.ts';
import { createPayload, type Payload, type QueueKit } from './queue-kit.ts';
import { createStep } from './step.ts';

/** What every server of queues must pass where jobs are handled together. */
export function describeBatches(createKit: () => Promise<QueueKit>): void {
  describe('batches', () => {
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

    async function send(count: number): Promise<Payload[]> {
      const payloads = Array.from({ length: count }, createPayload);
      const producer = open().createProducer('key-usage');
      for (const payload of payloads) await producer.add(payload);
      return payloads;
    }

    const waitUntilDone = () =>
      vi.waitFor(async () => expect(await kit.countJobs()).toBe(0), 10_000);

    test('two processes handle a queue together, each job once, never two calls of one at once', async () => {
      const calls: Payload[][] = [];
      const sent = await send(30);
      for (const queues of [open(), open()]) {
        let underWay = 0;
        const handle = async (payloads: Payload[]): Promise<void> => {
          expect(++underWay).toBe(1);
          calls.push(payloads);
          await Promise.resolve();
          underWay--;
        };
        await queues.createBatchConsumer('key-usage', handle, { maxJobs: 8 }).start();
      }
      await waitUntilDone();
      expect(new Set(calls.flat())).toHaveProperty('size', 30);
      expect(calls.flat()).toEqual(expect.arrayContaining(sent));
      expect(calls.length).toBeLessThan(30);
      expect(errors).toEqual([]);
    });

    test('no job is done before the call that was given it', async () => {
      const started = createStep();
      const mayFinish = createStep();
      await send(3);
      const handle = async (): Promise<void> => {
        started.take();
        await mayFinish.taken;
      };
      await open().createBatchConsumer('key-usage', handle, { maxJobs: 3 }).start();
      await started.taken;
      expect(await kit.countJobs()).toBe(3);
      mayFinish.take();
      await waitUntilDone();
    });

    test('a job that cannot be handled fails alone', async () => {
      const [bad, ...others] = await send(6);
      const handled: Payload[] = [];
      const handle = async (payloads: Payload[]): Promise<void> => {
        if (payloads.some(({ keys }) => keys[0]!.keyId === bad!.keys[0]!.keyId)) {
          throw new Error('poison');
        }
        handled.push(...payloads);
      };
      await open().createBatchConsumer('key-usage', handle).start();
      await vi.waitFor(() => expect(errors.map(String)).toContain('Error: poison'), 10_000);
      expect(handled).toHaveLength(5);
      expect(handled).toEqual(expect.arrayContaining(others));
      await vi.waitFor(async () => expect(await kit.countJobs()).toBe(1), 10_000);
    });

    test('while what it needs is away a job is tried again and again, without using up an attempt', async () => {
      await send(1);
      let attempts = 0;
      let attemptsUsedUp: number | undefined;
      const handle = async (): Promise<void> => {
        if (++attempts < 3) throw new AppError('unavailable', 'The database cannot be reached.');
        attemptsUsedUp = await kit.countAttempts();
      };
      await open().createBatchConsumer('key-usage', handle).start();
      await waitUntilDone();
      expect(attemptsUsedUp).toBe(0);
    });

    test('close ends, though the server is away and so is what a job needs', async () => {
      const proxy = await kit.createProxy();
      onTestFinished(proxy.close);
      const failed = createStep();
      const handle = async (): Promise<void> => {
        await proxy.takeAway();
        failed.take();
        throw new AppError('unavailable', 'The database cannot be reached.');
      };
      const consumer = open(proxy).createBatchConsumer('key-usage', handle);
      await send(1);
      await consumer.start();
      await failed.taken;
      await consumer.close();
      expect(await kit.countActive()).toBe(1);
    });

    test('close handles what had gathered, though the server is away meanwhile', async () => {
      const proxy = await kit.createProxy();
      onTestFinished(proxy.close);
      const started = createStep();
      const mayFinish = createStep();
      const handled: Payload[] = [];
      const handle = async (payloads: Payload[]): Promise<void> => {
        started.take();
        await mayFinish.taken;
        handled.push(...payloads);
      };
      const slow = { maxJobs: 2, minRestMs: 60_000, maxRestMs: 60_000 };
      const consumer = open(proxy).createBatchConsumer('key-usage', handle, slow);
      const sent = await send(3);
      await consumer.start();
      await started.taken;
      await vi.waitFor(async () => expect(await kit.countActive()).toBe(3), 10_000);
      await proxy.takeAway();
      const closed = consumer.close();
      mayFinish.take();
      await closed;
      expect(handled).toEqual(expect.arrayContaining(sent));
    });
  });
}
