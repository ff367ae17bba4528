import fc from 'fast-check';
import { expect, test } from 'vitest';

import { applyFlag, compile, removeFlag, type CompiledDataSet } from '../data-set.ts';
import { isBroken } from '../flags/compiled-flag.ts';
import type { Flag, FlagEnvironment } from '../model.ts';
import { check } from '../testing/check.ts';
import { flagWith } from '../testing/flag.ts';
import { findBroken } from '../validate/find-broken.ts';

const keys = ['a', 'b', 'c', 'd', 'e'];
const key = fc.constantFrom(...keys);

const environment: fc.Arbitrary<FlagEnvironment> = fc
  .array(fc.constantFrom(...keys, 'unknown'), { maxLength: 2 })
  .map((on) => ({ enabled: true, prerequisites: on.map((flag) => ({ flag })) }));

const flag: fc.Arbitrary<Flag> = fc
  .record({ key, production: environment, staging: environment })
  .map(({ key, ...environments }) => flagWith({}, { key, environments }));

/** A flag to apply, or the id of one to remove. */
const change = fc.oneof({ weight: 3, arbitrary: flag }, { weight: 1, arbitrary: key });

const brokenKeys = ({ byId }: CompiledDataSet): string[] =>
  keys.filter((one) => byId.has(one) && isBroken(byId.get(one)!));

const dependentKeys = ({ dependents }: CompiledDataSet): object =>
  Object.fromEntries(
    [...dependents].map(([id, flags]) => [
      id,
      [...flags].map(({ source }) => source.key).toSorted(),
    ]),
  );

test('flags that come, change and go leave those broken that are broken when compiled afresh', () => {
  check(
    fc.property(fc.array(flag), fc.array(change, { maxLength: 12 }), (flags, changes) => {
      const dataSet = compile({ flags, segments: [] });
      for (const one of changes) {
        if (typeof one === 'string') removeFlag(dataSet, one);
        else applyFlag(dataSet, one);
        const now = [...dataSet.byId.values()].map(({ source }) => source);
        const afresh = compile({ flags: now, segments: [] });
        expect(brokenKeys(dataSet)).toEqual(brokenKeys(afresh));
        expect(dependentKeys(dataSet)).toEqual(dependentKeys(afresh));
      }
    }),
  );
});

test('in the order in which they depend on each other, or the reverse, 20 000 flags are compiled', () => {
  const chain = Array.from({ length: 20_000 }, (_, n) =>
    flagWith(n === 0 ? {} : { prerequisites: [{ flag: `f${n - 1}` }] }, { key: `f${n}` }),
  );
  for (const flags of [chain, chain.toReversed()]) {
    expect(findBroken(compile({ flags, segments: [] }))).toEqual([]);
  }
});
