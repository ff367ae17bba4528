import { setImmediate as nextTurn } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { inSlices } from './in-slices.ts';

test('others get their turn between items that take long, however few there are', async () => {
  const order: string[] = [];
  const slow = inSlices(['first', 'second', 'third'], (item) => {
    const endMs = performance.now() + 20;
    while (performance.now() < endMs);
    order.push(item);
  });
  const other = nextTurn().then(() => order.push('other'));
  await Promise.all([slow, other]);
  expect(order.indexOf('other')).toBeLessThan(order.indexOf('third'));
});

test('every item is done once, in order', async () => {
  const done: number[] = [];
  const items = Array.from({ length: 10_000 }, (_, index) => index);
  await inSlices(items, (item) => done.push(item));
  expect(done).toEqual(items);
});
