import { createHash } from 'node:crypto';

import { expect, test } from 'vitest';

import { addRandomUsers } from '../testing/random-users.ts';
import { addUser } from './add-user.ts';
import { estimateUsers } from './estimate-users.ts';
import { createUserSketch, sparseLimit } from './user-sketch.ts';

/** So many numbers from the first to the last, each as many times the one before. */
const geometric = (first: number, last: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) =>
    Math.round(first * (last / first) ** (index / (count - 1))),
  );

const errorAt = (count: number, seed: number): number => {
  const sketch = createUserSketch();
  addRandomUsers(sketch, seed, count);
  return estimateUsers(sketch) / count - 1;
};

const mean = (numbers: number[]): number =>
  numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

const rootMeanSquare = (numbers: number[]): number =>
  Math.sqrt(mean(numbers.map((number) => number ** 2)));

const largest = (numbers: number[]): number => Math.max(...numbers.map(Math.abs));

test('of 100 sets of 100 to 1 000 000 users the error is 1 % at most, of none over 3 %, and of no sign', () => {
  const errors = geometric(100, 1_000_000, 100).map(errorAt);
  expect(rootMeanSquare(errors)).toBeLessThan(0.01);
  expect(largest(errors)).toBeLessThan(0.03);
  expect(Math.abs(mean(errors))).toBeLessThan(0.003);
});

test('just above where a sketch becomes dense the error is 1 % at most, and of no sign', () => {
  const errors = geometric(sparseLimit + 10, sparseLimit * 3, 100).map(errorAt);
  expect(rootMeanSquare(errors)).toBeLessThan(0.01);
  expect(largest(errors)).toBeLessThan(0.03);
  expect(Math.abs(mean(errors))).toBeLessThan(0.003);
});

test('up to where a sketch becomes dense the error is a thousandth at most', () => {
  expect(largest(geometric(100, sparseLimit, 50).map(errorAt))).toBeLessThan(0.001);
});

test.each([0, 1, 2, 10, 1_000, 20_000, 60_000])(
  'SHA-256 of identifiers serves as the hash: %i users, each seen twice',
  (count) => {
    const sketch = createUserSketch();
    for (let user = 0; user < count; user++) {
      const hash = createHash('sha256').update(`user-${user}@example.com`).digest('hex');
      addUser(sketch, hash.slice(0, 16));
      addUser(sketch, hash.slice(0, 16));
    }
    expect(Math.abs(estimateUsers(sketch) - count)).toBeLessThanOrEqual(
      count <= 1_000 ? 0 : count * 0.03,
    );
  },
);
