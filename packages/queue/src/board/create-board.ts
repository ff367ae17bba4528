import { createBullBoard } from '@bull-board/api';
import { ExpressAdapter } from '@bull-board/express';
import { AppError, queuePayloads, type QueueName } from '@halyard/contracts';
import express, { type Router } from 'express';

import { createDeadLetters } from '../operating/dead-letters.ts';
import type { OperatedQueues } from '../operating/operate-queues.ts';
import { BoardAdapter } from './board-adapter.ts';
import { createDeadLetterRoutes } from './dead-letter-routes.ts';

export interface BoardOptions {
  /** Where it is mounted: `/queues`. */
  path: string;
  /** The folder of `@bull-board/ui`, or what it holds in `dist`. */
  uiFolder: string;
}

/** Has the browser see to it that the page reaches nobody but us. */
const contentSecurityPolicy = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "frame-ancestors 'none'",
].join('; ');

/** Bull Board over all queues, and what scripts may ask beside it. Whoever mounts it guards it. */
export function createBoard(queues: OperatedQueues, { path, uiFolder }: BoardOptions): Router {
  const serverAdapter = new ExpressAdapter();
  serverAdapter.setBasePath(path);
  createBullBoard({
    queues: (Object.keys(queuePayloads) as QueueName[]).map(
      (name) => new BoardAdapter(name, queues),
    ),
    serverAdapter,
    options: {
      uiBasePath: uiFolder,
      uiConfig: { boardTitle: 'Halyard', hideRedisDetails: true, hideDocsLink: true },
    },
  });
  serverAdapter.setErrorHandler(answerError);
  const router = express.Router();
  router.use((_req, res, next) => {
    res.set({ 'content-security-policy': contentSecurityPolicy, 'cache-control': 'no-store' });
    next();
  });
  router.use(createDeadLetterRoutes(createDeadLetters(queues)));
  router.use(serverAdapter.getRouter() as Router);
  return router;
}

/** As the routes for scripts answer: by itself Bull Board says 500 of whatever failed. */
const answerError: Parameters<ExpressAdapter['setErrorHandler']>[0] = (error) => ({
  // Its type lists some alone; whatever is given is sent.
  status: (error instanceof AppError ? error.status : 500) as 500,
  body: { error: error.message, message: error.message },
});
