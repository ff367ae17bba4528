import { AppError } from '@halyard/contracts';

import type { Lease } from '../leases.ts';

export interface HeldLease {
  lease: Lease;
  /** By the node's own clock, and never later than Redis says. */
  expiresAt: number;
}

export interface KeepOptions {
  /** Calls the listener when a connection is lost, until the returned function is called. */
  onLost: (listener: () => void) => () => void;
  /** After which the lease of a holder that died is free. */
  ttlMs: number;
  renewEveryMs: number;
}

const lockLost = (): Error => new AppError('unavailable', 'The lock was lost.');

/**
 * Renews a lease until it is stopped; the signal aborts when it is lost. A lost connection counts as
 * that: it may mean a failover, to a server that has not heard of the lease.
 */
export function keepLease(
  { lease, expiresAt }: HeldLease,
  { onLost, ttlMs, renewEveryMs }: KeepOptions,
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
