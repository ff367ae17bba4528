import { createRedisClient } from '@halyard/coordination';
import { isOutage } from '@halyard/database';
import type { Logger } from '@halyard/http';
import { createQueues, type Queues } from '@halyard/queue';

import type { ProcessConfig } from '../../config.ts';

interface QueuesContext {
  config: Pick<ProcessConfig, 'DATABASE_URL' | 'QUEUE_REDIS_URL'>;
  log: Logger;
}

/** The queues of a process: on the Redis at `QUEUE_REDIS_URL` where that is set, else on PostgreSQL. */
export function chooseQueues(
  { config, log }: QueuesContext,
  { maxConnections }: { maxConnections: number },
): Queues {
  const { DATABASE_URL: databaseUrl, QUEUE_REDIS_URL: redisUrl } = config;
  const onError = (error: Error): void => log.warn({ err: error }, 'queue failed');
  if (redisUrl === undefined) {
    log.info('queues are on PostgreSQL');
    return createQueues({ postgres: { url: databaseUrl, maxConnections }, isOutage, onError });
  }
  log.info('queues are on Redis');
  return createQueues({
    redis: {
      connect: (purpose, options) =>
        createRedisClient(redisUrl, { connectionName: `halyard-queue-${purpose}`, ...options }),
      onWarning: (warning) => log.warn(warning),
    },
    isOutage,
    onError,
  });
}
