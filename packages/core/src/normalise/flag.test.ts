import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { check } from '../testing/check.ts';
import { normaliseCondition } from './condition.ts';
import { normaliseFlag } from './flag.ts';
import { normaliseSegment } from './segment.ts';
import { createRuleIds, evaluateSent } from './testing.ts';

const normalise = (flag: unknown) =>
  normaliseFlag(flag, { newRuleId: createRuleIds(), findSegmentKey: (id) => `key-of-${id}` });
const normaliseProduction = (production: unknown) =>
  (normalise({ environments: { production } }) as { environments: { production: unknown } })
    .environments.production;

describe('rolloutPercentage', () => {
  test.each<[string, object, object]>([
    ['is rollout_percentage', { rolloutPercentage: 5 }, { rollout_percentage: 5 }],
    ['of 0 too', { rolloutPercentage: 0 }, { rollout_percentage: 0 }],
    ['of null too', { rolloutPercentage: null }, { rollout_percentage: null }],
    [
      'gives way to rollout_percentage',
      { rolloutPercentage: 5, rollout_percentage: 0 },
      { rollout_percentage: 0 },
    ],
    [
      'counts beside a rollout_percentage of null',
      { rolloutPercentage: 5, rollout_percentage: null },
      { rollout_percentage: 5 },
    ],
    ['is not filled in', {}, {}],
  ])('%s', (_, sent, stored) => {
    expect(normaliseProduction(sent)).toEqual(stored);
    const serve = { enabled: true };
    expect(normaliseProduction({ rules: [{ id: 'a', serve, ...sent }] })).toEqual({
      rules: [{ id: 'a', serve, ...stored }],
    });
  });

  test('is the share of those who are in', () => {
    expect(evaluateSent({ rolloutPercentage: 0 }, { user_id: 'u' })).toMatchObject({
      enabled: false,
      reason: 'ROLLOUT',
    });
    const rule = { serve: { enabled: true }, rolloutPercentage: 0 };
    expect(evaluateSent({ rules: [rule] }, { user_id: 'u' })).toMatchObject({ enabled: false });
  });
});

describe('ids of rules', () => {
  test('are kept where they were sent and made where there are none', () => {
    const serve = { enabled: true };
    const rules = [{ serve }, { id: 'mine', serve }, { id: null, serve }, { id: 7, serve }];
    expect(normaliseProduction({ rules })).toEqual({
      rules: [
        { id: 'r1', serve },
        { id: 'mine', serve },
        { id: 'r2', serve },
        { id: 7, serve },
      ],
    });
  });

  test('are not made for what is not a rule', () => {
    expect(normaliseProduction({ rules: ['x', null, []] })).toEqual({ rules: ['x', null, []] });
    expect(normaliseProduction({ rules: { id: 'a' } })).toEqual({ rules: { id: 'a' } });
  });
});

test('a condition of a rule is in its stored form', () => {
  const rule = { id: 'a', serve: { enabled: true } };
  const when = { attribute: 'plan', operator: '=', value: 'pro' };
  expect(normaliseProduction({ rules: [{ ...rule, when }] })).toEqual({
    rules: [{ ...rule, when: { attribute: 'plan', operator: 'equals', values: ['pro'] } }],
  });
});

test('nothing is filled in and what is not known is kept', () => {
  const flag = {
    key: 'f',
    tags: ['a'],
    value: 1,
    operator: '=',
    configuration: { value: 1, rolloutPercentage: 2, variations: { a: {} } },
    variations: [{ key: 'a', configuration: { allocation: 1 } }],
    environments: {
      production: {
        note: { targeting_rules: {} },
        prerequisites: [{ flag: 'g' }],
        rules: [{ id: 'r', serve: { enabled: true, split: [{ variation: 'a', weight: 1 }] } }],
      },
      staging: 'off',
    },
  };
  expect(normalise(flag)).toEqual(flag);
});

test('an environment and a field may be called `__proto__`', () => {
  const flag: unknown = JSON.parse(
    '{"__proto__": 1, "environments": {"__proto__": {"rolloutPercentage": 5, "__proto__": {}}}}',
  );
  expect(JSON.stringify(normalise(flag))).toBe(
    '{"__proto__":1,"environments":{"__proto__":{"__proto__":{},"rollout_percentage":5}}}',
  );
});

test.each([[null], [7], ['x'], [[]], [{}], [{ environments: [] }], [{ environments: null }]])(
  '%j is left as it is',
  (flag) => {
    expect(normalise(flag)).toEqual(flag);
  },
);

