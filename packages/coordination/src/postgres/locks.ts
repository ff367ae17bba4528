import { AppError } from '@halyard/contracts';
import type { Pool, PoolClient } from 'pg';

import { createLimit } from '../limit.ts';
import type { Locks } from '../locks.ts';
import { reach, timed } from './connections.ts';

export interface PostgresLocks extends Locks {
  /** Refuses those who wait; whoever has a lock keeps it until the work ends. */
  close(): void;
}

interface PostgresLocksOptions {
  pool: Pool;
  /** Most connections that hold a lock or wait for one; fewer than the pool has. */
  maxHeld: number;
}

/** Any number, the same in all versions: keeps these locks apart from others of the database. */
const seed = 4_817_062_953;
const key = `hashtextextended($1, ${seed})`;

/** Advisory locks of a session: PostgreSQL frees them when the connection ends, however it ends. */
export function createPostgresLocks({ pool, maxHeld }: PostgresLocksOptions): PostgresLocks {
  const inTurn = createLimit(maxHeld);
  const closing = new AbortController();

  async function hold<T>(name: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const client = await reach(pool.connect());
    const lost = watch(client);
    try {
      await reach(waitForLock(client, name, closing.signal));
      return await work(lost.signal);
    } finally {
      await unlock(client, name);
      lost.stop();
    }
  }

  return {
    withLock: (name, work) => inTurn(() => hold(name, work)),
    close: () => closing.abort(),
  };
}

/** A signal that aborts when the connection is lost. */
function watch(client: PoolClient): { signal: AbortSignal; stop: () => void } {
  const lost = new AbortController();
  const onLost = (): void =>
    lost.abort(new AppError('unavailable', 'The lock was lost with its connection.'));
  client.on('error', onLost).on('end', onLost);
  return {
    signal: lost.signal,
    stop: () => client.off('error', onLost).off('end', onLost),
  };
}

async function waitForLock(client: PoolClient, name: string, closing: AbortSignal): Promise<void> {
  const cut = (): unknown => client.connection.stream.destroy();
  closing.throwIfAborted();
  closing.addEventListener('abort', cut);
  try {
    await client.query(`SELECT pg_advisory_lock(${key})`, [name]);
  } finally {
    closing.removeEventListener('abort', cut);
  }
}

async function unlock(client: PoolClient, name: string): Promise<void> {
  try {
    await client.query(timed(`SELECT pg_advisory_unlock(${key})`, [name]));
    client.release();
  } catch {
    // Closing the connection frees the lock as well.
    client.release(true);
  }
}
