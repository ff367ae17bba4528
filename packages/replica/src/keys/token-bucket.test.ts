import { expect, test } from 'vitest';

import { createTokenBucket } from './token-bucket.ts';

test('a burst passes, then as many as the rate allows', () => {
  let timeMs = 0;
  const take = createTokenBucket({ ratePerSecond: 10, burst: 20, now: () => timeMs });
  const countPassed = () => Array.from({ length: 100 }, take).filter(Boolean).length;
  expect(countPassed()).toBe(20);
  timeMs += 500;
  expect(countPassed()).toBe(5);
  timeMs += 60_000;
  expect(countPassed()).toBe(20);
});

test('a clock that is put back costs nothing', () => {
  let timeMs = 10_000;
  const take = createTokenBucket({ ratePerSecond: 1, burst: 1, now: () => timeMs });
  expect(take()).toBe(true);
  timeMs = 0;
  expect(take()).toBe(false);
  timeMs = 1_000;
  expect(take()).toBe(true);
});
