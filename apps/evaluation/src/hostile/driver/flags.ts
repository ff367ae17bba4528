import type { Database } from '@halyard/database';
import {
  archiveFlag,
  createFlag,
  createSegment,
  type Context,
  type CreateFlagInput,
} from '@halyard/domain';

type Fields = CreateFlagInput['fields'];

/** Names that objects inherit, and names that are paths: a flag may be called so. */
export const trickyNames = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'] as const;

const on = { production: { enabled: true }, development: { enabled: true } };

const targeted = (attribute: string, operator: string, values: unknown[] = []): Fields => ({
  name: attribute,
  environments: {
    production: {
      enabled: true,
      rules: [{ id: 'r', when: { attribute, operator, values }, serve: { enabled: true } }],
    },
  },
});

const flags: Record<string, Fields> = {
  plain: { name: 'Plain', environments: on },
  off: { name: 'Off', environments: { production: { enabled: false } } },
  split: {
    name: 'Split',
    environments: { production: { enabled: true, rollout_percentage: 50 } },
    variations: [
      { key: 'red', weight: 1 },
      { key: 'blue', weight: 1 },
    ],
  },
  json: {
    name: 'Json',
    value_type: 'json',
    configuration: { limit: 5, nested: { list: [1, 2] } },
    environments: on,
  },
  plan: targeted('plan', 'equals', ['pro']),
  pattern: targeted('plan', 'matches', ['^(a+)+$']),
  path: targeted('a.b.__proto__.c', 'exists'),
  ...Object.fromEntries(
    trickyNames.map((name) => [`targets-${name}`, targeted(name, 'exists')] as const),
  ),
};

/** Flags of every kind, also such as are called like what objects inherit, and segments of their keys. */
export async function createFlags(
  ctx: Context,
  shop: { organizationId: string; applicationId: string },
): Promise<string[]> {
  const entries = [
    ...Object.entries(flags),
    ...trickyNames.map((name) => [name, { name, environments: on }] as const),
  ];
  for (const [key, fields] of entries) await createFlag(ctx, { ...shop, key, fields });
  for (const key of ['plain', ...trickyNames]) {
    await createSegment(ctx, { organizationId: shop.organizationId, key, fields: { name: key } });
  }
  await createFlag(ctx, {
    ...shop,
    applicationId: null,
    key: 'enterprise',
    fields: { name: 'Enterprise', environments: on },
  });
  const old = await createFlag(ctx, { ...shop, key: 'old', fields: { name: 'Old' } });
  await archiveFlag(ctx, { organizationId: shop.organizationId, flagId: old.id });
  return [...entries.map(([key]) => key), 'enterprise'];
}

const inProduction = (environment: unknown) => ({ environments: { production: environment } });
const enabled = { enabled: true };

/** What no verb writes; each is a flag's whole definition. */
const brokenDefinitions: readonly unknown[] = [
  5,
  'text',
  [],
  [null],
  {},
  { environments: null },
  { environments: 5 },
  { environments: 'text' },
  { environments: [enabled] },
  inProduction(null),
  { environments: { production: enabled, staging: null } },
  { environments: { production: enabled, staging: { ...enabled, targeting: 5 } } },
  inProduction(5),
  inProduction([]),
  inProduction({ enabled: 'yes' }),
  inProduction({ ...enabled, rollout_percentage: 'all' }),
  inProduction({ ...enabled, rules: 5 }),
  inProduction({ ...enabled, rules: [null, 5] }),
  inProduction({ ...enabled, targeting: 'all' }),
  inProduction({ ...enabled, targeting: { rules: [{ rules: [null] }] } }),
  inProduction({ ...enabled, targeting: { segment: 'none', operator: 'in_segment' } }),
  inProduction({ ...enabled, prerequisites: 5 }),
  inProduction({ ...enabled, configuration: [1] }),
  { ...inProduction(enabled), variations: 5 },
  { ...inProduction(enabled), variations: [null] },
  { ...inProduction(enabled), variations: [{ key: 5, weight: 'much', configuration: 5 }] },
  { ...inProduction(enabled), configuration: 'text' },
  { ...inProduction(enabled), scheduled_start_at: 5, scheduling_timezone: 'Nowhere/None' },
  { environments: nest(500) },
];

function nest(depth: number): unknown {
  let value: unknown = enabled;
  for (let level = 0; level < depth; level++) value = { production: value };
  return value;
}

/** Flags whose rows are damaged; gives their keys. */
export async function createBrokenFlags(
  ctx: Context,
  shop: { organizationId: string; applicationId: string },
  database: Database,
): Promise<string[]> {
  const keys: string[] = [];
  for (const [index, definition] of brokenDefinitions.entries()) {
    const key = `broken-${index}`;
    const { id } = await createFlag(ctx, { ...shop, key, fields: { name: key } });
    await database.$executeRaw`
      UPDATE flag SET definition = ${JSON.stringify(definition)}::jsonb WHERE id = ${id}::uuid`;
    keys.push(key);
  }
  return keys;
}
