import { nodeShare } from '../counter/node-share.ts';
import type { SharedCounter } from '../counter/shared-counter.ts';
import { isBusy } from '../lease/lease-size.ts';
import type { Leasing } from '../lease/leasing.ts';
import type { NodeCount } from '../lease/node-count.ts';
import {
  createPoolWindow,
  enterWindow,
  updateRate,
  type LeasedPool,
  type PoolWindow,
} from './token-pool.ts';

/** Spends the tokens of pools, and has more leased before they are needed. */
export interface Spending {
  /** `false` where the window is used up; a promise while a lease is under way. */
  spend(pool: LeasedPool, nowMs: number): boolean | Promise<boolean>;
  /** Leases tokens of the window to come, where this one's are spent fast. */
  leaseAhead(pool: LeasedPool, nowMs: number): undefined | Promise<void>;
}

export interface SpendingDeps {
  counter: Pick<SharedCounter, 'isAway'>;
  nodes: Pick<NodeCount, 'value'>;
  leasing: Leasing;
}

export function createSpending({ counter, nodes, leasing }: SpendingDeps): Spending {
  function spendBeyond(
    pool: LeasedPool,
    window: PoolWindow,
    nowMs: number,
  ): boolean | Promise<boolean> {
    leasing.ask(pool, window, nowMs);
    // What is left only shrinks: whoever stands behind so many would wait in vain.
    if (window.left <= (window.line?.length() ?? 0)) return false;
    if (!counter.isAway()) return leasing.wait(pool, window);
    if (window.spent >= nodeShare(pool.limit, nodes.value())) return false;
    window.spent += 1;
    return true;
  }

  return {
    spend(pool, nowMs) {
      if (nowMs >= pool.current.endsAtMs) enterWindow(pool, nodes.value(), nowMs);
      const { current } = pool;
      if (current.spent >= current.ceiling) return spendBeyond(pool, current, nowMs);
      current.spent += 1;
      if (current.spent >= current.askAt) leasing.ask(pool, current, nowMs);
      return true;
    },
    leaseAhead(pool, nowMs) {
      const { current } = pool;
      if (pool.next || nowMs >= current.endsAtMs) return undefined;
      updateRate(pool, nowMs);
      if (!isBusy(pool.spentPerMs)) return undefined;
      pool.next = createPoolWindow(pool, current.number + 1, nodes.value());
      leasing.ask(pool, pool.next, nowMs);
      return pool.next.lease;
    },
  };
}
