import { setImmediate } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { createLimit } from './limit.ts';

test('no more work than the limit runs at a time, in the order it came', async () => {
  const limit = createLimit(3);
  const started: number[] = [];
  let running = 0;
  let most = 0;
  const work = async (n: number): Promise<number> => {
    started.push(n);
    most = Math.max(most, ++running);
    await setImmediate();
    running--;
    return n;
  };
  const numbers = Array.from({ length: 20 }, (_, n) => n);
  expect(await Promise.all(numbers.map((n) => limit(() => work(n))))).toEqual(numbers);
  expect({ started, most }).toEqual({ started: numbers, most: 3 });
});

test('work that fails gives its place away', async () => {
  const limit = createLimit(1);
  const failed = limit(() => Promise.reject(new Error('failed')));
  const next = limit(() => Promise.resolve('next'));
  await expect(failed).rejects.toThrow('failed');
  expect(await next).toBe('next');
});
