import type { Counters } from '../counters.ts';

interface Counter {
  total: number;
  expiresAt: number;
}

/** Counters of one process. What they keep is at most twice what has not expired. */
export interface MemoryCounters extends Counters {
  /** How many are kept, expired ones included. */
  size(): number;
}

const smallestSweep = 1_000;

/** `now` gives Unix milliseconds. */
export function createMemoryCounters({ now }: { now: () => number }): MemoryCounters {
  const counters = new Map<string, Counter>();
  let sweepAtSize = smallestSweep;

  function sweep(): void {
    for (const [name, counter] of counters) {
      if (counter.expiresAt <= now()) counters.delete(name);
    }
    sweepAtSize = Math.max(smallestSweep, 2 * counters.size);
  }

  function get(name: string, expiresAt: number): Counter {
    const known = counters.get(name);
    if (known && known.expiresAt > now()) return known;
    if (counters.size >= sweepAtSize) sweep();
    const counter = { total: 0, expiresAt };
    counters.set(name, counter);
    return counter;
  }

  return {
    async add(name, amount, expiresAt) {
      const counter = get(name, expiresAt);
      counter.total += amount;
      return counter.total;
    },
    async take(name, amount, limit, expiresAt) {
      const counter = get(name, expiresAt);
      const taken = Math.min(amount, Math.max(limit - counter.total, 0));
      counter.total += taken;
      return taken;
    },
    size: () => counters.size,
  };
}
