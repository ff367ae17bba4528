import fc from 'fast-check';

const pick = <T>(...values: T[]) => fc.constantFrom(...values);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

/** Of few values each, so that those of both organizations meet wherever they could. */
const common = {
  id: maybe(pick('a', 'b', 'c', 'd')),
  flag_key: pick('flag-0', 'flag-1', 'nobody’s'),
  environment: pick('production', 'staging', 'invented'),
  user_id: maybe(pick('ada', 'grace')),
};

const evaluation = fc.record({
  ...common,
  result: fc.boolean(),
  variation: pick('variation-0', 'variation-1', 'invented'),
  language: pick('de', 'en'),
  geolocation: fc.record({ country: pick('DE', 'US'), city: pick('Berlin', 'Boston') }),
});

const error = fc.record({
  ...common,
  error_type: pick('TypeError', 'RangeError'),
  error_message: pick('It broke.', 'It fell.'),
});

/** Of an evaluation of one's own, or of the other's. */
const report = fc.record({
  isOwn: fc.boolean(),
  evaluation: fc.nat(2),
  result: fc.boolean(),
  latencyMs: pick(null, 10, 1_000),
});

const request = fc.oneof(
  fc.record({ events: fc.array(fc.oneof(evaluation, error), { minLength: 1, maxLength: 6 }) }),
  fc.record({ reports: fc.array(report, { minLength: 1, maxLength: 3 }) }),
);
export type Request = typeof request extends fc.Arbitrary<infer R> ? R : never;

/** Requests of two organizations, in turn. */
export const traffic = fc.array(fc.tuple(request, request), { minLength: 1, maxLength: 4 });
