import { advance, nextRate } from '../lease/lease-size.ts';
import { windowEndMs, windowNumber, type Window } from '../window.ts';
import type { WaitingLine } from './waiting-line.ts';

/** What a caller gets of one limit. */
export interface TokenPool {
  /**
   * Takes one token: `true` at once where one is in hand, `false` at once where the window is used
   * up, else a promise, for 50 ms at most, while a lease is under way. `nowMs` is Unix time.
   */
  spend(nowMs: number): boolean | Promise<boolean>;
}

/** The limit of one holder in this node. */
export interface LeasedPool {
  /** Whose requests are counted. */
  readonly holder: string;
  readonly limit: number;
  readonly window: Window;
  current: PoolWindow;
  /** The window to come, where tokens of it have been asked for. */
  next: PoolWindow | undefined;
  spentPerMs: number;
  ratedAtMs: number;
  /** How many of the current window the rate has taken in. */
  ratedSpent: number;
}

/** What this node has of one window's tokens. */
export interface PoolWindow {
  readonly number: number;
  readonly endsAtMs: number;
  spent: number;
  /** How many were leased: those that were spent beyond are owed. */
  leased: number;
  /** So many may be spent at once: those leased, and before the first lease some in advance. */
  ceiling: number;
  /** Once so many are spent it is time for another lease. */
  askAt: number;
  /** How many nobody has leased yet, as far as this node knows. */
  left: number;
  /** The lease under way; its answer is of this window, whenever it comes. */
  lease: Promise<void> | undefined;
  /** By the clock that only goes forward. */
  leaseAskedAtMs: number;
  line: WaitingLine | undefined;
}

export interface PoolFacts {
  holder: string;
  limit: number;
  window: Window;
}

export const createPool = (facts: PoolFacts, nodes: number, nowMs: number): LeasedPool => ({
  ...facts,
  current: createPoolWindow(facts, windowNumber(facts.window, nowMs), nodes),
  next: undefined,
  spentPerMs: 0,
  ratedAtMs: nowMs,
  ratedSpent: 0,
});

export function createPoolWindow(
  { limit, window }: PoolFacts,
  number: number,
  nodes: number,
): PoolWindow {
  const ceiling = advance(limit, nodes);
  return {
    number,
    endsAtMs: windowEndMs(window, number),
    spent: 0,
    leased: 0,
    ceiling,
    askAt: Math.ceil(ceiling / 2),
    left: limit,
    lease: undefined,
    leaseAskedAtMs: 0,
    line: undefined,
  };
}

/** Takes in what was spent since it was last called. */
export function updateRate(pool: LeasedPool, nowMs: number): void {
  const { spent } = pool.current;
  pool.spentPerMs = nextRate(pool.spentPerMs, spent - pool.ratedSpent, nowMs - pool.ratedAtMs);
  pool.ratedSpent = spent;
  pool.ratedAtMs = nowMs;
}

/** Goes on to the window of the time. */
export function enterWindow(pool: LeasedPool, nodes: number, nowMs: number): void {
  updateRate(pool, nowMs);
  const number = windowNumber(pool.window, nowMs);
  const { next } = pool;
  pool.current = next?.number === number ? next : createPoolWindow(pool, number, nodes);
  pool.next = undefined;
  pool.ratedSpent = 0;
}
