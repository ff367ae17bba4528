import { expect, test } from 'vitest';

import { leaseSize, nextRate } from './lease-size.ts';

const facts = { limit: 10_000, left: 10_000, nodes: 16, spentPerMs: 0 };

test('as many are leased as are spent in two and a half seconds', () => {
  expect(leaseSize({ ...facts, spentPerMs: 0.02 })).toBe(50);
});

test('who spends next to nothing leases ten, and fewer of a small limit', () => {
  expect(leaseSize(facts)).toBe(10);
  expect(leaseSize({ ...facts, limit: 60, left: 60 })).toBe(2);
  expect(leaseSize({ ...facts, limit: 1, left: 1 })).toBe(1);
});

test('nobody leases more than its share of half of what is left', () => {
  const inHurry = { ...facts, spentPerMs: 100 };
  expect(leaseSize(inHurry)).toBe(312);
  expect(leaseSize({ ...inHurry, left: 640 })).toBe(20);
  expect(leaseSize({ ...inHurry, left: 5 })).toBe(10);
});

test('the rate follows what is spent, and is forgotten when nothing is', () => {
  let rate = 0;
  for (let second = 0; second < 30; second++) rate = nextRate(rate, 100, 1_000);
  expect(rate).toBeCloseTo(0.1, 3);
  expect(nextRate(rate, 0, 30_000)).toBeLessThan(0.001);
});

test('a burst counts for what it is, however short it was', () => {
  expect(nextRate(0, 30, 0)).toBeCloseTo(nextRate(0, 30, 1), 4);
  expect(nextRate(0, 30, 0)).toBeLessThanOrEqual(0.01);
});
