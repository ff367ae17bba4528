import fc from 'fast-check';
import { expect, test } from 'vitest';

import { check } from '../testing/check.ts';
import { bucketOf, toThousandths } from './bucket.ts';
import { weigh } from './weights.ts';

const hash = fc.integer({ min: 0, max: 2 ** 32 - 1 });

test('a bucket is floor(hash × count / 2^32), exactly', () => {
  check(
    fc.property(hash, fc.integer({ min: 1, max: 2 ** 31 }), (given, count) => {
      expect(bucketOf(given, count)).toBe(Number((BigInt(given) * BigInt(count)) >> 32n));
    }),
  );
});

test('weights are counted where they are above 0, and summed up to 2^31', () => {
  const problems: string[] = [];
  const report = (field: string) => problems.push(field);
  const { candidates, total, cumulative } = weigh(['a', 'b', 'c'], [0, 5, 7], 'w', report);
  expect({ candidates, total, cumulative }).toEqual({
    candidates: 2,
    total: 12,
    cumulative: [0, 5, 12],
  });
  weigh(['a'], [2 ** 31], 'w', report);
  expect(problems).toEqual([]);
  weigh(['a', 'b'], [2 ** 31, 1], 'w', report);
  expect(problems).toEqual(['w']);
});

test.each([
  [0, 0],
  [100, 100_000],
  [33.333, 33_333],
  [0.001, 1],
  [0.0005, undefined],
  [33.3333, undefined],
  [Number.NaN, undefined],
])('%d in thousandths is %s', (value, expected) => {
  expect(toThousandths(value)).toBe(expected);
});
