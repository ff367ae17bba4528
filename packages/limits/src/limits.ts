import type { Counters } from '@halyard/coordination';

import { createSharedCounter } from './counter/shared-counter.ts';
import { createLeasing } from './lease/leasing.ts';
import { createNodeCount } from './lease/node-count.ts';
import { createPools, type KnownPool, type Pools } from './pool/pools.ts';
import { createSpending, type Spending } from './pool/spending.ts';
import { createPool, type TokenPool } from './pool/token-pool.ts';
import { windowNumber, type Window } from './window.ts';

/** Limits of one name: they hold across all nodes, and are spent by tokens from shared counters. */
export interface Limits {
  /** The pool of one holder in this node, who has one limit. One look-up where it is known. */
  pool(holder: string, limit: number, window: Window): TokenPool;
  /** Begins to count the nodes and to lease ahead. */
  start(): void;
  close(): Promise<void>;
  /** How many pools are kept. */
  size(): number;
}

export interface LimitsDeps {
  /** What is limited; whoever leases for the same name counts as a node of it. */
  name: string;
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
  const { name, now, maxPools = 100_000, patienceMs = 50 } = deps;
  const counter = createSharedCounter(deps);
  const nodes = createNodeCount({ name, counter });
  const leasing = createLeasing({ name, counter, nodes, now, patienceMs });
  const spending = createSpending({ counter, nodes, leasing });
  const minutes = createPools('minute', maxPools);
  const days = createPools('day', maxPools);
  let timer: NodeJS.Timeout | undefined;
  let upkeep: Promise<void> | undefined;
  let isClosed = false;
  const mayGoOn = (): boolean => !isClosed && !counter.isAway();

  function create(pools: Pools, holder: string, limit: number, window: Window): KnownPool {
    const pool = createPool({ holder, limit, window }, nodes.value(), now());
    const known = { pool, spend: (nowMs: number) => spending.spend(pool, nowMs) };
    pools.add(holder, known);
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
    pool(holder, limit, window) {
      const pools = window === 'minute' ? minutes : days;
      const known = pools.get(holder);
      return known?.pool.limit === limit ? known : create(pools, holder, limit, window);
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
