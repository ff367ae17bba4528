import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

import { AppError, type QueuePayload } from '@halyard/contracts';
import express, { type ErrorRequestHandler, type Express } from 'express';
import request from 'supertest';
import { beforeAll, describe, expect, test, vi } from 'vitest';

import { createQueues, type Queues } from '../queues.ts';
import type { Payload, QueueKit } from './queue-kit.ts';

const uiFolder = dirname(fileURLToPath(import.meta.resolve('@bull-board/ui/package.json')));

const answerError: ErrorRequestHandler = (error, _req, res, _next) => {
  res.status(error instanceof AppError ? error.status : 500).json({ message: String(error) });
};

const reached: QueuePayload<'plan-level'> = {
  organizationId: crypto.randomUUID(),
  month: '2026-11',
  level: 'exceeded',
  plan: 'FREE',
};

/** What the board must show of every server of queues. */
export function describeBoard(createKit: () => Promise<QueueKit>): void {
  describe('the board', () => {
    let kit: QueueKit;
    let queues: Queues;
    let app: Express;

    const show = async (shown: Queues): Promise<Express> => {
      const board = await shown.createBoard({ path: '/queues', uiFolder });
      return express().use('/queues', board).use(answerError);
    };

    beforeAll(async () => {
      kit = await createKit();
      queues = createQueues({ ...kit.server(), onError: () => undefined });
      app = await show(queues);
      await queues.createConsumer('key-usage', async () => undefined).start();
      const producer = queues.createProducer('key-usage');
      for (const id of ['one', 'two']) {
        await producer.add({ keys: `ada@example.com` } as unknown as Payload, id);
      }
      await queues.createProducer('plan-level').add(reached, 'waits');
      const letters = queues.createDeadLetters();
      await vi.waitFor(async () => expect(await letters.count('key-usage')).toBe(2), 10_000);
      return async () => {
        await queues.close();
        await kit.close();
      };
    });

    test('is a page that reaches nobody but us', async () => {
      const page = await request(app).get('/queues');
      expect(page.text).toContain('<base href="/queues/" />');
      expect(page.headers['content-security-policy']).toContain("default-src 'self'");
      const [, script = ''] = /src="(static\/js\/main\.[^"]+)"/.exec(page.text) ?? [];
      expect((await request(app).get(`/queues/${script}`)).status).toBe(200);
    });

    test('shows the jobs of a queue, of their payloads only how long they are', async () => {
      const asked = { activeQueue: 'key-usage', status: 'failed', page: 1, jobsPerPage: 10 };
      const { body, text } = await request(app).get('/queues/api/queues').query(asked);
      const found = body.queues.find(({ name }: { name: string }) => name === 'key-usage');
      expect(found.counts).toMatchObject({ failed: 2, waiting: 0 });
      expect(found.jobs[0]).toMatchObject({
        failedReason: 'The payload is not of the queue’s form.',
        data: { bytes: 26 },
      });
      const one = await request(app).get('/queues/api/queues/key-usage/one');
      expect(one.body).toMatchObject({ status: 'failed', job: { id: 'one', data: { bytes: 26 } } });
      expect(text + one.text).not.toContain('ada');
    });

    test.each(['pause', 'empty'])('refuses to %s a queue', async (what) => {
      const answer = await request(app).put(`/queues/api/queues/key-usage/${what}`).send({});
      expect(answer.status).toBe(405);
      expect(await queues.createDeadLetters().count('key-usage')).toBe(2);
    });

    test('refuses to remove a job that waits', async () => {
      const answer = await request(app).put('/queues/api/queues/plan-level/waits/clean');
      expect(answer.status).toBe(404);
      const depths = await queues.readDepths();
      expect(depths).toContainEqual(expect.objectContaining({ queue: 'plan-level', waiting: 1 }));
    });

    test('replays a job that failed', async () => {
      const answer = await request(app).put('/queues/api/queues/key-usage/one/retry');
      expect(answer.status).toBe(204);
    });

    test('says so while the server is away', async () => {
      const proxy = await kit.createProxy();
      await proxy.takeAway();
      const onError = (): void => undefined;
      const cutOff = createQueues({ ...kit.server(proxy), timeoutMs: 200, onError });
      const board = await show(cutOff);
      expect((await request(board).get('/queues/api/queues/key-usage/one')).status).toBe(503);
      await cutOff.close();
      await proxy.close();
    });

    test('lists for scripts what failed for good, and replays it', async () => {
      const list = () => request(app).get('/queues/dead').query({ queue: 'key-usage' });
      await vi.waitFor(async () => expect((await list()).body.count).toBe(2), 10_000);
      const { body } = await list();
      expect(body.jobs.map(({ id }: { id: string }) => id).toSorted()).toEqual(['one', 'two']);
      const replay = (input: object) => request(app).post('/queues/dead/replay').send(input);
      expect((await replay({ queue: 'key-usage', id: 'two' })).body).toEqual({ replayed: 1 });
      await vi.waitFor(async () => expect((await list()).body.count).toBe(2), 10_000);
      expect((await replay({ queue: 'key-usage' })).body).toEqual({ replayed: 2 });
      expect((await replay({ queue: 'key-usage', id: 'three' })).status).toBe(404);
      expect((await replay({ queue: 'passwords' })).status).toBe(400);
      expect((await request(app).get('/queues/dead')).status).toBe(400);
    });
  });
}
