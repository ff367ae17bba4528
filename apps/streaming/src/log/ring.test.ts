import { expect, test } from 'vitest';

import { createEntryFrames } from '../frames/entry-frames.ts';
import { createRing } from './ring.ts';

const rowOf = (seq: number) => createEntryFrames({ seq, atMs: 0, news: [], isResync: false });

function createFilled(last: number, count: number) {
  const ring = createRing(last);
  for (let seq = last + 1; seq <= last + count; seq++) ring.push(rowOf(seq));
  return ring;
}

test('an empty ring holds nothing and knows where its log ends', () => {
  const ring = createRing(41);
  expect([ring.first, ring.last, ring.at(41), ring.at(42)]).toEqual([42, 41, undefined, undefined]);
});

test('every row is found by its number until a thousand newer ones have come', () => {
  const ring = createFilled(41, 1_000);
  expect([ring.first, ring.last]).toEqual([42, 1_041]);
  expect([42, 541, 1_041].map((seq) => ring.at(seq)?.entry.seq)).toEqual([42, 541, 1_041]);
  ring.push(rowOf(1_042));
  expect([ring.first, ring.last, ring.at(42), ring.at(43)?.entry.seq]).toEqual([
    43,
    1_042,
    undefined,
    43,
  ]);
});

test('a row that is not the next is refused', () => {
  const ring = createFilled(0, 3);
  for (const seq of [3, 5]) expect(() => ring.push(rowOf(seq))).toThrow('comes next');
});
