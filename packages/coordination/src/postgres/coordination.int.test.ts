import { beforeEach, describe, expect, test, vi } from 'vitest';

import { describeCounters } from '../conformance/counters.ts';
import { describeHints } from '../conformance/hints.ts';
import { describeLeases } from '../conformance/leases.ts';
import { describeLocks } from '../conformance/locks.ts';
import { createPostgresCoordination } from './coordination.ts';
import { createTwoPostgresNodes, type TwoPostgresNodes } from './two-nodes.ts';

describeHints(createTwoPostgresNodes);
describeLocks(createTwoPostgresNodes);
describeLeases(createTwoPostgresNodes);
describeCounters(createTwoPostgresNodes);

describe('on PostgreSQL', () => {
  let two: TwoPostgresNodes;

  beforeEach(async () => {
    two = await createTwoPostgresNodes();
    return () => two.close();
  });

  const countConnections = async (): Promise<number> => {
    const { rows } = await two.client.query<{ connections: number }>(
      `SELECT count(*)::int AS connections FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    return rows[0]!.connections;
  };

  const countWaiting = async (): Promise<number> => {
    const { rows } = await two.client.query<{ waiting: number }>(
      `SELECT count(*)::int AS waiting FROM pg_locks JOIN pg_database ON oid = database
       WHERE datname = current_database() AND locktype = 'advisory' AND NOT granted`,
    );
    return rows[0]!.waiting;
  };

  test('calls are `unavailable` while the database is away, and answered when it is back', async () => {
    const [{ locks, leases, counters, proxy }] = two.nodes;
    const call = (): Promise<PromiseSettledResult<unknown>[]> =>
      Promise.allSettled([
        counters.add('c', 1, Date.now() + 60_000),
        counters.take('c', 1, 10, Date.now() + 60_000),
        leases.acquire('a', 60_000),
        locks.withLock('a', () => Promise.resolve()),
      ]);
    const answered = { status: 'fulfilled' };
    const refused = { status: 'rejected', reason: { code: 'unavailable' } };
    expect(await call()).toMatchObject([answered, answered, answered, answered]);
    await proxy.takeAway();
    expect(await call()).toMatchObject([refused, refused, refused, refused]);
    await proxy.restore();
    expect(await call()).toMatchObject([answered, answered, answered, answered]);
  });

  test('a statement that PostgreSQL refuses is no matter of being away', async () => {
    const [{ counters }] = two.nodes;
    await expect(counters.add('c', 0.5, Date.now())).rejects.toMatchObject({ code: '22P02' });
  });

  test('a node opens no more connections than it may, whatever it is asked at once', async () => {
    const [node] = two.nodes;
    await node.start();
    const calls = Array.from({ length: 20 }, (_, n) => [
      node.counters.add('c', 1, Date.now() + 60_000),
      node.locks.withLock(`lock ${n}`, () => Promise.resolve()),
    ]);
    await Promise.all(calls.flat());
    expect(await countConnections()).toBeLessThanOrEqual(5);
  });

  test('whoever has a lock can count and lease, however many wait for one', async () => {
    const [{ locks, counters, leases }] = two.nodes;
    const work = async (): Promise<void> => {
      await counters.add('c', 1, Date.now() + 60_000);
      await leases.acquire('a', 60_000);
    };
    await Promise.all(Array.from({ length: 20 }, () => locks.withLock('a', work)));
    expect(await counters.add('c', 0, Date.now() + 60_000)).toBe(20);
  });

  test('who stands in PostgreSQL’s own line for a lock is refused when the node closes', async () => {
    const [first, second] = two.nodes;
    const refused = await first.locks.withLock('a', async () => {
      const waiting = second.locks.withLock('a', () => Promise.resolve());
      const refusal = waiting.catch((error: unknown) => error);
      await vi.waitFor(async () => expect(await countWaiting()).toBe(1), 10_000);
      await second.close();
      return refusal;
    });
    expect(refused).toMatchObject({ code: 'unavailable' });
  });

  test('expired counters are removed on the way', async () => {
    const [first, second] = two.nodes;
    await first.counters.add('gone', 1, Date.now() - 1);
    await second.counters.add('kept', 1, Date.now() + 60_000);
    await vi.waitFor(async () => {
      const { rows } = await two.client.query('SELECT name FROM coordination_counter');
      expect(rows).toEqual([{ name: 'kept' }]);
    }, 10_000);
  });

  test('fewer connections than it needs are refused', () => {
    const options = { url: 'postgresql://nowhere', onError: () => undefined };
    expect(() => createPostgresCoordination({ ...options, maxConnections: 2 })).toThrow(RangeError);
  });
});
