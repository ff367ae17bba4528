import { createRedisClient } from '@halyard/coordination';
import { isOutage } from '@halyard/database';
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
  // What is lost by it is missed where all is counted; of jobs that take long it comes by the hundred.
  const onError = (): void => undefined;
  if (redisUrl === undefined) {
    return createQueues({ postgres: { url, maxConnections }, isOutage, onError });
  }
  return createQueues({
    redis: {
      connect: (purpose, options) =>
        createRedisClient(redisUrl, { connectionName: purpose, ...options }),
      onWarning: onError,
    },
    isOutage,
    onError,
  });
}