describe('on any JSON', () => {
  const names = [
    'environments variations rules targeting targeting_rules when serve geo language',
    'attributes segments countries languages include key value values operator attribute',
    'segment percent allocation weight rolloutPercentage rollout_percentage type',
    'serveValue segmentId percentage id a __proto__ constructor toString',
  ].flatMap((line) => line.split(' '));
  const { json } = fc.letrec<{ json: unknown }>((tie) => ({
    json: fc.oneof(
      { maxDepth: 7, withCrossShrink: true },
      fc.constantFrom<unknown>(
        null,
        true,
        0,
        50,
        '',
        'x',
        '=',
        'in',
        'AND',
        'elem_match',
        'STATIC',
      ),
      fc.array(tie('json'), { maxLength: 3 }),
      fc
        .array(fc.tuple(fc.constantFrom(...names), tie('json')), { maxLength: 6 })
        .map((entries) => Object.fromEntries(entries) as unknown),
    ),
  }));

  const maybe = (arbitrary: fc.Arbitrary<unknown>) =>
    fc.oneof({ weight: 4, arbitrary }, { weight: 1, arbitrary: json });
  /** An object with some of these fields, most of which are well formed. */
  const some = (fields: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> =>
    fc.record(
      Object.fromEntries(
        Object.entries(fields).map(([name, arbitrary]) => [name, maybe(arbitrary)]),
      ),
      { requiredKeys: [] },
    );
  const percentage = fc.constantFrom(0, 50, 100, null);
  const texts = fc.array(fc.constantFrom('DE', 'en', 's', 'u'), { maxLength: 2 });
  const membership = fc.constantFrom('in', 'not_in', null);
  const testFields = {
    operator: fc.constantFrom('=', '!=', 'startsWith', 'in', 'elem_match'),
    value: json,
    values: fc.array(json, { maxLength: 2 }),
  };
  const { condition } = fc.letrec<{ condition: unknown }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 10, depthSize: 'small', withCrossShrink: true },
      some({ attribute: fc.constant('a'), ...testFields }),
      fc.record({
        attribute: fc.constant('a'),
        operator: fc.constant('elem_match'),
        value: tie('condition'),
      }),
      fc.record({ rules: fc.array(tie('condition'), { minLength: 1, maxLength: 2 }) }),
    ),
  }));
  const targetingRules = some({
    geo: some({ countries: texts, cities: texts, timezones: texts, operator: membership }),
    language: some({ languages: texts, operator: membership }),
    attributes: fc.array(some({ key: fc.constant('a'), ...testFields }), { maxLength: 2 }),
    operator: fc.constantFrom('AND', 'or', null),
    segments: some({ include: texts, exclude: texts }),
  });
  const rule = some({
    id: fc.constantFrom('a', 'b', null),
    type: fc.constantFrom('STATIC', 'SEGMENT', 'PERCENTAGE'),
    serveValue: fc.boolean(),
    segmentId: fc.constantFrom('s', null),
    operator: fc.constantFrom('IS_IN', 'IS_NOT_IN', null),
    percentage,
    when: condition,
    rolloutPercentage: percentage,
  });
  const environment = some({
    targeting: condition,
    targeting_rules: targetingRules,
    rolloutPercentage: percentage,
    rollout_percentage: percentage,
    rules: fc.array(rule, { maxLength: 3 }),
  });
  const variation = some({
    key: fc.constantFrom('a', 'b'),
    weight: percentage,
    allocation: percentage,
  });
  const variations = fc.oneof(
    fc.array(variation, { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', '__proto__'), variation),
  );
  const flag = some({
    environments: fc.dictionary(fc.constantFrom('production', '__proto__'), maybe(environment)),
    variations,
  });

  const cases: [string, fc.Arbitrary<unknown>, (value: unknown) => unknown][] = [
    ['normaliseFlag', maybe(flag), normalise],
    ['normaliseSegment', maybe(some({ rules: condition })), normaliseSegment],
    ['normaliseCondition', maybe(condition), normaliseCondition],
  ];

  test.each(cases)('%s never throws and leaves its input as it is', (_, arbitrary, normalise) => {
    const anything = fc.oneof(arbitrary, fc.jsonValue());
    check(
      fc.property(anything, (value) => {
        const before = JSON.stringify(value);
        normalise(deepFrozen(value));
        expect(JSON.stringify(value)).toBe(before);
      }),
      1_000,
    );
  });

  test.each(cases)('%s finds nothing left to do the second time', (_, arbitrary, normalise) => {
    check(
      fc.property(arbitrary, (value) => {
        const once = normalise(value);
        expect(JSON.stringify(normalise(once))).toBe(JSON.stringify(once));
      }),
      1_000,
    );
  });

  test.each(cases)('%s gives the same for the same', (_, arbitrary, normalise) => {
    check(
      fc.property(arbitrary, (value) => {
        expect(normalise(structuredClone(value))).toEqual(normalise(value));
      }),
    );
  });
});

function deepFrozen(value: unknown): unknown {
  if (typeof value === 'object' && value !== null) {
    for (const child of Object.values(value)) deepFrozen(child);
    Object.freeze(value);
  }
  return value;
}
