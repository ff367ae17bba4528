import type { Counters } from '@halyard/coordination';

import { createSharedCounter } from './counter/shared-counter.ts';
import { createLeasing } from './lease/leasing.ts';
import { createNodeCount } from './lease/node-count.ts';
import { createPools, type KnownPool, type Pools } from './pool/pools.ts';
import { createSpending, type Spending } from './pool/spending.ts';
import { createPool, type TokenPool } from './pool/token-pool.ts';
import { windowNumber, type Window } from './window.ts';

/** Limits that hold across all nodes, spent from memory by tokens leased from shared counters. */
export interface Limits {
  /** The pool of one limit in this node; a name has one limit. One look-up where it is known. */
  pool(name: string, limit: number, window: Window): TokenPool;
  /** Begins to count the nodes and to lease ahead. */
  start(): void;
  close(): Promise<void>;
  /** How many pools are kept. */
  size(): number;
}

export interface LimitsDeps {
  counters: Pick<Counters, 'add'>;
  /** Unix time, milliseconds. */
  now: () => number;
  /** Told once an outage of the counters. */
  onError: (error: unknown) => void;
  /** Most pools of minutes, and of days; the oldest go first. */
  maxPools?: number;
  /** So long a request waits for a lease, and no longer. */
  patienceMs?: number;
}

const upkeepEveryMs = 5_000;

/** So long before a window ends, tokens of the next are leased. */
const aheadMs = 10_000;

export function createLimits(deps: LimitsDeps): Limits {
  const { now, maxPools = 100_000, patienceMs = 50 } = deps;
  const counter = createSharedCounter(deps);
  const nodes = createNodeCount(counter);
  const leasing = createLeasing({ counter, nodes, now, patienceMs });
  const spending = createSpending({ counter, nodes, leasing });
  const minutes = createPools('minute', maxPools);
  const days = createPools('day', maxPools);
  let timer: NodeJS.Timeout | undefined;
  let upkeep: Promise<void> | undefined;
  let isClosed = false;
  const mayGoOn = (): boolean => !isClosed && !counter.isAway();

  function create(pools: Pools, name: string, limit: number, window: Window): KnownPool {
    const pool = createPool({ name, limit, window }, nodes.value(), now());
    const known = { pool, spend: (nowMs: number) => spending.spend(pool, nowMs) };
    pools.add(name, known);
    return known;
  }

  async function keepUp(): Promise<void> {
    const nowMs = now();
    minutes.sweep(nowMs);
    days.sweep(nowMs);
    await nodes.refresh(nowMs);
    for (const [pools, window] of [
      [minutes, 'minute'],
      [days, 'day'],
    ] as const) {
      if (isEnding(window, nowMs)) await leaseAhead(pools, spending, { now, mayGoOn });
    }
    upkeep = undefined;
  }

  return {
    pool(name, limit, window) {
      const pools = window === 'minute' ? minutes : days;
      const known = pools.get(name);
      return known?.pool.limit === limit ? known : create(pools, name, limit, window);
    },
    start() {
      upkeep = keepUp();
      timer = setInterval(() => {
        upkeep ??= keepUp();
      }, upkeepEveryMs);
    },
    async close() {
      isClosed = true;
      clearInterval(timer);
      await upkeep;
    },
    size: () => minutes.size() + days.size(),
  };
}

const isEnding = (window: Window, nowMs: number): boolean =>
  windowNumber(window, nowMs + aheadMs) !== windowNumber(window, nowMs);

/** One call after the other, so that it disturbs nobody, however many pools there are. */
async function leaseAhead(
  pools: Pools,
  spending: Spending,
  { now, mayGoOn }: { now: () => number; mayGoOn: () => boolean },
): Promise<void> {
  for (const { pool } of pools.all()) {
    if (!mayGoOn()) return;
    const lease = spending.leaseAhead(pool, now());
    if (lease) await lease;
  }
}
