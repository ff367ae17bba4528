import { expect, test } from 'vitest';

import { retryDelayMs } from './retry-delay.ts';

test('delays grow from 100 ms to 5 s and stay there', () => {
  const delays = [0, 1, 2, 3, 4, 5, 6, 1_000, 100_000].map((n) => retryDelayMs(n, () => 0));
  expect(delays).toEqual([100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000, 5_000]);
});

test('chance takes off up to a half', () => {
  expect(retryDelayMs(0, () => 0.5)).toBe(75);
  expect(retryDelayMs(0, () => 1)).toBe(50);
});
