import { AppError, streamingRoutes } from '@halyard/contracts';
import { createPostgresCoordination, createRedisCoordination } from '@halyard/coordination';
import { createDatabase } from '@halyard/database';
import {
  createClosers,
  createExpressApp,
  createLogger,
  createMetrics,
  listen,
  type Registry,
} from '@halyard/http';
import { createReplica, type HintSource, type Replica } from '@halyard/replica';

import { createStreaming, type StreamingOptions } from '../streaming.ts';

export interface NodeOptions extends Partial<StreamingOptions> {
  databaseUrl: string;
  /** Where its hints go; by the database where it is left out. */
  redisUrl?: string;
  /** Any free one where it is left out. */
  port?: number;
  pollIntervalMs?: number;
  /** Stands between the hints and the node. */
  distort?: (hints: HintSource) => HintSource;
}

export interface StreamingNode {
  url: string;
  port: number;
  replica: Replica;
  registry: Registry;
  /** Ends as a process does that is asked to stop. */
  close(): Promise<void>;
}

const graceMs = 10_000;

/** A process that streams and does nothing else, in this one. */
export async function startNode(options: NodeOptions): Promise<StreamingNode> {
  const { databaseUrl, port = 0, pollIntervalMs = 1_000, distort = (hints) => hints } = options;
  const closers = createClosers();
  const log = createLogger('streaming', 'silent');
  const registry = createMetrics('streaming');
  const database = createDatabase({ url: databaseUrl, maxConnections: 5 });
  closers.add(() => database.$disconnect());
  const coordination = coordinate(options);
  closers.add(coordination.close);
  const hints = distort(coordination.hints);
  const report = () => undefined;
  const replica = createReplica({ database, hints, report, pollIntervalMs });
  closers.add(replica.close);
  await coordination.start();
  await replica.start();
  const streaming = createStreaming({
    replica,
    verifyToken: () => Promise.reject(new AppError('unauthorized', 'No tokens here.')),
    verifyStreamToken: () => undefined,
    keyUsage: { record: () => undefined },
    allowsKeyInQuery: false,
    mostStreams: 20_000,
    metrics: registry,
    log,
    now: Date.now,
    ...options,
  });
  streaming.start();
  const { dispatch, hot } = streaming;
  const app = createExpressApp({ routes: streamingRoutes, dispatches: [dispatch], log });
  const server = await listen(app, { host: '127.0.0.1', port, attempts: 1, graceMs, hot: [hot] });
  closers.add(async () => {
    await Promise.all([server.close(), streaming.close()]);
  });
  return {
    url: `http://127.0.0.1:${server.port}`,
    port: server.port,
    replica,
    registry,
    close: closers.closeAll,
  };
}

function coordinate({ databaseUrl, redisUrl }: NodeOptions) {
  const onError = () => undefined;
  if (redisUrl !== undefined) return createRedisCoordination({ url: redisUrl, onError });
  return createPostgresCoordination({ url: databaseUrl, maxConnections: 3, onError });
}
