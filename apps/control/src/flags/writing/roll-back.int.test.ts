import type { FlagDetails } from '@halyard/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { useFlags } from '../../testing/use-flags.ts';

const { send, create } = useFlags();

const seed = 20_261_126;
const name = fc.constantFrom('a', 'b', 'c');
const percentage = fc.constantFrom(0, 12.5, 50, 100);
const configuration = fc.dictionary(name, fc.constantFrom(1, 'x', true, [1, 2]), { maxKeys: 2 });
const condition = fc.oneof(
  fc.record({ percent: percentage }),
  fc.record({
    attribute: name,
    operator: fc.constantFrom('in', 'not_in'),
    values: fc.uniqueArray(name, { minLength: 1 }),
  }),
);

/** Fields that are set, or taken away where that is possible. */
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 4 });

const rule = fc.record(
  {
    name,
    when: condition,
    rollout_percentage: percentage,
    serve: fc.record({ enabled: fc.boolean() }),
  },
  { requiredKeys: ['serve'] },
);

const environment = fc.record(
  {
    enabled: fc.boolean(),
    targeting: maybe(condition),
    rules: maybe(fc.array(rule, { maxLength: 3 })),
    rollout_percentage: maybe(percentage),
    smart_insights: fc.boolean(),
    configuration: maybe(configuration),
  },
  { requiredKeys: [] },
);

const patch = fc.record(
  {
    name,
    description: maybe(name),
    tags: fc.uniqueArray(name),
    configuration: maybe(configuration),
    variations: maybe(
      fc.uniqueArray(fc.record({ key: name, weight: fc.constantFrom(1, 2) }), {
        minLength: 1,
        selector: ({ key }) => key,
      }),
    ),
    environments: fc.dictionary(fc.constantFrom('production', 'staging'), maybe(environment)),
    scheduled_start_at: maybe(fc.constantFrom('2026-03-29T02:30:00', '2026-12-01')),
    scheduling_timezone: maybe(fc.constantFrom('Europe/Paris', 'America/New_York')),
    realtime_enabled: fc.boolean(),
  },
  { requiredKeys: [] },
);

/** What people have said of a flag. */
const contentOf = ({ version: _version, updated_at: _at, ...content }: FlagDetails) => content;

test('after 200 edits the flag can be brought back to what it was in any version', async () => {
  const flag = await create('a', { environments: { production: { enabled: true } } });
  const path = `/api/flags/${flag.id}`;
  const then = new Map([[flag.version, flag]]);
  for (const edit of fc.sample(patch, { numRuns: 200, seed })) {
    const { status, body } = await send(`PATCH ${path}`, { ...edit, confirm: true });
    expect([status, body]).toEqual([200, expect.anything()]);
    const after = body as FlagDetails;
    then.set(after.version, after);
  }
  expect(then.size).toBeGreaterThan(150);
  for (const [version, was] of then) {
    const { status, body } = await send(`POST ${path}/rollback`, { version, confirm: true });
    expect(status).toBe(200);
    expect(contentOf(body as FlagDetails)).toEqual(contentOf(was));
  }
}, 60_000);
