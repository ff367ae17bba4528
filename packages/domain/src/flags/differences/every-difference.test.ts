import { isDeepStrictEqual } from 'node:util';

import type { FlagDetails } from '@halyard/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { flagDifferences } from './flag-differences.ts';

// Few names and values, so that much is the same in both.
const small = fc.constantFrom('a', 'b', '__proto__');
const scalar = fc.oneof(small, fc.integer({ min: 0, max: 2 }), fc.boolean(), fc.constant(null));
const tree = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('any'), { maxLength: 2 }),
    fc.dictionary(small, tie('any'), { maxKeys: 2 }),
  ),
})).any;

/** Objects that have some of the fields. */
const some = (model: Record<string, fc.Arbitrary<unknown>>) =>
  fc.record(model, { requiredKeys: [] });

/** As it comes out of the database: what is undefined is absent. */
const stored = (flag: FlagDetails) => JSON.parse(JSON.stringify(flag)) as FlagDetails;

const configuration = fc.dictionary(small, tree, { maxKeys: 2 });
const percentage = fc.constantFrom(0, 10, 100);

/** Lists whose items are told apart by a field: at times two have the same. */
const listBy = (id: string, item: fc.Arbitrary<object>) => {
  const identified = fc.tuple(small, item).map(([name, rest]) => ({ ...rest, [id]: name }));
  return fc.oneof(
    {
      weight: 5,
      arbitrary: fc.uniqueArray(identified, { maxLength: 3, selector: (one) => one[id] }),
    },
    { weight: 1, arbitrary: fc.array(identified, { maxLength: 2 }) },
  );
};

const rule = some({
  name: small,
  when: tree,
  rollout_percentage: percentage,
  serve: some({ enabled: fc.boolean(), variation: small, split: tree, configuration }),
});

const environment = some({
  enabled: fc.boolean(),
  targeting: tree,
  rollout_percentage: percentage,
  prerequisites: listBy('flag', some({ enabled: fc.boolean(), variation: small })),
  rules: listBy('id', rule),
  configuration,
  surprise: tree,
});

const document = some({
  name: small,
  description: small,
  version: fc.integer({ min: 1, max: 3 }),
  tags: fc.array(small, { maxLength: 3 }),
  configuration,
  variations: listBy('key', some({ weight: percentage, configuration })),
  environments: fc.dictionary(small, environment, { maxKeys: 2 }),
}).map((flag) => stored(flag as FlagDetails));

/** Two flags, of which one often comes from the other. */
const two = fc.tuple(document, document).chain(([one, other]) =>
  fc.record({
    before: fc.constant(one),
    after: fc.oneof(
      fc.constant(other),
      fc.constant(stored({ ...one, environments: other.environments })),
      fc.constant(stored(one)),
    ),
  }),
);

const contentOf = ({ version: _version, updated_at: _at, ...content }: FlagDetails) => content;

test('there is no difference exactly where two flags are equal', () => {
  fc.assert(
    fc.property(two, ({ before, after }) => {
      const isEqual = isDeepStrictEqual(contentOf(before), contentOf(after));
      expect(flagDifferences(before, after).length === 0).toBe(isEqual);
    }),
    { numRuns: 300 },
  );
});

test('every path that differs is named, and none that does not', () => {
  fc.assert(
    fc.property(two, ({ before, after }) => {
      const fields = flagDifferences(before, after).map(({ field }) => field);
      const [was, is] = [leavesOf(contentOf(before)), leavesOf(contentOf(after))];
      const changed = [...new Set([...was.keys(), ...is.keys()])].filter(
        (path) => was.get(path) !== is.get(path),
      );
      const isWithin = (path: string, outer: string) => `${path}.`.startsWith(`${outer}.`);
      for (const path of changed) {
        expect(
          fields.some((field) => isWithin(path, field) || isWithin(field, path)),
          path,
        ).toBe(true);
      }
      for (const field of fields) {
        expect(
          changed.some((path) => isWithin(path, field)),
          field,
        ).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

test('every difference is said in words', () => {
  fc.assert(
    fc.property(two, ({ before, after }) => {
      for (const { text } of flagDifferences(before, after)) {
        expect(text).toMatch(/^\S.*\S$/);
        expect(text).not.toMatch(/undefined|\[object/);
      }
    }),
  );
});

/** A document's values by path, lists by the ids of their items, with their order beside them. */
function leavesOf(value: unknown, path = ''): Map<string, string> {
  if (typeof value !== 'object' || value === null) return new Map([[path, JSON.stringify(value)]]);
  const leaves = new Map([[path, Array.isArray(value) ? JSON.stringify(value) : 'object']]);
  for (const [name, inner] of Array.isArray(value) ? itemsOf(value) : Object.entries(value)) {
    const innerPath = path === '' ? name : `${path}.${name}`;
    for (const [at, leaf] of leavesOf(inner, innerPath)) leaves.set(at, leaf);
  }
  return leaves;
}

function itemsOf(list: readonly unknown[]): [string, unknown][] {
  const ids = list.map((item) => {
    const { id, key, flag } = (item ?? {}) as Record<string, unknown>;
    return id ?? key ?? flag;
  });
  const areTold = ids.every((id) => typeof id === 'string') && new Set(ids).size === ids.length;
  return areTold ? list.map((item, index) => [ids[index] as string, item]) : [];
}
