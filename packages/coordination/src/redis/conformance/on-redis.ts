import { randomUUID } from 'node:crypto';

import { beforeEach, describe, expect, test, vi } from 'vitest';

import { describeBases } from '../../conformance/bases.ts';
import { describeCounters } from '../../conformance/counters.ts';
import { createHint, describeHints, listenTo } from '../../conformance/hints.ts';
import { describeLeases } from '../../conformance/leases.ts';
import { describeLocks } from '../../conformance/locks.ts';
import type { TwoRedisNodes } from '../testing/two-nodes.ts';

const later = (): number => Date.now() + 60_000;

/** What holds however Redis is run. */
export function describeOnRedis(createTwoNodes: () => Promise<TwoRedisNodes>): void {
  describeHints(createTwoNodes);
  describeLocks(createTwoNodes);
  describeLeases(createTwoNodes);
  describeCounters(createTwoNodes);
  describeBases(async () => {
    const { nodes, close } = await createTwoNodes();
    return { nodes: [nodes[0].bases!, nodes[1].bases!], close };
  });

  describe('on Redis', () => {
    let two: TwoRedisNodes;
    let name: string;

    beforeEach(async () => {
      name = randomUUID();
      two = await createTwoNodes();
      return () => two.close();
    });

    test('calls are `unavailable` while Redis is away, and answered soon after it is back', async () => {
      const [{ locks, leases, counters, proxy }] = two.nodes;
      const call = (): Promise<PromiseSettledResult<unknown>[]> =>
        Promise.allSettled([
          counters.add(name, 1, later()),
          counters.take(name, 1, 10, later()),
          leases.acquire(randomUUID(), 60_000),
          locks.withLock(name, () => Promise.resolve()),
        ]);
      const answered = { status: 'fulfilled' };
      const refused = { status: 'rejected', reason: { code: 'unavailable' } };
      expect(await call()).toMatchObject([answered, answered, answered, answered]);
      await proxy.takeAway();
      expect(await call()).toMatchObject([refused, refused, refused, refused]);
      await proxy.restore();
      await expect.poll(call).toMatchObject([answered, answered, answered, answered]);
    });

    test('a call that Redis refuses is no matter of being away, and does not change anything', async () => {
      const [{ counters }] = two.nodes;
      await counters.add(name, 1, later());
      await expect(counters.add(name, 0.5, later())).rejects.not.toHaveProperty('code');
      await expect(counters.take(name, 0.5, 9, later())).rejects.not.toHaveProperty('code');
      expect(await counters.add(name, 0, later())).toBe(1);
    });

    test('whoever has a lock can count and lease, however many wait for one', async () => {
      const [{ locks, counters, leases }] = two.nodes;
      const work = async (): Promise<void> => {
        await counters.add(name, 1, later());
        await leases.acquire(name, 60_000);
      };
      await Promise.all(Array.from({ length: 20 }, () => locks.withLock(name, work)));
      expect(await counters.add(name, 0, later())).toBe(20);
    });

    test('numbers as large as numbers are exact to are counted exactly', async () => {
      const [{ counters }] = two.nodes;
      const most = Number.MAX_SAFE_INTEGER;
      expect(await counters.take(name, most, most, later())).toBe(most);
      expect(await counters.add(name, -1, later())).toBe(most - 1);
    });

    test('changes of 64 KiB come along with a hint, and stay behind beyond that', async () => {
      const [{ hints, start }] = two.nodes;
      const heard = listenTo(hints);
      await start();
      const { organization_id, seq } = createHint();
      const change = { organization_id, seq, kind: 'flag', entity_id: organization_id } as const;
      const hintOf = (action: string) => ({
        organization_id,
        seq,
        changes: [{ ...change, action, document: null, at: '' }],
      });
      const largestThatFits = 64 * 1024 - JSON.stringify(hintOf('')).length;
      const fits = hintOf('x'.repeat(largestThatFits));
      await hints.send(fits);
      await hints.send(hintOf('x'.repeat(largestThatFits + 1)));
      await vi.waitFor(() => expect(heard.hints).toHaveLength(2), 10_000);
      expect(heard.hints).toEqual(expect.arrayContaining([fits, { organization_id, seq }]));
    });

    test('a message that is no hint is reported and does no harm', async () => {
      const [{ hints, start, errors }] = two.nodes;
      const heard = listenTo(hints);
      await start();
      await two.client.publish(`${two.prefix}:hints`, '{"seq":');
      const hint = createHint();
      await hints.send(hint);
      await vi.waitFor(() => expect([heard.hints, errors.length]).toEqual([[hint], 1]), 10_000);
    });

    test('installations with prefixes of their own share nothing', async () => {
      const other = await createTwoNodes();
      const [ours, theirs] = [two.nodes[0], other.nodes[0]];
      const heard = listenTo(theirs.hints);
      await Promise.all([ours.start(), theirs.start()]);
      await ours.counters.add(name, 5, later());
      await ours.leases.acquire(name, 60_000);
      await ours.hints.send(createHint());
      expect(await theirs.counters.add(name, 1, later())).toBe(1);
      expect(await theirs.leases.acquire(name, 60_000)).toBeDefined();
      const hint = createHint();
      await theirs.hints.send(hint);
      await vi.waitFor(() => expect(heard.hints).toContainEqual(hint), 10_000);
      expect(heard.hints).toHaveLength(1);
      await other.close();
    });
  });
}
