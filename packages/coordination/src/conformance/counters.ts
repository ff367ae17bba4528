import { randomUUID } from 'node:crypto';

import { beforeEach, describe, expect, test, vi } from 'vitest';

import type { Counters } from '../counters.ts';

interface TwoCounters {
  nodes: readonly [{ counters: Counters }, { counters: Counters }];
  close(): Promise<void>;
}

const sum = (numbers: number[]): number => numbers.reduce((total, n) => total + n, 0);

const upTo = (most: number): number[] => Array.from({ length: most }, (_, n) => n + 1);

export function describeCounters(createTwoCounters: () => Promise<TwoCounters>): void {
  describe('counters', () => {
    let first: Counters;
    let second: Counters;
    let name: string;
    let later: number;

    beforeEach(async () => {
      name = randomUUID();
      later = Date.now() + 60_000;
      const { nodes, close } = await createTwoCounters();
      [first, second] = [nodes[0].counters, nodes[1].counters];
      return close;
    });

    /** As many calls at once, of both nodes in turn. */
    const callBoth = (
      calls: number,
      call: (counters: Counters) => Promise<number>,
    ): Promise<number[]> => Promise.all(upTo(calls).map((n) => call(n % 2 === 0 ? first : second)));

    test('lose nothing that two nodes add at once, and give each a total of its own', async () => {
      const totals = await callBoth(200, (counters) => counters.add(name, 3, later));
      expect(totals.toSorted((a, b) => a - b)).toEqual(upTo(200).map((n) => 3 * n));
    });

    test('of different names do not touch each other', async () => {
      await first.add(name, 5, later);
      expect(await second.add(`${name} 2`, 1, later)).toBe(1);
    });

    test('give back what is added as a negative amount', async () => {
      await first.add(name, 5, later);
      expect(await second.add(name, -2, later)).toBe(3);
    });

    test('grant everything up to the limit and nothing beyond, to sixteen at once', async () => {
      const granted = await callBoth(16, (counters) => counters.take(name, 7, 100, later));
      expect(granted.toSorted((a, b) => b - a)).toEqual([...Array(14).fill(7), 2, 0]);
      expect(await first.add(name, 0, later)).toBe(100);
    });

    test('grant what fits under the limit of each call', async () => {
      expect(await first.take(name, 10, 4, later)).toBe(4);
      expect(await first.take(name, 10, 3, later)).toBe(0);
      expect(await second.take(name, 10, 6, later)).toBe(2);
      expect(await second.take(name, 10, 0, later)).toBe(0);
      expect(await first.add(name, 0, later)).toBe(6);
    });

    test('grant nothing where more was added than the limit', async () => {
      await first.add(name, 50, later);
      expect(await second.take(name, 1, 10, later)).toBe(0);
      expect(await second.add(name, 0, later)).toBe(50);
    });

    test('grant every amount in parallel, whatever their sizes', async () => {
      const granted = await callBoth(16, (counters) => counters.take(name, 1, 10, later));
      expect(sum(granted)).toBe(10);
    });

    test('start anew once they have expired', async () => {
      await first.add(name, 5, Date.now() + 50);
      await vi.waitFor(async () => expect(await second.add(name, 1, later)).toBe(1), 10_000);
      expect(await first.add(name, 1, later)).toBe(2);
    });

    test('grant anew once they have expired', async () => {
      expect(await first.take(name, 5, 5, Date.now() + 50)).toBe(5);
      await vi.waitFor(async () => expect(await second.take(name, 4, 5, later)).toBe(4), 10_000);
      expect(await first.take(name, 4, 5, later)).toBe(1);
    });

    test('keep the time they were given first', async () => {
      await first.add(name, 5, later);
      expect(await second.add(name, 1, Date.now() - 1_000)).toBe(6);
      expect(await first.take(name, 1, 7, Date.now() - 1_000)).toBe(1);
      expect(await second.add(name, 0, later)).toBe(7);
    });
  });
}
