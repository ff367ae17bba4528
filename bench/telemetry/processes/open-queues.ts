import { createRedisClient } from '@halyard/coordination';
import { createLogger } from '@halyard/http';
import { createQueues, type Queues } from '@halyard/queue';

/** Where queues are: on the Redis where there is one, else on PostgreSQL. */
export interface QueuesPlace {
  databaseUrl: string;
  redisUrl?: string;
}

/** Queues as an installation's process opens them. */
export function openQueues(
  { databaseUrl: url, redisUrl }: QueuesPlace,
  maxConnections: number,
): Queues {
  const log = createLogger('queues', 'warn');
  const onError = (error: Error): void => log.warn({ err: error }, 'queue failed');
  if (redisUrl === undefined) return createQueues({ postgres: { url, maxConnections }, onError });
  return createQueues({
    redis: {
      connect: (purpose, options) =>
        createRedisClient(redisUrl, { connectionName: purpose, ...options }),
      onWarning: (warning) => log.warn(warning),
    },
    onError,
  });
}
