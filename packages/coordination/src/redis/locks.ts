import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

import { AppError } from '@halyard/contracts';

import type { Lease, Leases } from '../leases.ts';
import { createLimit } from '../limit.ts';
import type { Locks } from '../locks.ts';
import { keepLease, type HeldLease, type KeepOptions } from './keep-lease.ts';

export interface RedisLocks extends Locks {
  /** Refuses those who wait; resolves when the work of those who have a lock has ended. */
  close(): Promise<void>;
}

interface RedisLocksOptions {
  leases: Leases;
  onLost: KeepOptions['onLost'];
  times?: Omit<KeepOptions, 'onLost'>;
}

const usualTimes: Omit<KeepOptions, 'onLost'> = { ttlMs: 10_000, renewEveryMs: 3_000 };
const giveBackEveryMs = 300;
/** Most that hold a lock or ask for one at a time; the others of the node stand in line. */
const mostAtOnce = 16;

/** Locks that are leases, kept while the work goes on; those who wait ask again and again. */
export function createRedisLocks(options: RedisLocksOptions): RedisLocks {
  const { leases, onLost, times = usualTimes } = options;
  const inTurn = createLimit(mostAtOnce);
  const closing = new AbortController();
  setMaxListeners(mostAtOnce, closing.signal);
  const running = new Set<Promise<unknown>>();

  async function waitForLease(name: string, signal: AbortSignal): Promise<HeldLease> {
    for (;;) {
      signal.throwIfAborted();
      const expiresAt = performance.now() + times.ttlMs;
      const lease = await leases.acquire(name, times.ttlMs);
      if (lease) return { lease, expiresAt };
      await delay(retryDelayMs(), undefined, { signal }).catch(() => undefined);
    }
  }

  async function hold<T>(name: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const held = await waitForLease(name, closing.signal);
    const kept = keepLease(held, { onLost, ...times });
    try {
      return await work(kept.signal);
    } finally {
      kept.stop();
      await giveBack(held.lease);
    }
  }

  return {
    withLock(name, work) {
      const ended = inTurn(() => hold(name, work)).finally(() => running.delete(ended));
      running.add(ended);
      return ended;
    },
    async close() {
      closing.abort(new AppError('unavailable', 'Coordination is closed.'));
      await Promise.allSettled(running);
    },
  };
}

/** The same for all, however long they have waited, so that nobody who comes later is favoured. */
const retryDelayMs = (): number => 10 + 40 * Math.random();

/** Once more, but not waited for, where the connection was just lost; at the worst it expires. */
async function giveBack(lease: Lease, triesLeft = 3): Promise<void> {
  await lease.release().catch(() => {
    if (triesLeft === 0) return;
    const again = delay(giveBackEveryMs, undefined, { ref: false });
    again.then(() => giveBack(lease, triesLeft - 1)).catch(() => undefined);
  });
}
