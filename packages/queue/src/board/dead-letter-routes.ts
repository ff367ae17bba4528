import { parseInput, queuePayloads, type QueueName } from '@halyard/contracts';
import express, { type Request, type RequestHandler, type Router } from 'express';
import { z } from 'zod';

import type { DeadLetters } from '../operating/dead-letters.ts';

const queueNames = Object.keys(queuePayloads) as [QueueName, ...QueueName[]];
const queue = z.enum(queueNames, { error: 'the name of a queue' });

const ListInput = z.object({
  queue,
  limit: z.coerce.number('a number').int('a whole number').min(1, 'at least 1').default(100),
  offset: z.coerce.number('a number').int('a whole number').min(0, 'at least 0').default(0),
});

const ReplayInput = z.strictObject(
  { queue, id: z.string('the id of a job').optional() },
  { error: 'a JSON object' },
);

/** What failed for good, for scripts: `GET /dead?queue=`, `POST /dead/replay {queue, id?}`. */
export function createDeadLetterRoutes(letters: DeadLetters): Router {
  const router = express.Router();

  const list = async ({ query }: Request): Promise<object> => {
    const { queue, ...page } = parseInput(ListInput, query);
    const [count, jobs] = await Promise.all([letters.count(queue), letters.list(queue, page)]);
    return { queue, count, jobs };
  };
  const replay = async ({ body }: Request): Promise<object> => {
    const { queue, id } = parseInput(ReplayInput, body);
    if (id === undefined) return { replayed: await letters.replayAll(queue) };
    await letters.replay(queue, id);
    return { replayed: 1 };
  };
  router.get('/dead', answer(list));
  router.post('/dead/replay', express.json(), answer(replay));
  return router;
}

const answer =
  (work: (req: Request) => Promise<object>): RequestHandler =>
  (req, res, next) => {
    work(req).then((body) => res.json(body), next);
  };
