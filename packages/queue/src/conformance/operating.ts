import { beforeEach, describe, expect, test, vi } from 'vitest';

import { createQueues, type Queues } from '../queues.ts';
import { createPayload, type Payload, type QueueKit } from './queue-kit.ts';
import { createStep } from './step.ts';

/** What every server of queues must tell operators, and let them do. */
export function describeOperating(createKit: () => Promise<QueueKit>): void {
  describe('operating', () => {
    let kit: QueueKit;
    let queues: Queues;
    let errors: Error[];

    beforeEach(async () => {
      kit = await createKit();
      errors = [];
      const onError = (error: Error): unknown => errors.push(error);
      queues = createQueues({ ...kit.server(), timeoutMs: 1_000, onError });
      return async () => {
        await queues.close();
        await kit.close();
      };
    });

    const waitUntilFailed = (count: number) =>
      vi.waitFor(
        async () => expect(await queues.createDeadLetters().count('key-usage')).toBe(count),
        10_000,
      );

    const readDepth = async () => (await queues.readDepths()).find(isOfTest);
    const isOfTest = ({ queue }: { queue: string }): boolean => queue === 'key-usage';

    /** Adds jobs that no consumer can read, one by one, and has them tried. */
    async function addBroken(count: number): Promise<void> {
      const producer = queues.createProducer('key-usage');
      for (let n = 1; n <= count; n++) {
        await producer.add({ keys: `secret ${n}` } as unknown as Payload, `job-${n}`);
        await waitUntilFailed(n);
      }
    }

    test('what is not of the queue’s form fails for good at once, is listed without its payload, and removed', async () => {
      await queues.createConsumer('key-usage', async () => undefined).start();
      await addBroken(3);
      const letters = queues.createDeadLetters();
      const listed = await letters.list('key-usage', { limit: 2, offset: 0 });
      expect(listed).toEqual(
        ['job-3', 'job-2'].map((id) => ({
          id,
          queue: 'key-usage',
          failedAtMs: expect.any(Number),
          attempts: 1,
          reason: 'The payload is not of the queue’s form.',
          payloadBytes: 19,
        })),
      );
      const next = await letters.list('key-usage', { limit: 2, offset: 2 });
      expect(next.map(({ id }) => id)).toEqual(['job-1']);
      await letters.remove('key-usage', 'job-2');
      expect(await letters.count('key-usage')).toBe(2);
      await expect(letters.remove('key-usage', 'job-2')).rejects.toMatchObject({
        code: 'not_found',
      });
    });

    test('a replayed job starts anew under its id, with all its attempts', async () => {
      const consumer = queues.createConsumer('key-usage', async () => undefined);
      await consumer.start();
      await addBroken(3);
      await consumer.close();
      const letters = queues.createDeadLetters();
      await letters.replay('key-usage', 'job-2');
      await expect(letters.replay('key-usage', 'job-2')).rejects.toMatchObject({
        code: 'not_found',
      });
      await expect(letters.remove('key-usage', 'job-2')).rejects.toMatchObject({
        code: 'not_found',
      });
      expect(await letters.replayAll('key-usage')).toBe(2);
      expect(await letters.count('key-usage')).toBe(0);
      expect(await readDepth()).toMatchObject({ waiting: 3, failed: 0 });
      await queues.createConsumer('key-usage', async () => undefined).start();
      await waitUntilFailed(3);
      const again = await letters.list('key-usage', { limit: 9, offset: 0 });
      expect(again.map(({ id }) => id).toSorted()).toEqual(['job-1', 'job-2', 'job-3']);
      expect(again.map(({ attempts }) => attempts)).toEqual([1, 1, 1]);
    });

    test('depths say how much there is to do, and for how long the next has waited', async () => {
      const producer = queues.createProducer('key-usage');
      expect(await readDepth()).toEqual({
        queue: 'key-usage',
        waiting: 0,
        active: 0,
        delayed: 0,
        failed: 0,
        oldestWaitingMs: 0,
      });
      await producer.add(createPayload());
      const addedBefore = Date.now();
      for (let n = 0; n < 2; n++) await producer.add(createPayload());
      const askedAt = Date.now();
      const waiting = await readDepth();
      expect(waiting).toMatchObject({ waiting: 3, active: 0 });
      expect(waiting!.oldestWaitingMs).toBeGreaterThanOrEqual(askedAt - addedBefore);
      const started = createStep();
      const mayFinish = createStep();
      await queues
        .createConsumer('key-usage', async () => {
          started.take();
          await mayFinish.taken;
        })
        .start();
      await started.taken;
      expect(await readDepth()).toMatchObject({ waiting: 2, active: 1 });
      mayFinish.take();
    });

    test('while the server is away operators are told so', async () => {
      const proxy = await kit.createProxy();
      await proxy.takeAway();
      const onError = (error: Error): unknown => errors.push(error);
      const cutOff = createQueues({ ...kit.server(proxy), timeoutMs: 200, onError });
      await expect(cutOff.readDepths()).rejects.toMatchObject({ code: 'unavailable' });
      const counting = cutOff.createDeadLetters().count('key-usage');
      await expect(counting).rejects.toMatchObject({ code: 'unavailable' });
      await cutOff.close();
      await proxy.close();
    });
  });
}
