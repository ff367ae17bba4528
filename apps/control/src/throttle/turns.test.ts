import { setImmediate } from 'node:timers/promises';

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { createTurns } from './turns.ts';

const tasks = fc.array(fc.record({ name: fc.constantFrom('a', 'b', 'c'), fails: fc.boolean() }), {
  maxLength: 12,
});

test('tasks of a name run one at a time, in their order, whatever fails; all of them end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), tasks, async (s, all) => {
      const takeTurn = createTurns();
      const running = new Set<string>();
      const begun: number[] = [];
      const ended = all.map(({ name, fails }, n) =>
        takeTurn(name, async () => {
          expect(running.has(name)).toBe(false);
          running.add(name);
          begun.push(n);
          await s.schedule(Promise.resolve());
          running.delete(name);
          if (fails) throw new Error('broken');
          return n;
        }),
      );
      const outcomes = Promise.allSettled(ended);
      await s.waitFor(outcomes);
      expect((await outcomes).map(({ status }) => status === 'rejected')).toEqual(
        all.map(({ fails }) => fails),
      );
      for (const name of ['a', 'b', 'c']) {
        const ofName = begun.filter((n) => all[n]!.name === name);
        expect(ofName).toEqual(ofName.toSorted((a, b) => a - b));
      }
    }),
  );
});

test('a name does not wait for others', async () => {
  const takeTurn = createTurns();
  let end = (): void => undefined;
  const held = takeTurn('a', () => new Promise<void>((resolve) => (end = resolve)));
  let isBehind = true;
  const behind = takeTurn('a', async () => void (isBehind = false));
  expect(await takeTurn('b', async () => 'done')).toBe('done');
  await setImmediate();
  expect(isBehind).toBe(true);
  end();
  await Promise.all([held, behind]);
  expect(isBehind).toBe(false);
});
