import { randomUUID } from 'node:crypto';

import type { Hint } from '@halyard/contracts';
import { beforeEach, describe, expect, test, vi } from 'vitest';

import type { Hints } from '../hints.ts';
import type { CreateTwoNodes, Node, TwoNodes } from './two-nodes.ts';

/** Everything that a subscriber was told. */
export interface Heard {
  hints: Hint[];
  gaps: number;
}

export function listenTo(hints: Hints): Heard & { unsubscribe: () => void } {
  const heard: Heard = { hints: [], gaps: 0 };
  const unsubscribe = hints.subscribe({
    onHint: (hint) => heard.hints.push(hint),
    onGap: () => heard.gaps++,
  });
  return Object.assign(heard, { unsubscribe });
}

export const createHint = (seq = 1): Hint => ({ organization_id: randomUUID(), seq });

const createHintWithChanges = (): Hint => {
  const { organization_id, seq } = createHint(7);
  const change = { organization_id, seq, kind: 'flag', entity_id: randomUUID() } as const;
  const at = '2026-11-22T00:00:00.000Z';
  return { organization_id, seq, changes: [{ ...change, action: 'deleted', document: null, at }] };
};

export function describeHints(createTwoNodes: CreateTwoNodes): void {
  describe('hints', () => {
    let two: TwoNodes;
    let first: Node;
    let second: Node;

    beforeEach(async () => {
      two = await createTwoNodes();
      [first, second] = two.nodes;
      return () => two.close();
    });

    const start = (): Promise<void[]> => Promise.all(two.nodes.map((node) => node.start()));

    /** As a writer does it. */
    async function publish(hint: Hint): Promise<void> {
      const statement = first.hints.statementFor(hint);
      if (statement) await two.commit(statement);
      await first.hints.send(hint);
    }

    test('reach every subscriber on every node, the sender’s own too', async () => {
      const heard = [first, first, second].map(({ hints }) => listenTo(hints));
      await start();
      const hint = createHint();
      await publish(hint);
      await vi.waitFor(() =>
        expect(heard.map(({ hints }) => hints)).toEqual([[hint], [hint], [hint]]),
      );
    });

    test('bring small changes along', async () => {
      const heard = listenTo(second.hints);
      await start();
      const hint = createHintWithChanges();
      await publish(hint);
      await vi.waitFor(() => expect(heard.hints).toEqual([hint]), 10_000);
    });

    test('are not heard after unsubscribing', async () => {
      const former = listenTo(second.hints);
      const other = listenTo(second.hints);
      await start();
      former.unsubscribe();
      await publish(createHint());
      await vi.waitFor(() => expect(other.hints).toHaveLength(1), 10_000);
      expect(former.hints).toEqual([]);
    });

    test('reach the others when one subscriber fails, which is reported', async () => {
      second.hints.subscribe({
        onHint: () => {
          throw new Error('of the subscriber');
        },
        onGap: () => undefined,
      });
      const heard = listenTo(second.hints);
      await start();
      await publish(createHint());
      await vi.waitFor(() => expect(heard.hints).toHaveLength(1), 10_000);
      expect(second.errors.map(({ cause }) => String(cause))).toEqual(['Error: of the subscriber']);
    });

    test('flow again after the connection was lost, and subscribers are told of the gap', async () => {
      const heard = listenTo(second.hints);
      await start();
      expect(heard.gaps).toBe(1);
      second.proxy.dropConnections();
      await vi.waitFor(() => expect(heard.gaps).toBe(2), 10_000);
      const hint = createHint();
      await publish(hint);
      await vi.waitFor(() => expect(heard.hints).toEqual([hint]), 10_000);
      expect(second.errors).not.toEqual([]);
    });

    test('are heard by who subscribed while the server was away', async () => {
      await start();
      await second.proxy.takeAway();
      await vi.waitFor(() => expect(second.errors).not.toEqual([]), 10_000);
      const heard = listenTo(second.hints);
      expect(heard.gaps).toBe(0);
      await second.proxy.restore();
      await vi.waitFor(() => expect(heard.gaps).toBe(1), 10_000);
      const hint = createHint();
      await publish(hint);
      await vi.waitFor(() => expect(heard.hints).toEqual([hint]), 10_000);
    });

    test('are heard by a node that was started while the server was away', async () => {
      const heard = listenTo(second.hints);
      await second.proxy.takeAway();
      await start();
      expect(heard.gaps).toBe(0);
      await second.proxy.restore();
      await vi.waitFor(() => expect(heard.gaps).toBe(1), 10_000);
    });

    test('need not reach anybody: sending does not fail while the server is away', async () => {
      await start();
      await first.proxy.takeAway();
      await first.hints.send(createHint());
    });
  });
}
