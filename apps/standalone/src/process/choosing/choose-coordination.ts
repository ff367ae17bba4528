import {
  createMemoryCounters,
  createPostgresCoordination,
  createRedisCoordination,
  type Coordination,
} from '@halyard/coordination';

import type { ProcessContext } from '../run-process.ts';

/** How processes work together: by the Redis at `REDIS_URL` where that is set, else by PostgreSQL. */
export function chooseCoordination({
  config,
  log,
}: Pick<ProcessContext, 'config' | 'log'>): Coordination {
  const { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl } = config;
  const onError = (error: Error): void => log.warn({ err: error }, 'coordination failed');
  if (redisUrl !== undefined) {
    log.info('coordination is by Redis');
    return createRedisCoordination({ url: redisUrl, onError });
  }
  log.info('coordination is by PostgreSQL, counters are in memory');
  const coordination = createPostgresCoordination({ url: databaseUrl, maxConnections: 3, onError });
  // One process answers, so that its own counters are all there is to share.
  return { ...coordination, counters: createMemoryCounters({ now: Date.now }) };
}
