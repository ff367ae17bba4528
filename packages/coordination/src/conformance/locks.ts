import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';

import { beforeEach, describe, expect, test } from 'vitest';

import type { CreateTwoNodes, Node, TwoNodes } from './two-nodes.ts';

/** A step that a test takes when it wants to. */
function createStep(): { take: () => void; taken: Promise<void> } {
  let take: () => void = () => undefined;
  const taken = new Promise<void>((resolve) => (take = resolve));
  return { take, taken };
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve()));

export function describeLocks(createTwoNodes: CreateTwoNodes): void {
  describe('locks', () => {
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

    /** Somebody who has the lock until `leave` is taken. */
    async function holdLock(
      node: Node,
      name: string,
    ): Promise<{ leave: () => void; left: Promise<void> }> {
      const inside = createStep();
      const leave = createStep();
      const left = node.locks.withLock(name, async () => {
        inside.take();
        await leave.taken;
      });
      await inside.taken;
      return { leave: leave.take, left };
    }

    test('let one in at a time, of eight on two nodes', async () => {
      let inside = 0;
      let entries = 0;
      const enter = async (node: Node): Promise<void> => {
        await node.locks.withLock(name, async () => {
          entries++;
          expect(++inside).toBe(1);
          await node.counters.add(name, 1, Date.now() + 60_000);
          await setImmediate();
          expect(inside--).toBe(1);
        });
      };
      const contenders = [0, 1, 2, 3, 4, 5, 6, 7].map(async (n) => {
        for (let round = 0; round < 5; round++) await enter(two.nodes[n % 2]!);
      });
      await Promise.all(contenders);
      expect(entries).toBe(40);
    });

    test('of different names do not wait for each other', async () => {
      const holder = await holdLock(first, name);
      expect(await second.locks.withLock(`${name} 2`, () => Promise.resolve('in'))).toBe('in');
      expect(await first.locks.withLock(`${name} 3`, () => Promise.resolve('in'))).toBe('in');
      holder.leave();
      await holder.left;
    });

    test('are free after work that fails, and pass its error on', async () => {
      const failed = first.locks.withLock(name, () => Promise.reject(new Error('of the work')));
      await expect(failed).rejects.toThrow('of the work');
      expect(await second.locks.withLock(name, () => Promise.resolve('in'))).toBe('in');
    });

    test('go to the next when the holder’s connection is lost, and the holder is told', async () => {
      const inside = createStep();
      const lost = first.locks.withLock(name, async (signal) => {
        inside.take();
        await aborted(signal);
        return signal.reason as unknown;
      });
      await inside.taken;
      const next = second.locks.withLock(name, () => Promise.resolve('in'));
      first.proxy.dropConnections();
      expect(await lost).toMatchObject({ code: 'unavailable' });
      expect(await next).toBe('in');
    });

    test('leave a signal alone that was not lost', async () => {
      const signal = await first.locks.withLock(name, (signal) => Promise.resolve(signal));
      expect(signal.aborted).toBe(false);
    });

    test('are refused to those who wait when their node closes, but kept until the work ends', async () => {
      const holder = await holdLock(first, name);
      const kept = await holdLock(second, `${name} of the node that closes`);
      const refused = second.locks
        .withLock(name, () => Promise.resolve())
        .catch((error: unknown) => error);
      let isClosed = false;
      const closing = second.close().then(() => (isClosed = true));
      expect(await refused).toMatchObject({ code: 'unavailable' });
      expect(isClosed).toBe(false);
      kept.leave();
      await Promise.all([kept.left, closing]);
      holder.leave();
      await holder.left;
    });
  });
}
