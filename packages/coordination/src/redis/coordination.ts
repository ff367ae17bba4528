import type { Coordination } from '../coordination.ts';
import { createRedisBases } from './bases/bases.ts';
import { createRedisConnection, type RedisConnectionOptions } from './client/connection.ts';
import { createRedisCounters } from './counters.ts';
import { createRedisHints } from './hints/hints.ts';
import { createRedisLeases } from './leases.ts';
import { createRedisLocks } from './locks.ts';

export interface RedisCoordinationOptions {
  /** `redis://…`, `redis+sentinel://…/<master name>`, `redis+cluster://…`, or `rediss…` with TLS. */
  url: string;
  /** What all keys and the channel begin with; installations that share a Redis need different ones. */
  prefix?: string;
  /** Where nodes of a Sentinel or Cluster are reached, if not where they say: `host:port` of each. */
  natMap?: RedisConnectionOptions['natMap'];
  /** What happened on the way and heals itself: a lost connection, a hint that makes no sense. */
  onError: (error: Error) => void;
}

/** Opens nothing yet: `start()` begins to listen for hints, all else connects when it is called. */
export function createRedisCoordination({
  prefix = 'halyard',
  ...options
}: RedisCoordinationOptions): Coordination {
  const connection = createRedisConnection(options);
  const hints = createRedisHints({ connection, prefix, onError: options.onError });
  const locks = createRedisLocks({
    leases: createRedisLeases(connection.run, prefix, 'lock'),
    onLost: (listener) => connection.onLost(listener),
  });

  return {
    hints,
    locks,
    leases: createRedisLeases(connection.run, prefix),
    counters: createRedisCounters(connection.run, prefix),
    bases: createRedisBases(connection.run, prefix),
    start: () => hints.start(),
    async close() {
      await hints.close();
      await locks.close();
      await connection.close();
    },
  };
}
