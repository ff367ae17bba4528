import fc from 'fast-check';
import { expect, test } from 'vitest';

import { compile } from './data-set.ts';
import type { Condition, Flag, Segment } from './model.ts';
import { listReferences, listSegmentReferences } from './references.ts';
import { dataSet } from './testing/arbitraries.ts';
import { check } from './testing/check.ts';
import { flagWith } from './testing/flag.ts';

const nested: Condition = {
  operator: 'not',
  rules: [
    { segment: 'z', operator: 'not_in' },
    { operator: 'none', rules: [{ segment: 'b' }, { attribute: 'x', operator: 'exists' }] },
    {
      attribute: 'tags',
      operator: 'elem_match',
      values: [{ operator: 'or', rules: [{ segment: 'in-element' }, { segment: 'b' }] }],
    },
  ],
};

test('a flag names the segments of its gates and rules, however deep, each once and in order', () => {
  const flag = flagWith(
    {},
    {
      environments: {
        production: { enabled: true, targeting: nested },
        staging: {
          enabled: false,
          rules: [
            { id: 'r1', when: { segment: 'a' }, serve: { enabled: false } },
            { id: 'r2', when: nested, serve: { enabled: true } },
          ],
        },
      },
    },
  );
  expect(listReferences(flag)).toEqual({
    segments: ['a', 'b', 'in-element', 'z'],
    prerequisites: [],
  });
});

test('a flag names its prerequisites with the environment and the variation they are about', () => {
  const environments = {
    production: {
      enabled: true,
      prerequisites: [
        { flag: 'p', variation: 'a' },
        { flag: 'q', enabled: false },
      ],
    },
    staging: { enabled: true, prerequisites: [{ flag: 'p' }] },
  };
  expect(listReferences(flagWith({}, { environments })).prerequisites).toEqual([
    { environment: 'production', flag: 'p', variation: 'a' },
    { environment: 'production', flag: 'q' },
    { environment: 'staging', flag: 'p' },
  ]);
});

test('a segment names those that its rules use, however deep, each once and in order', () => {
  expect(listSegmentReferences({ key: 's', rules: nested })).toEqual(['b', 'in-element', 'z']);
  expect(listSegmentReferences({ key: 's', included: ['a'] })).toEqual([]);
});

test('where a pattern needs an engine or a part cannot be read, the rest is named', () => {
  const rules: Condition[] = [
    { attribute: 'x', operator: 'matches', values: ['a'] },
    { attribute: 'x', operator: 'like' },
    { segment: 's' },
  ];
  const prerequisites = [{}, { flag: 5 }, { flag: 'p' }] as never;
  expect(listReferences(flagWith({ targeting: { rules }, prerequisites }))).toEqual({
    segments: ['s'],
    prerequisites: [{ environment: 'production', flag: 'p' }],
  });
  for (const nothing of [null, 5, [], {}, { environments: 'x' }]) {
    expect(listReferences(nothing as unknown as Flag)).toEqual({ segments: [], prerequisites: [] });
    expect(listSegmentReferences(nothing as unknown as Segment)).toEqual([]);
  }
});

test('what is named is what evaluation may look at', () => {
  check(
    fc.property(dataSet, (data) => {
      const compiled = compile(data);
      for (const flag of data.flags) {
        const used = compiled.byId.get(flag.id)!.segments.map(({ key }) => key);
        expect(listReferences(flag).segments).toEqual(used.toSorted());
      }
      for (const segment of data.segments) {
        const { uses } = compiled.segments.get(segment.key)!.segment!;
        const used = [...uses].map(({ key }) => key);
        expect(listSegmentReferences(segment)).toEqual(used.toSorted());
      }
    }),
  );
});
