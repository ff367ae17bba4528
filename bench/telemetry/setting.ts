import type { Probe } from '../shared/probe.ts';
import type { QueuesPlace } from './processes/open-queues.ts';
import type { Place } from './seed.ts';

/** What every part of the bench has. */
export interface Setting {
  /** The bench's bundled script, for its processes. */
  file: string;
  databaseUrl: string;
  redisUrl: string;
  /** Of the servers. */
  pids: { redis: number; postgres: number };
  /** For files of this run. */
  folder: string;
  places: Place[];
  probe: Probe;
}

/** Where queues are in some part. */
export type QueueServer = 'redis' | 'postgres';

export const queuesPlaceOf = (
  { databaseUrl, redisUrl }: Setting,
  server: QueueServer,
): QueuesPlace => (server === 'redis' ? { databaseUrl, redisUrl } : { databaseUrl });
