import { randomUUID } from 'node:crypto';

import { beforeEach, describe, expect, test, vi } from 'vitest';

import type { Lease, Leases } from '../leases.ts';
import type { CreateTwoNodes, Node, TwoNodes } from './two-nodes.ts';

const longMs = 60_000;
const shortMs = 50;

export function describeLeases(createTwoNodes: CreateTwoNodes): void {
  describe('leases', () => {
    let two: TwoNodes;
    let first: Node;
    let second: Node;
    let name: string;

    beforeEach(async () => {
      name = randomUUID();
      two = await createTwoNodes();
      [first, second] = two.nodes;
      return () => two.close();
    });

    async function acquireOrThrow(leases: Leases, ttlMs: number): Promise<Lease> {
      const lease = await leases.acquire(name, ttlMs);
      if (!lease) throw new Error('Somebody else has the lease.');
      return lease;
    }

    /** As soon as whoever has it has lost it. */
    const acquireInTime = ({ leases }: Node, ttlMs: number): Promise<Lease> =>
      vi.waitFor(() => acquireOrThrow(leases, ttlMs), 10_000);

    test('have one holder, of sixteen who want it at once', async () => {
      const wanted = Array.from({ length: 16 }, (_, n) =>
        two.nodes[n % 2]!.leases.acquire(name, longMs),
      );
      const leases = await Promise.all(wanted);
      expect(leases.filter((lease) => lease !== undefined)).toHaveLength(1);
    });

    test('of different names have holders of their own', async () => {
      expect(await first.leases.acquire(name, longMs)).toBeDefined();
      expect(await second.leases.acquire(`${name} 2`, longMs)).toBeDefined();
    });

    test('expire, and their token grows each time they change hands', async () => {
      const tokens: number[] = [];
      for (const node of [first, second, second, first]) {
        const lease = await acquireInTime(node, shortMs);
        tokens.push(lease.token);
      }
      expect(tokens).toEqual([...new Set(tokens)].toSorted((a, b) => a - b));
    });

    test('are kept beyond their time by who renews them', async () => {
      const lease = await acquireOrThrow(first.leases, 2_000);
      const unrenewed = await first.leases.acquire(`${name} 2`, 2_000);
      expect(unrenewed).toBeDefined();
      await vi.waitUntil(
        async () => {
          expect(await lease.renew()).toBe(true);
          return second.leases.acquire(`${name} 2`, longMs);
        },
        { timeout: 10_000 },
      );
      expect(await second.leases.acquire(name, longMs)).toBeUndefined();
    });

    test('cannot be renewed by who lost them to somebody else', async () => {
      const lease = await acquireOrThrow(first.leases, shortMs);
      await acquireInTime(second, longMs);
      expect(await lease.renew()).toBe(false);
    });

    test('cannot be renewed when they have expired, though nobody else has them', async () => {
      const lease = await acquireOrThrow(first.leases, shortMs);
      // Taken after the other, for as long: when this one is free again, so is the other.
      expect(await first.leases.acquire(`${name} 2`, shortMs)).toBeDefined();
      await vi.waitUntil(() => second.leases.acquire(`${name} 2`, longMs), { timeout: 10_000 });
      expect(await lease.renew()).toBe(false);
    });

    test('go to the next at once when they are released', async () => {
      const lease = await acquireOrThrow(first.leases, longMs);
      await lease.release();
      const next = await acquireOrThrow(second.leases, longMs);
      expect(next.token).toBeGreaterThan(lease.token);
      expect(await lease.renew()).toBe(false);
    });

    test('stay with their holder when a former one releases them', async () => {
      const former = await acquireOrThrow(first.leases, shortMs);
      const holder = await acquireInTime(second, longMs);
      await former.release();
      expect(await first.leases.acquire(name, longMs)).toBeUndefined();
      expect(await holder.renew()).toBe(true);
    });
  });
}
