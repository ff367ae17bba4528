import { evaluate, type CompiledDataSet } from '@halyard/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { readDataSet } from '../fixtures/read-data-set.ts';
import { readExport } from '../fixtures/read-export.ts';
import { createShop } from '../fixtures/shop.ts';
import { useDatabase } from '../fixtures/use-database.ts';
import type { JsonObject } from '../json.ts';
import { importApplication } from './import/import-application.ts';

const domain = useDatabase();

const percentage = fc.integer({ min: 0, max: 100_000 }).map((n) => n / 1_000);
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

/** What can be stored: no U+0000 and no lone surrogates. */
const configuration = optional(
  fc
    .dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }))
    .filter((value) => !/\\u(?:0000|d[89a-f])/.test(JSON.stringify(value))),
);

const condition = fc.oneof(
  fc.constant({ attribute: 'plan', operator: 'in', values: ['pro', 'team'] }),
  fc.record({ segment: fc.constantFrom('s0', 's1'), operator: fc.constantFrom('in', 'not_in') }),
  fc.record({ percent: percentage }),
);

const rule = fc.record({
  id: fc.uuid(),
  priority: optional(fc.integer({ min: -2, max: 2 })),
  when: optional(fc.record({ operator: fc.constantFrom('and', 'or'), rules: fc.array(condition) })),
  rollout_percentage: optional(percentage),
  serve: fc.record({ enabled: fc.boolean(), variation: optional(fc.constantFrom('a', 'b')) }),
});

type Names = readonly [scope: string, key: string][];

const prerequisites = (names: Names) =>
  names.length === 0
    ? fc.constant(undefined)
    : optional(
        fc.array(fc.record({ flag: fc.constantFrom(...names), enabled: optional(fc.boolean()) }), {
          maxLength: 2,
        }),
      );

const environment = (names: Names) =>
  fc.record({
    enabled: fc.boolean(),
    smart_insights: optional(fc.boolean()),
    targeting: optional(condition),
    prerequisites: prerequisites(names),
    rules: optional(fc.uniqueArray(rule, { maxLength: 3, selector: ({ id }) => id })),
    rollout_percentage: optional(percentage),
    by: optional(fc.constant('plan')),
    default_variation: optional(fc.constantFrom('a', 'b')),
    configuration,
    salt: optional(fc.constant('salt')),
  });

const flag = (scope: string, key: string, names: Names, statuses = ['active', 'archived']) =>
  fc.record({
    key: fc.constant(key),
    scope: fc.constant(scope),
    status: fc.constantFrom(...statuses),
    name: fc.constantFrom('Flag', 'Ünï 🏴'),
    description: optional(fc.constant('')),
    tags: fc.subarray(['x', 'y']),
    variations: fc.tuple(
      fc.record({
        key: fc.constant('a'),
        weight: optional(fc.integer({ min: 1, max: 9 })),
        configuration,
      }),
      fc.record({ key: fc.constant('b'), configuration }),
    ),
    configuration,
    scheduled_start_at: optional(fc.constantFrom('2026-01-01T00:30', '2026-03-29T02:30')),
    scheduled_end_at: optional(fc.constant('2027-01-01T00:00:00Z')),
    scheduling_timezone: optional(fc.constant('Europe/Paris')),
    auto_disable_after_end: fc.boolean(),
    realtime_enabled: fc.boolean(),
    environments: fc.record(
      { production: environment(names), staging: environment(names) },
      { requiredKeys: [] },
    ),
  });

const members = fc.uniqueArray(fc.constantFrom('u1', 'u2', 'Ü', '🏴', ' ', '"', 'u10'));

const segments = fc.tuple(
  fc.record({
    key: fc.constant('s0'),
    name: fc.constant('S'),
    rules: optional(fc.record({ percent: percentage })),
    included: members,
    excluded: members,
  }),
  fc.record({
    key: fc.constant('s1'),
    name: fc.constant('S'),
    rules: optional(fc.constant({ segment: 's0', operator: 'not_in' })),
    included: members,
    excluded: members,
  }),
);

const document = fc
  .record({
    segments,
    flags: fc.tuple(
      flag('enterprise', 'e', []),
      flag('application', 'f', [['enterprise', 'e']]),
      // Archived it would let the enterprise flag decide, which goes along as a prerequisite alone.
      flag(
        'application',
        'e',
        [
          ['enterprise', 'e'],
          ['application', 'f'],
        ],
        ['active'],
      ),
    ),
  })
  .map((given) => ({
    format: 'halyard-export',
    format_version: 1,
    application: {
      environments: ['production', 'staging'].map((name) => ({
        name,
        protected: false,
        smart_insights: name === 'staging',
      })),
    },
    ...(JSON.parse(JSON.stringify(given), toNamed) as JsonObject),
  }));

/** A prerequisite is generated with its scope and key in one. */
const toNamed = (name: string, value: unknown): unknown =>
  name === 'prerequisites'
    ? (value as { flag: [string, string] }[]).map(({ flag: [scope, key], ...rest }) => ({
        flag: key,
        scope,
        ...rest,
      }))
    : value;

function answers(dataSet: CompiledDataSet, applicationId: string) {
  const ids = ['u1', 'u2', 'Ü', ...Array.from({ length: 20 }, (_, n) => `user-${n}`)];
  return ['production', 'staging'].flatMap((environment) =>
    ['e', 'f'].flatMap((flagKey) =>
      ids.map((user_id) => {
        const context = { user_id, attributes: { plan: user_id < 'user-5' ? 'pro' : 'free' } };
        const now = Date.parse('2026-06-01T00:00:00Z');
        const made = evaluate(dataSet, { applicationId, flagKey, environment, context, now });
        if (!made.found) return made;
        const { enabled, reason, flag, rule, variation, configuration } = made;
        return { enabled, reason, key: flag.key, rule, variation, configuration };
      }),
    ),
  );
}

const head = async (organizationId: string) => {
  const { seq, auditSeq } = await domain.database.changeHead.findUniqueOrThrow({
    where: { organizationId },
  });
  return [seq, auditSeq];
};

test('what is exported, imported and exported again is the same document, and answers alike', async () => {
  await fc.assert(
    fc.asyncProperty(document, async (given) => {
      const one = await createShop(domain.ctx);
      const other = await createShop(domain.ctx);
      await importApplication(domain.ctx, { ...one, document: given });
      const exported = await readExport(domain.ctx, one);
      await importApplication(domain.ctx, { ...other, document: exported });
      expect(await readExport(domain.ctx, other)).toEqual(exported);
      for (const shop of [one, other]) {
        const before = await head(shop.organizationId);
        await importApplication(domain.ctx, { ...shop, document: exported });
        expect(await head(shop.organizationId)).toEqual(before);
      }
      const first = answers(await readDataSet(domain.ctx, one.organizationId), one.applicationId);
      const second = answers(
        await readDataSet(domain.ctx, other.organizationId),
        other.applicationId,
      );
      expect(second).toEqual(first);
    }),
    { numRuns: 10 },
  );
});
