import { AppError, streamingRoutes } from '@halyard/contracts';
import { createPostgresCoordination } from '@halyard/coordination';
import { createDatabase } from '@halyard/database';
import { createExpressApp, createLogger, createMetrics, listen } from '@halyard/http';
import { createReplica } from '@halyard/replica';
import { createStreaming } from '@halyard/streaming';

import { obey } from '../../shared/process.ts';
import { noteHints } from './note-hints.ts';

interface NodeInput {
  databaseUrl: string;
  /** Any free one where it is left out. */
  port?: number;
  mostStreams: number;
}

/** What the streaming process can be asked. */
export type Node = ReturnType<typeof createActions>;

export const runNode = (): void => obey(createActions());

function createActions() {
  let hintedAt: (organizationId: string) => number;

  return {
    /** Resolves with its port when it takes streams. */
    async start({ databaseUrl: url, port = 0, mostStreams }: NodeInput): Promise<number> {
      const log = createLogger('streaming', 'warn');
      const metrics = createMetrics('streaming');
      const onError = (error: unknown) => log.warn({ err: error }, 'streaming');
      const database = createDatabase({ url, maxConnections: 5 });
      const coordination = createPostgresCoordination({ url, maxConnections: 3, onError });
      const noted = noteHints(coordination.hints);
      ({ hintedAt } = noted);
      const replica = createReplica({ database, hints: noted.hints, report: () => undefined });
      await coordination.start();
      await replica.start();
      const streaming = createStreaming({
        replica,
        verifyToken: () => Promise.reject(new AppError('unauthorized', 'No tokens here.')),
        verifyStreamToken: () => undefined,
        keyUsage: { record: () => undefined },
        allowsKeyInQuery: false,
        mostStreams,
        metrics,
        log,
        now: Date.now,
      });
      const { dispatch, hot } = streaming;
      const app = createExpressApp({ routes: streamingRoutes, dispatches: [dispatch], log });
      const on = { host: '127.0.0.1', port, attempts: 1, graceMs: 1_000 };
      const server = await listen(app, { ...on, hot: [hot] });
      streaming.start();
      return server.port;
    },
    hintedAt: ({ organizationId }: { organizationId: string }) => hintedAt(organizationId),
    /** Bytes of RSS after a collection. */
    rss(): number {
      for (let turn = 0; turn < collections; turn++) globalThis.gc?.();
      return process.memoryUsage.rss();
    },
    /** Most bytes of RSS since the process began. */
    mostRss: () => process.resourceUsage().maxRSS * 1_024,
  };
}

const collections = 3;
