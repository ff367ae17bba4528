import fc from 'fast-check';

import type { Condition, DataSet, Flag, Rule, Segment } from '../model.ts';
import { operatorNames } from '../operators/index.ts';

// Few names and values, so that what is generated often meets what it is compared with.
const attributeNames = [
  'user_id',
  'plan',
  'age',
  'tags',
  'a.b',
  'version',
  'geolocation.country',
  'geolocation',
  'language',
  'ip_address',
  'now',
  'attributes.plan',
  '__proto__',
  'constructor',
];
const texts = [
  '',
  'pro',
  'Pro',
  '10',
  '1.0',
  '1.2.3',
  'v2',
  '1.2.3-beta.1',
  'DE',
  'de-AT',
  '10.0.0.1',
  '10.0.0.0/8',
  '::1',
  '2026-01-01',
  '2026-01-01T10:00:00+02:00',
  '09:30',
  '23:00',
  'mon',
  'Europe/Paris',
  '^p',
  '(',
  'ü',
  '\ud800',
  '__proto__',
];

const scalar = fc.oneof(
  fc.constantFrom(...texts),
  fc.constantFrom(0, 1, -1, 10, 1.5, 1e11, 2 ** 53, 1e300),
  fc.boolean(),
  fc.constant(null),
);

export const value = fc.oneof(
  { weight: 4, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.dictionary(fc.constantFrom('a', 'b', 'plan', '__proto__'), scalar) },
);

const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });

const percentage = fc.oneof(
  fc.constantFrom(0, 100),
  fc.integer({ min: 0, max: 100_000 }).map((n) => n / 1_000),
);

const test = fc.record(
  {
    attribute: fc.constantFrom(...attributeNames),
    operator: fc.constantFrom(...operatorNames, '=', 'nonsense'),
    values: fc.array(value, { maxLength: 3 }),
    negate: fc.boolean(),
    case_insensitive: fc.boolean(),
    on_missing: fc.constantFrom('match', 'no_match'),
  },
  { requiredKeys: ['attribute', 'operator', 'values'] },
);

const segmentKeys = ['s1', 's2', 's3', 'unknown'];

export const condition: fc.Arbitrary<Condition> = fc.letrec<{ any: Condition; group: Condition }>(
  (tie) => ({
    any: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      test as fc.Arbitrary<Condition>,
      fc.record({
        segment: fc.constantFrom(...segmentKeys),
        operator: fc.constantFrom('in', 'not_in'),
      }) as fc.Arbitrary<Condition>,
      fc.record({ percent: percentage }),
      tie('group'),
    ),
    group: fc.record({
      operator: fc.constantFrom('and', 'or', 'none', 'not'),
      rules: fc.array(tie('any'), { maxLength: 3 }),
    }) as fc.Arbitrary<Condition>,
  }),
).any;

const variationKeys = ['a', 'b', 'c'];

export const rule: fc.Arbitrary<Rule> = fc
  .record({
    id: fc.constantFrom('r1', 'r2', 'r3', 'r4', 'r5', 'r6'),
    priority: fc.integer({ min: -2, max: 2 }),
    when: optional(condition),
    rollout_percentage: optional(percentage),
    by: optional(fc.constantFrom('plan', 'organization_id')),
    serve: fc.record({
      enabled: fc.boolean(),
      variation: optional(fc.constantFrom(...variationKeys)),
    }),
  })
  .map(withoutUndefined) as fc.Arbitrary<Rule>;

const environment = fc
  .record({
    enabled: fc.constantFrom(true, true, true, false),
    targeting: optional(condition),
    prerequisites: optional(
      fc.array(
        fc.record({ flag: fc.constantFrom('f1', 'f2', 'f3', 'f9'), enabled: fc.boolean() }),
        {
          maxLength: 2,
        },
      ),
    ),
    rules: optional(fc.uniqueArray(rule, { maxLength: 4, selector: ({ id }) => id })),
    rollout_percentage: optional(percentage),
    default_variation: optional(fc.constantFrom(...variationKeys)),
    configuration: optional(fc.dictionary(fc.string(), scalar)),
  })
  .map(withoutUndefined);

const flagWithId = (id: string, applicationId: string | null): fc.Arbitrary<Flag> =>
  fc
    .record({
      id: fc.constant(id),
      key: fc.constant(id),
      application_id: fc.constant(applicationId),
      status: fc.constantFrom('active', 'active', 'active', 'archived'),
      version: fc.constant(1),
      variations: optional(
        fc.constant(variationKeys.map((key, index) => ({ key, weight: index }))),
      ),
      scheduled_start_at: optional(fc.constantFrom('2026-01-01', '2027-01-01T00:00:00Z')),
      environments: fc.record({ production: environment }),
    })
    .map(withoutUndefined) as fc.Arbitrary<Flag>;

const segmentWithKey = (key: string): fc.Arbitrary<Segment> =>
  fc
    .record({
      key: fc.constant(key),
      included: optional(fc.array(fc.constantFrom('u1', 'u2'), { maxLength: 2 })),
      excluded: optional(fc.array(fc.constantFrom('u1', 'u2'), { maxLength: 2 })),
      rules: optional(condition),
    })
    .map(withoutUndefined) as fc.Arbitrary<Segment>;

export const dataSet: fc.Arbitrary<DataSet> = fc.record({
  flags: fc.tuple(flagWithId('f1', 'app'), flagWithId('f2', 'app'), flagWithId('f3', null)),
  segments: fc.tuple(segmentWithKey('s1'), segmentWithKey('s2'), segmentWithKey('s3')),
});

export const context = fc
  .record({
    user_id: optional(fc.oneof(fc.constantFrom('u1', 'u2', 'u3'), value)),
    anonymous_id: optional(value),
    language: optional(value),
    ip_address: optional(value),
    organization_id: optional(value),
    geolocation: optional(
      fc.oneof(value, fc.dictionary(fc.constantFrom('country', 'latitude', 'longitude'), scalar)),
    ),
    attributes: optional(
      fc.oneof(
        {
          weight: 5,
          arbitrary: fc.dictionary(
            fc.constantFrom('plan', 'age', 'tags', 'a', 'a.b', 'version', '__proto__'),
            value,
          ),
        },
        { weight: 1, arbitrary: value },
      ),
    ),
  })
  .map(withoutUndefined);

function withoutUndefined<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}
