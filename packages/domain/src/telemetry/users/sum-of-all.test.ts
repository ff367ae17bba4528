import { expect, test } from 'vitest';

import { sumOfAll } from './sum-of-all.ts';

test('one that fails keeps none of the others from their turn, and is told of', async () => {
  const done: number[] = [];
  const work = async (n: number): Promise<number> => {
    if (n === 2) throw new Error('the second');
    done.push(n);
    return n;
  };
  await expect(sumOfAll([1, 2, 3], work)).rejects.toThrow('the second');
  expect(done).toEqual([1, 3]);
  expect(await sumOfAll([1, 3], work)).toBe(4);
});
