import fc from 'fast-check';
import { expect, test } from 'vitest';

import { createLine, type Line } from './create-line.ts';

/** Has tasks stand in a line; each runs until it is ended. */
function createTasks(line: Line) {
  const begun: number[] = [];
  const running = new Map<number, () => void>();
  return {
    begun,
    running,
    start: (name: number) =>
      line(async () => {
        begun.push(name);
        await new Promise<void>((resolve) => running.set(name, resolve));
        running.delete(name);
        return name;
      }),
  };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

test('no more run than there are places, first come, first served, and all have their turn', async () => {
  const sizes = fc.record({
    places: fc.integer({ min: 1, max: 4 }),
    count: fc.integer({ min: 1, max: 20 }),
    ends: fc.infiniteStream(fc.nat()),
  });
  await fc.assert(
    fc.asyncProperty(sizes, async ({ places, count, ends }) => {
      const { begun, running, start } = createTasks(createLine({ places, longest: count }));
      const names = Array.from({ length: count }, (_, index) => index);
      const results = names.map(start);
      for (let ended = 0; ended < count; ended++) {
        await settle();
        expect(running.size).toBe(Math.min(places, count - ended));
        const among = [...running.values()];
        among[(ends.next().value as number) % among.length]!();
      }
      expect(await Promise.all(results)).toEqual(names);
      expect(begun).toEqual(names);
    }),
    { numRuns: 50 },
  );
});

test('who finds the line full is sent away for a second, and the line goes on', async () => {
  const { running, start } = createTasks(createLine({ places: 1, longest: 1 }));
  const inside = [start(1), start(2)];
  await expect(start(3)).rejects.toMatchObject({
    code: 'unavailable',
    headers: { 'retry-after': '1' },
  });
  running.get(1)!();
  await settle();
  const third = start(3);
  running.get(2)!();
  await settle();
  running.get(3)!();
  expect(await Promise.all([...inside, third])).toEqual([1, 2, 3]);
});

test('a task that fails gives its place to the next', async () => {
  const line = createLine({ places: 1, longest: 1 });
  const failing = line(() => Promise.reject(new Error('broken')));
  const next = line(() => Promise.resolve('done'));
  await expect(failing).rejects.toThrow('broken');
  await expect(next).resolves.toBe('done');
});
