import type { evaluationRoutes } from '@halyard/contracts';
import fc from 'fast-check';

import { trickyNames } from './flags.ts';
import { hostileBodies, nestedLists, nestedObjects, wrongValues } from './hostile-bodies.ts';
import { validBody } from './valid-requests.ts';

type EvaluationRoute = (typeof evaluationRoutes)[number];

const names = [
  ...trickyNames,
  'context',
  'keys',
  'explain',
  'environment',
  'flagKey',
  'userIdentifier',
  'userIdentifiers',
  'targetingKey',
  'attributes',
  'user_id',
  'userId',
  'geolocation',
  'sdk',
];

/** Any JSON, as text. */
const json: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: fc.constantFrom(...wrongValues), weight: 4 },
  {
    arbitrary: fc.jsonValue({ stringUnit: 'binary' }).map((value) => JSON.stringify(value)),
    weight: 4,
  },
  { arbitrary: fc.string({ unit: 'binary' }).map((text) => JSON.stringify(text)), weight: 2 },
  { arbitrary: fc.integer({ min: 1, max: 6_000 }).map(nestedLists), weight: 1 },
  { arbitrary: fc.integer({ min: 1, max: 6_000 }).map(nestedObjects), weight: 1 },
);

interface Member {
  readonly name: string;
  readonly value: string;
}

const member: fc.Arbitrary<Member> = fc.record({
  name: fc.oneof(fc.constantFrom(...names), fc.string({ unit: 'binary', maxLength: 10 })),
  value: json,
});

/** Bodies near to one that the route takes. */
export function fuzzedBody(route: EvaluationRoute): fc.Arbitrary<Buffer> {
  const valid = validBody(route) ?? {};
  const inContext = fc.array(member, { maxLength: 4 }).map((members) => write({}, members));
  const near = fc
    .tuple(
      fc.array(member, { maxLength: 3 }),
      fc.option(inContext, { nil: undefined }),
      fc.subarray(Object.keys(valid)),
    )
    .map(([members, context, kept]) => {
      const rest = Object.fromEntries(
        Object.entries(valid).filter(([name]) => kept.includes(name)),
      );
      const all = context ? [{ name: 'context', value: context }, ...members] : members;
      return Buffer.from(write(rest, all));
    });
  const hostile = fc
    .constantFrom(...hostileBodies)
    .map(({ make }) => Buffer.from(make({ ...valid })));
  return fc.oneof(
    { arbitrary: near, weight: 8 },
    { arbitrary: fc.constant(Buffer.from(JSON.stringify(valid))), weight: 2 },
    { arbitrary: hostile, weight: 1 },
    { arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)), weight: 1 },
    { arbitrary: json.map((text) => Buffer.from(text)), weight: 1 },
  );
}

/** Later members win, as everywhere in JSON. */
function write(fields: Readonly<Record<string, unknown>>, members: readonly Member[]): string {
  const written = Object.entries(fields).map(
    ([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`,
  );
  const added = members.map(({ name, value }) => `${JSON.stringify(name)}:${value}`);
  return `{${[...written, ...added].join(',')}}`;
}
