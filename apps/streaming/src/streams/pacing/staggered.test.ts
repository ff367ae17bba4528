import { expect, test } from 'vitest';

import { staggered } from './staggered.ts';

/** Does all, and gives how long it waited in between. */
async function spread(count: number): Promise<number> {
  const all = Array.from({ length: count }, (_, index) => index);
  const done: number[] = [];
  let waitedMs = 0;
  await staggered(
    all,
    (one) => done.push(one),
    (ms) => Promise.resolve((waitedMs += ms)),
  );
  expect(done).toEqual(all);
  return waitedMs;
}

test('few are done at once', async () => {
  expect([await spread(0), await spread(100)]).toEqual([0, 0]);
});

test('many are spread, over less than five seconds however many they are', async () => {
  expect(await spread(2_000)).toBe(950);
  expect(await spread(100_000)).toBe(4_950);
});
