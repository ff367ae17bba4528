import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { randomArrivals } from './arrivals.ts';
import { simulate, type Outcome, type Simulated } from './simulate.ts';

const minuteMs = 60_000;
const limit = 10_000;
const nodes = 16;
const evenly = Array<number>(nodes).fill(1);
const skewed = [300, 8, 4, 2, ...Array<number>(12).fill(1)];
const seeds = [1, 2, 3];

interface Offered extends Partial<Simulated> {
  requests: number;
  forMs?: number;
  weights?: readonly number[];
  seed: number;
}

function offer({ requests, forMs = minuteMs, weights = evenly, seed, ...given }: Offered) {
  const arrivals = randomArrivals({ requests, forMs, weights, seed });
  return simulate({ nodes, limit, arrivals, ...given });
}

const admittedOf = ({ admitted }: Outcome): number =>
  [...admitted.values()].reduce((sum, count) => sum + count, 0);

const mostOf = (limit: number, nodes: number): number => limit + Math.max(limit / 20, 10 * nodes);

describe.each(seeds)('sixteen nodes around one counter, seed %i', (seed) => {
  test.each([2, 10, 40])(
    'refuse nobody at 94 %% of the limit, the counter %i ms away',
    async (ms) => {
      const outcome = await offer({ requests: 9_400, seed, latencyMs: () => ms });
      expect(outcome.refused).toBe(0);
    },
  );

  test('refuse nobody at 94 % of the limit minute after minute, by clocks that differ', async () => {
    const outcome = await offer({
      requests: 3 * 9_400,
      forMs: 3 * minuteMs,
      seed,
      clockAheadMs: (node) => node * 100 - 800,
    });
    expect(outcome.refused).toBe(0);
  });

  test('hold up nobody where one of them gets nearly all', async () => {
    const weights = [1_000, ...Array<number>(nodes - 1).fill(1)];
    const outcome = await offer({ requests: 9_400, weights, seed });
    expect(outcome).toMatchObject({ refused: 0, longestWaitMs: 0 });
  });

  test('admit the limit and no more, whether the load is even or skewed', async () => {
    for (const weights of [evenly, skewed]) {
      const outcome = await offer({ requests: 15_000, weights, seed });
      expect(admittedOf(outcome)).toBeLessThanOrEqual(mostOf(limit, nodes));
      expect(admittedOf(outcome)).toBeGreaterThan(0.98 * limit);
    }
  });

  test('admit the limit and no more of a burst, and wait for what is under way', async () => {
    const outcome = await offer({ requests: 30_000, forMs: 500, weights: skewed, seed });
    expect(admittedOf(outcome)).toBeLessThanOrEqual(mostOf(limit, nodes));
    expect(admittedOf(outcome)).toBeGreaterThan(0.98 * limit);
    expect(outcome.longestWaitMs).toBeGreaterThan(0);
    expect(outcome.longestWaitMs).toBeLessThan(50);
  });

  test('admit their share each while the counter is away', async () => {
    const isAway = (atMs: number) => atMs >= 0;
    const outcome = await offer({ requests: 15_000, seed, isAway });
    expect(outcome.admittedByNode).toEqual(evenly.map(() => limit / nodes));
    expect(outcome.longestWaitMs).toBe(0);
  });

  test('pay for what they spent while the counter was away', async () => {
    const isAway = (atMs: number) => atMs >= 20_000 && atMs < 40_000;
    const outcome = await offer({ requests: 15_000, seed, isAway });
    expect(admittedOf(outcome)).toBeLessThanOrEqual(mostOf(limit, nodes));
    expect(admittedOf(outcome)).toBeGreaterThan(0.98 * limit);
  });

  test('never keep a request for longer than 50 ms, however slow the counter is', async () => {
    const outcome = await offer({ requests: 12_000, forMs: 2_000, seed, latencyMs: () => 200 });
    expect(outcome.longestWaitMs).toBe(50);
  });

  test('lease at least 20 tokens at a time on average', async () => {
    const outcome = await offer({ requests: 9_400, seed });
    expect(outcome.leases).toBeLessThanOrEqual(9_400 / 20);
  });
});

test('one node at a steady rate asks the counter less than once in 200 requests', async () => {
  const outcome = await offer({ nodes: 1, requests: 9_400, weights: [1], seed: 1 });
  expect(outcome).toMatchObject({ refused: 0, longestWaitMs: 0 });
  expect(outcome.leases).toBeLessThan(9_400 / 200);
});

test('a budget of a day is spent over the day by all nodes, and no more', async () => {
  const day = { window: 'day', limit: 1_000, forMs: 30 * minuteMs } as const;
  const outcome = await offer({ ...day, requests: 2_000, seed: 1 });
  expect(admittedOf(outcome)).toBeLessThanOrEqual(mostOf(1_000, nodes));
  expect(admittedOf(outcome)).toBeGreaterThanOrEqual(850);
});

const loads = fc.record({
  nodes: fc.integer({ min: 1, max: 16 }),
  limit: fc.integer({ min: 1, max: 3_000 }),
  requests: fc.integer({ min: 1, max: 4_000 }),
  forMs: fc.constantFrom(1, 1_000, 30_000, 90_000),
  mostLatencyMs: fc.integer({ min: 0, max: 49 }),
  skew: fc.constantFrom(0, 1, 3),
  seed: fc.integer({ min: 1, max: 1_000_000 }),
});

test('whatever the load, no window admits over 5 % or 10 a node more than its limit', async () => {
  const holds = fc.asyncProperty(loads, async ({ skew, mostLatencyMs, ...load }) => {
    const weights = Array.from({ length: load.nodes }, (_, node) => (load.nodes - node) ** skew);
    let calls = 0;
    const latencyMs = () => (calls++ % 5 === 0 ? mostLatencyMs : mostLatencyMs / 3);
    const { admitted } = await offer({ ...load, weights, latencyMs });
    for (const count of admitted.values()) {
      expect(count).toBeLessThanOrEqual(mostOf(load.limit, load.nodes));
    }
  });
  await fc.assert(holds, { numRuns: 20 });
}, 60_000);

test('with the counter away, no window admits more than the limit or one request a node', async () => {
  const holds = fc.asyncProperty(loads, async ({ skew, mostLatencyMs: _none, ...load }) => {
    const weights = Array.from({ length: load.nodes }, (_, node) => (load.nodes - node) ** skew);
    const isAway = (atMs: number) => atMs >= -1_000;
    const { admitted } = await offer({ ...load, weights, isAway });
    for (const count of admitted.values()) {
      expect(count).toBeLessThanOrEqual(Math.max(load.limit, load.nodes));
    }
  });
  await fc.assert(holds, { numRuns: 8 });
}, 60_000);
