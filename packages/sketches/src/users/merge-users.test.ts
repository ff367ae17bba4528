import fc from 'fast-check';
import { expect, test } from 'vitest';

import { randomHashes } from '../testing/random-users.ts';
import { addUser } from './add-user.ts';
import { encodeUsers } from './encode-users.ts';
import { mergeUsers } from './merge-users.ts';
import { createUserSketch, sparseLimit, type UserSketch } from './user-sketch.ts';

const users = randomHashes(2, sparseLimit * 2);

const sketchOf = (hashes: Iterable<string>): UserSketch => {
  const sketch = createUserSketch();
  for (const hash of hashes) addUser(sketch, hash);
  return sketch;
};

/** Compared as text: of 12 000 bytes, an expectation would be slow. */
const written = (sketch: UserSketch): string => Buffer.from(encodeUsers(sketch)).toString('base64');

const merged = (...sketches: UserSketch[]): UserSketch => {
  const target = createUserSketch();
  for (const sketch of sketches) mergeUsers(target, sketch);
  return target;
};

/** Some of the users, that overlap with others' or not: few, about as many as fit, or more. */
const someUsers = fc
  .tuple(
    fc.nat(users.length),
    fc.oneof(
      fc.nat(50),
      fc.integer({ min: sparseLimit - 5, max: sparseLimit + 5 }),
      fc.nat(users.length),
    ),
  )
  .map(([start, count]) => users.slice(start, start + count));

test('sketches merged in any order and grouping are the sketch of all their users', () => {
  fc.assert(
    fc.property(someUsers, someUsers, someUsers, (first, second, third) => {
      const all = written(sketchOf([...first, ...second, ...third]));
      const [a, b, c] = [sketchOf(first), sketchOf(second), sketchOf(third)];
      expect(written(merged(a, b, c))).toBe(all);
      expect(written(merged(c, merged(b, a)))).toBe(all);
      expect(written(merged(merged(a, c), merged(b, a), c))).toBe(all);
    }),
    { numRuns: 40 },
  );
});

test('users added in another order, and more than once, make the same sketch', () => {
  fc.assert(
    fc.property(someUsers, (hashes) => {
      const again = [...hashes.toReversed(), ...hashes];
      expect(written(sketchOf(again))).toBe(written(sketchOf(hashes)));
    }),
    { numRuns: 40 },
  );
});

test('a merge leaves the sketch that was merged as it is, and nothing of it is shared', () => {
  for (const count of [10, sparseLimit + 1]) {
    const source = sketchOf(users.slice(0, count));
    const before = written(source);
    const target = merged(source);
    for (const hash of users.slice(count)) addUser(target, hash);
    expect(written(source)).toBe(before);
  }
});

test('a sketch merged into itself stays as it is', () => {
  for (const count of [0, 10, sparseLimit, sparseLimit + 1]) {
    const sketch = sketchOf(users.slice(0, count));
    const before = written(sketch);
    mergeUsers(sketch, sketch);
    expect(written(sketch)).toBe(before);
  }
});
