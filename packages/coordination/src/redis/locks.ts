import { setTimeout as delay } from 'node:timers/promises';

import { AppError } from '@halyard/contracts';

import type { Lease, Leases } from '../leases.ts';
import { createLimit } from '../limit.ts';
import type { Locks } from '../locks.ts';

export interface RedisLocks extends Locks {
  /** Refuses those who wait; resolves when the work of those who have a lock has ended. */
  close(): Promise<void>;
}

interface RedisLocksOptions {
  leases: Leases;
  onLost: (listener: () => void) => () => void;
}

const ttlMs = 10_000;
const renewEveryMs = 3_000;
/** Most that hold a lock or ask for one at a time; the others of the node stand in line. */
const mostAtOnce = 16;

const lockLost = (): Error => new AppError('unavailable', 'The lock was lost.');

/** Locks that are leases, kept while the work goes on; those who wait ask again and again. */
export function createRedisLocks({ leases, onLost }: RedisLocksOptions): RedisLocks {
  const inTurn = createLimit(mostAtOnce);
  const closing = new AbortController();
  const running = new Set<Promise<unknown>>();

  async function hold<T>(name: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const held = await waitForLease(leases, name, closing.signal);
    const kept = keep(held, onLost);
    try {
      return await work(kept.signal);
    } finally {
      kept.stop();
      // Where it cannot be given back, it expires.
      await held.lease.release().catch(() => undefined);
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

interface HeldLease {
  lease: Lease;
  /** By the node's own clock, and never later than Redis says. */
  expiresAt: number;
}

async function waitForLease(
  leases: Leases,
  name: string,
  closing: AbortSignal,
): Promise<HeldLease> {
  for (;;) {
    closing.throwIfAborted();
    const expiresAt = performance.now() + ttlMs;
    const lease = await leases.acquire(name, ttlMs);
    if (lease) return { lease, expiresAt };
    await delay(retryDelayMs(), undefined, { signal: closing }).catch(() => undefined);
  }
}

/** The same for all, however long they have waited, so that nobody who comes later is favoured. */
const retryDelayMs = (): number => 10 + 40 * Math.random();

/**
 * Renews a lease until it is stopped; the signal aborts when it is lost. A lost connection counts as
 * that: it may mean a failover, to a server that has not heard of the lease.
 */
function keep(
  { lease, expiresAt }: HeldLease,
  onLost: RedisLocksOptions['onLost'],
): { signal: AbortSignal; stop: () => void } {
  const lost = new AbortController();
  const lose = (): void => lost.abort(lockLost());
  const stopWatching = onLost(lose);
  let isStopped = false;
  let expiry = setTimeout(lose, expiresAt - performance.now());

  async function renew(): Promise<void> {
    const renewedUntil = performance.now() + ttlMs;
    if (!(await lease.renew())) lose();
    if (isStopped) return;
    clearTimeout(expiry);
    expiry = setTimeout(lose, renewedUntil - performance.now());
  }

  // A renewal that fails may be followed by one that does not: the time decides.
  const renewal = setInterval(() => renew().catch(() => undefined), renewEveryMs);
  return {
    signal: lost.signal,
    stop() {
      isStopped = true;
      stopWatching();
      clearInterval(renewal);
      clearTimeout(expiry);
    },
  };
}
