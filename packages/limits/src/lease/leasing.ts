import { nodeShare } from '../counter/node-share.ts';
import type { SharedCounter } from '../counter/shared-counter.ts';
import { updateRate, type LeasedPool, type PoolWindow } from '../pool/token-pool.ts';
import { createWaitingLine, type WaitingLine } from '../pool/waiting-line.ts';
import { counterExpiresAtMs } from '../window.ts';
import { leaseSize } from './lease-size.ts';
import type { NodeCount } from './node-count.ts';

/** Gets tokens from the shared counter, one lease of a window at a time. */
export interface Leasing {
  /** Asks for a lease, unless one is under way, nothing is left, or the counter is away. */
  ask(pool: LeasedPool, window: PoolWindow, nowMs: number): void;
  /** Waits for a token of the lease under way. */
  wait(pool: LeasedPool, window: PoolWindow): Promise<boolean>;
}

export interface LeasingDeps {
  /** What is limited. */
  name: string;
  counter: SharedCounter;
  nodes: Pick<NodeCount, 'value'>;
  /** Unix time, milliseconds. */
  now: () => number;
  /** So long a request waits for a lease, and no longer. */
  patienceMs: number;
}

export function createLeasing({ name, counter, nodes, now, patienceMs }: LeasingDeps): Leasing {
  function askForLease(pool: LeasedPool, window: PoolWindow, nowMs: number): void {
    if (window.lease || window.left === 0 || !counter.mayAsk()) return;
    updateRate(pool, nowMs);
    window.leaseAskedAtMs = performance.now();
    window.lease = lease(pool, window);
  }

  async function lease(pool: LeasedPool, window: PoolWindow): Promise<void> {
    const { limit, spentPerMs } = pool;
    const owed = Math.max(0, window.spent - window.leased) + (window.line?.length() ?? 0);
    const spare = leaseSize({ limit, left: window.left, nodes: nodes.value(), spentPerMs });
    const expiresAtMs = counterExpiresAtMs(pool.window, window.number);
    // Not `take`: the total tells how much is left for all, by which the next lease is measured.
    const total = await counter.add(counterName(name, pool, window), owed + spare, expiresAtMs);
    window.lease = undefined;
    if (total === undefined) decideByShare(pool, window, window.line?.length() ?? 0);
    else receive(pool, window, owed + spare, total);
  }

  function receive(pool: LeasedPool, window: PoolWindow, asked: number, total: number): void {
    const granted = Math.min(asked, Math.max(0, pool.limit - (total - asked)));
    window.leased += granted;
    window.ceiling = window.leased;
    window.left = Math.max(0, pool.limit - total);
    const { line } = window;
    if (line) window.spent += line.admit(window.leased - window.spent);
    window.askAt = window.leased - Math.floor((window.leased - window.spent) / 4);
    if (!line || line.length() === 0) return;
    if (window.left === 0) line.refuse(line.length());
    else askForLease(pool, window, now());
  }

  /** Lets as many of those who wait in as this node's share allows, and turns the others away. */
  function decideByShare(pool: LeasedPool, window: PoolWindow, waiting: number): void {
    const { line } = window;
    if (!line) return;
    const free = nodeShare(pool.limit, nodes.value()) - window.spent;
    const admitted = line.admit(Math.min(waiting, free));
    window.spent += admitted;
    line.refuse(waiting - admitted);
  }

  function openLine(pool: LeasedPool, window: PoolWindow): WaitingLine {
    const line = createWaitingLine({
      patienceMs,
      onOverdue(overdue) {
        // Where the counter does answer, but not fast enough for so many, it alone gives tokens.
        if (performance.now() - window.leaseAskedAtMs < patienceMs) return line.refuse(overdue);
        counter.noteSlow();
        return decideByShare(pool, window, line.length());
      },
    });
    return line;
  }

  return {
    ask: askForLease,
    wait: (pool, window) => (window.line ??= openLine(pool, window)).join(),
  };
}

const counterName = (
  name: string,
  { window, holder }: LeasedPool,
  { number }: PoolWindow,
): string => `limits:${name}:${window}:${number}:${holder}`;
