import fc from 'fast-check';
import { expect, test } from 'vitest';

import { createPlaces } from './places.ts';

const full = { code: 'unavailable', headers: { 'retry-after': '10' } };

test('there are as many places as there may be, for all and for each', () => {
  const places = createPlaces({ mostStreams: 3, mostPerHolder: 2 });
  places.take('a');
  places.take('a');
  expect(() => places.take('a')).toThrow(expect.objectContaining(full));
  places.take('b');
  expect(() => places.take('c')).toThrow(expect.objectContaining(full));
  expect(places.taken()).toBe(3);
});

test('a place that is given back twice is free once', () => {
  const places = createPlaces({ mostStreams: 2, mostPerHolder: 2 });
  const giveBack = places.take('a');
  places.take('b');
  giveBack();
  giveBack();
  expect(places.taken()).toBe(1);
  places.take('a');
  expect(() => places.take('a')).toThrow(expect.objectContaining(full));
});

test('whatever is taken and given back, each has what the limits leave', () => {
  const steps = fc.array(
    fc.record({ holder: fc.constantFrom('a', 'b', 'c'), gives: fc.boolean() }),
  );
  fc.assert(
    fc.property(
      steps,
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 3 }),
      (...given) => {
        const [all, mostStreams, mostPerHolder] = given;
        const places = createPlaces({ mostStreams, mostPerHolder });
        const held = new Map<string, (() => void)[]>();
        const heldBy = (holder: string) => held.get(holder) ?? [];
        const count = () => [...held.values()].flat().length;
        for (const { holder, gives } of all) {
          const isFull = count() >= mostStreams || heldBy(holder).length >= mostPerHolder;
          if (gives) held.get(holder)?.pop()?.();
          else if (isFull) expect(() => places.take(holder)).toThrow('Try again.');
          else held.set(holder, [...heldBy(holder), places.take(holder)]);
          expect(places.taken()).toBe(count());
        }
      },
    ),
  );
});
