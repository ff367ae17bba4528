import { describe, expect, test } from 'vitest';

import { isSameJson } from './json.ts';

describe('JSON is the same', () => {
  test.each([
    [1, 1],
    ['a', 'a'],
    [null, null],
    [[], []],
    [
      [1, [2]],
      [1, [2]],
    ],
    [
      { a: 1, b: { c: [] } },
      { b: { c: [] }, a: 1 },
    ],
  ])('%j and %j', (one, other) => {
    expect(isSameJson(one, other)).toBe(true);
  });
});

describe('JSON differs', () => {
  test.each([
    [1, '1'],
    [[1], [1, 2]],
    [[1, 2], [1]],
    [
      [1, 2],
      [1, 3],
    ],
    [[], {}],
    [{}, []],
    [{ a: 1 }, { a: 2 }],
    [{ a: 1 }, { b: 1 }],
    [{ a: 1 }, { a: 1, b: 1 }],
    [
      { a: 1, b: 1 },
      { a: 1, b: 2 },
    ],
    [{}, null],
    [{ toString: 1 }, {}],
  ])('%j and %j', (one, other) => {
    expect(isSameJson(one, other)).toBe(false);
  });
});

test('JSON is compared 100 levels deep, and deeper nothing is the same', () => {
  const nest = (levels: number, wrap: (inner: unknown) => unknown) => {
    let value: unknown = 'x';
    for (let level = 0; level < levels; level++) value = wrap(value);
    return value;
  };
  for (const wrap of [(inner: unknown) => [inner], (inner: unknown) => ({ inner })]) {
    expect(isSameJson(nest(101, wrap), nest(101, wrap))).toBe(true);
    expect(isSameJson(nest(102, wrap), nest(102, wrap))).toBe(false);
  }
});
