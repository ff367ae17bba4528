import { windowMs, type Window } from '../window.ts';
import type { LeasedPool, TokenPool } from './token-pool.ts';

/** The pool of one holder: what its caller gets, and what is known of it. */
export interface KnownPool extends TokenPool {
  readonly pool: LeasedPool;
}

/** The pools of one kind of window, by holder. */
export interface Pools {
  get(holder: string): KnownPool | undefined;
  /** Where there are too many, the oldest hundredth goes. */
  add(holder: string, pool: KnownPool): void;
  /** Drops those whose windows are over. */
  sweep(nowMs: number): void;
  all(): Iterable<KnownPool>;
  size(): number;
}

/**
 * A pool that goes takes its unspent tokens along, and its holder begins anew with tokens in
 * advance: what was leased stays counted, so that nobody gets around a limit by it.
 */
export function createPools(window: Window, most: number): Pools {
  const pools = new Map<string, KnownPool>();

  function dropOldest(): void {
    // Many at a time: a map's first entry is slow to find after many were deleted before it.
    let toDrop = Math.ceil(most / 100);
    for (const holder of pools.keys()) {
      pools.delete(holder);
      toDrop -= 1;
      if (toDrop === 0) return;
    }
  }

  return {
    get: (holder) => pools.get(holder),
    add(holder, pool) {
      if (pools.size >= most) dropOldest();
      pools.set(holder, pool);
    },
    sweep(nowMs) {
      for (const [holder, { pool }] of pools) {
        if (isOver(pool, window, nowMs)) pools.delete(holder);
      }
    },
    all: () => pools.values(),
    size: () => pools.size,
  };
}

/** One far ahead is over too: the clock was set back. */
function isOver({ current, next }: LeasedPool, window: Window, nowMs: number): boolean {
  const { endsAtMs } = next ?? current;
  return endsAtMs <= nowMs || endsAtMs > nowMs + 2 * windowMs[window];
}
