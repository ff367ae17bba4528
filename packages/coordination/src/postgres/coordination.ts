import type { Coordination } from '../coordination.ts';
import { createPool, createRun } from './connections.ts';
import { createPostgresCounters } from './counters.ts';
import { createPostgresHints } from './hints.ts';
import { createPostgresLeases } from './leases.ts';
import { createPostgresLocks } from './locks.ts';

export interface PostgresCoordinationOptions {
  /** `postgresql://…`, of the server itself: a pooler that shares sessions breaks hints and locks. */
  url: string;
  /** Most connections, at least 3: one hears hints, one is kept for statements, others hold locks. */
  maxConnections: number;
  /** What happened on the way and heals itself: a lost connection, a hint that makes no sense. */
  onError: (error: Error) => void;
}

/** Opens nothing yet: `start()` begins to listen for hints, all else connects when it is called. */
export function createPostgresCoordination({
  url,
  maxConnections,
  onError,
}: PostgresCoordinationOptions): Coordination {
  if (maxConnections < 3) throw new RangeError('Coordination needs 3 connections at least.');
  const pool = createPool(url, maxConnections - 1, onError);
  const run = createRun(pool);
  const hints = createPostgresHints({ url, onError });
  const locks = createPostgresLocks({ pool, maxHeld: maxConnections - 2 });

  return {
    hints,
    locks,
    leases: createPostgresLeases(run),
    counters: createPostgresCounters({ run, onError }),
    bases: undefined,
    start: () => hints.start(),
    async close() {
      await hints.close();
      locks.close();
      await pool.end();
    },
  };
}
