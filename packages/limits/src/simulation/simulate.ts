import { setImmediate as nextTurn } from 'node:timers/promises';

import type { Counters } from '@halyard/coordination';
import { createMemoryCounters } from '@halyard/coordination';
import { vi } from 'vitest';

import { createLimits, type Limits } from '../limits.ts';

/** When one node gets a request, in milliseconds from the start. */
export interface Arrival {
  atMs: number;
  node: number;
}

export interface Simulated {
  nodes: number;
  limit: number;
  arrivals: readonly Arrival[];
  window?: 'minute' | 'day';
  /** How long each call of the counter takes. */
  latencyMs?: () => number;
  /** How far a node's clock is ahead. */
  clockAheadMs?: (node: number) => number;
  /** Whether calls of the counter fail then. */
  isAway?: (atMs: number) => boolean;
  /** How long nodes run before the first request, so that they know of each other. */
  warmUpMs?: number;
}

export interface Outcome {
  /** Admitted requests by the number of the window they came in, by their node's clock. */
  admitted: Map<number, number>;
  admittedByNode: number[];
  refused: number;
  longestWaitMs: number;
  /** Calls of the counter for leases, while there were requests. */
  leases: number;
}

const minuteMs = 60_000;
/** The start of a minute, and of a day. */
const startMs = Date.UTC(2030, 0, 1);

/** Nodes around one counter, in time that stands still until everything due has happened. */
export async function simulate(given: Simulated): Promise<Outcome> {
  const { nodes, limit, arrivals, window = 'minute', warmUpMs = 2 * minuteMs } = given;
  vi.useFakeTimers({
    now: startMs - warmUpMs,
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
  });
  const outcome = emptyOutcome(nodes);
  const counters = createSlowCounters(given, outcome);
  const clocks = Array.from({ length: nodes }, (_, node) => {
    const aheadMs = given.clockAheadMs?.(node) ?? 0;
    return () => Date.now() + aheadMs;
  });
  const limits = clocks.map((now) =>
    createLimits({ name: 'test', counters, now, onError: () => undefined }),
  );
  try {
    startOneAfterAnother(limits);
    await advanceTo(startMs);
    outcome.leases = 0;
    const pending: Promise<void>[] = [];
    for (const { atMs, node } of arrivals) {
      await advanceTo(startMs + atMs);
      const nowMs = clocks[node]!();
      const spent = limits[node]!.pool('key', limit, window).spend(nowMs);
      const number = Math.floor(nowMs / (window === 'day' ? 86_400_000 : minuteMs));
      pending.push(note(outcome, { node, number, spent }));
    }
    await advanceTo(Date.now() + 100);
    await Promise.all(pending);
    return outcome;
  } finally {
    const closed = Promise.all(limits.map((one) => one.close()));
    // Calls that are under way are waited for.
    await advanceTo(Date.now() + 10_000);
    await closed;
    vi.useRealTimers();
  }
}

const emptyOutcome = (nodes: number): Outcome => ({
  admitted: new Map(),
  admittedByNode: Array.from({ length: nodes }, () => 0),
  refused: 0,
  longestWaitMs: 0,
  leases: 0,
});

function startOneAfterAnother(limits: readonly Limits[]): void {
  for (const [index, one] of limits.entries()) setTimeout(one.start, index * 313);
}

async function advanceTo(timeMs: number): Promise<void> {
  // A timer of the test's own, so that the clock stops at this very time.
  setTimeout(() => undefined, timeMs - Date.now());
  while (Date.now() < timeMs) {
    vi.advanceTimersToNextTimer();
    await nextTurn();
  }
}

async function note(
  outcome: Outcome,
  request: { node: number; number: number; spent: boolean | Promise<boolean> },
): Promise<void> {
  const { node, number, spent } = request;
  const sinceMs = performance.now();
  const isAdmitted = typeof spent === 'boolean' ? spent : await spent;
  outcome.longestWaitMs = Math.max(outcome.longestWaitMs, performance.now() - sinceMs);
  if (!isAdmitted) outcome.refused += 1;
  else {
    outcome.admittedByNode[node]! += 1;
    outcome.admitted.set(number, (outcome.admitted.get(number) ?? 0) + 1);
  }
}

function createSlowCounters(
  { latencyMs = () => 2, isAway = () => false }: Simulated,
  outcome: Outcome,
): Pick<Counters, 'add'> {
  const counters = createMemoryCounters({ now: Date.now });
  const pass = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  return {
    async add(name, amount, expiresAt) {
      if (name.endsWith(':key')) outcome.leases += 1;
      const isLost = isAway(Date.now() - startMs);
      // Half of the way there, half of it back.
      const ms = latencyMs();
      await pass(ms / 2);
      if (isLost) throw new Error('The counter is away.');
      const total = await counters.add(name, amount, expiresAt);
      await pass(ms / 2);
      return total;
    },
  };
}
