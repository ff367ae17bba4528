import type { ImportedApplication } from '@halyard/contracts';
import { createFaultyDatabase } from '@halyard/database/testing';
import { describe, expect, onTestFinished, test } from 'vitest';

import { createApplication } from '../../applications/create.ts';
import type { Context } from '../../context/context.ts';
import { createEnvironment } from '../../environments/create.ts';
import { readExport } from '../../fixtures/read-export.ts';
import { onInProduction, useFlags } from '../../fixtures/use-flags.ts';
import type { JsonObject } from '../../json.ts';
import { importApplication } from './import-application.ts';

const { domain, create } = useFlags();

const known = ['development', 'staging', 'production'];

const documentOf = (flags: JsonObject[], more: JsonObject = {}): JsonObject => ({
  format: 'halyard-export',
  format_version: 1,
  application: { environments: known.map((name) => ({ name, protected: false })) },
  flags: flags.map((flag) => ({ scope: 'application', name: String(flag['key']), ...flag })),
  ...more,
});

const run = (
  document: JsonObject,
  ctx: Context = domain.ctx,
  confirm = false,
): Promise<ImportedApplication> => importApplication(ctx, { ...domain.shop, document, confirm });

const requires = (flag: string, more: JsonObject = {}) => ({
  environments: {
    production: { prerequisites: [{ flag, scope: 'application', ...more }] },
  },
});

const findFlag = (key: string) =>
  domain.database.flag.findFirstOrThrow({
    where: { organizationId: domain.shop.organizationId, key },
  });

const actionsOf = ({ flags }: ImportedApplication) => flags.map(({ action }) => action);

const deep = JSON.parse(`${'{"rules":['.repeat(5_000)}${']}'.repeat(5_000)}`) as JsonObject;

/** One of everything: an environment, a segment with another and members, flags with each other. */
const rich = documentOf(
  [
    { key: 'b', ...requires('a') },
    { key: 'a', environments: { qa: { enabled: true, targeting: { segment: 'outer' } } } },
    { key: 'old', status: 'archived' },
    { key: 'shared', scope: 'enterprise', environments: { production: { smart_insights: true } } },
  ],
  {
    application: {
      environments: [
        { name: 'production', protected: false },
        { name: 'qa', protected: true, smart_insights: true },
      ],
    },
    segments: [
      { key: 'outer', name: 'Outer', rules: { segment: 'inner', operator: 'not_in' } },
      { key: 'inner', name: 'Inner', included: ['ada', 'alan', 'ada'], excluded: ['grace'] },
    ],
  },
);

const created = { action: 'created' };

describe('importing', () => {
  test('makes what is missing, of whatever depends on whatever, each with its audit', async () => {
    expect(await run(rich)).toEqual({
      dry_run: false,
      environments: [
        { name: 'production', action: 'unchanged' },
        { name: 'qa', ...created },
      ],
      segments: [
        { key: 'outer', ...created },
        {
          key: 'inner',
          ...created,
          members: { included: { added: 2, removed: 0 }, excluded: { added: 1, removed: 0 } },
        },
      ],
      flags: [
        { key: 'b', scope: 'application', ...created },
        { key: 'a', scope: 'application', ...created },
        { key: 'old', scope: 'application', ...created },
        { key: 'shared', scope: 'enterprise', ...created },
      ],
    });
    const { changes, audit } = await domain.history();
    expect(changes.map(({ kind }) => kind).slice(-8)).toEqual([
      'application',
      'segment',
      'segment_members',
      'segment',
      'flag',
      'flag',
      'flag',
      'flag',
    ]);
    expect(audit).toHaveLength(changes.length);
    const environments = await domain.database.environment.findMany({
      where: { organizationId: domain.shop.organizationId, name: { in: ['qa', 'production'] } },
      orderBy: { name: 'asc' },
    });
    const said = environments.map((one) => [one.name, one.protected, one.smartInsights]);
    expect(said).toEqual([
      ['production', true, false],
      ['qa', true, true],
    ]);
    expect(await findFlag('old')).toMatchObject({ status: 'archived', version: 1 });
  });

  test('says beforehand what it would do, and does nothing', async () => {
    await create('a', { name: 'Other' });
    const before = await domain.head();
    const rehearsed = await run(rich, { ...domain.ctx, isRehearsal: true });
    expect(await domain.head()).toEqual(before);
    const { organizationId } = domain.shop;
    expect(await domain.database.segment.count({ where: { organizationId } })).toBe(0);
    expect(await run(rich)).toEqual({ ...rehearsed, dry_run: false });
  });

  test('a second time changes nothing', async () => {
    await run(rich);
    const before = await domain.head();
    const again = await run(rich);
    const all = [...again.environments, ...again.segments, ...again.flags];
    expect(new Set(all.map(({ action }) => action))).toEqual(new Set(['unchanged']));
    expect(await domain.head()).toEqual(before);
  });

  test('updates what differs by one version, and tells what', async () => {
    await run(rich);
    const flags = [
      { key: 'a', name: 'Renamed' },
      { key: 'old', name: 'old' },
    ];
    const members = { key: 'inner', name: 'Inner', included: ['alan', 'ida'] };
    const report = await run(documentOf(flags, { segments: [members] }));
    expect(report.flags).toMatchObject([
      { action: 'updated', changes: { before: { name: 'a' }, after: { name: 'Renamed' } } },
      { action: 'updated', changes: { before: { status: 'archived' } } },
    ]);
    expect(report.segments).toEqual([
      {
        key: 'inner',
        action: 'updated',
        members: { included: { added: 1, removed: 1 }, excluded: { added: 0, removed: 0 } },
      },
    ]);
    // The document knows nothing of the environment qa.
    expect(await findFlag('a')).toMatchObject({
      version: 2,
      definition: { environments: { qa: { enabled: true } } },
    });
    expect(await domain.lastAudited()).toMatchObject({ flag_key: 'old', action: 'restored' });
    const { segments } = await readExport(domain.ctx, domain.shop);
    expect(segments[0]).toMatchObject({ included: ['alan', 'ida'], excluded: ['grace'] });
  });

  test('finds prerequisites that are not in the document', async () => {
    const { id } = await create('base', onInProduction());
    await run(documentOf([{ key: 'top', ...requires('base') }]));
    expect(await findFlag('top')).toMatchObject({
      definition: { environments: { production: { prerequisites: [{ flag: id }] } } },
    });
  });

  test('needs an administrator where environments are missing, else a release manager', async () => {
    const document = documentOf([{ key: 'a' }]);
    await expect(run(rich, domain.asMember('RELEASE_MANAGER'))).rejects.toMatchObject({
      code: 'forbidden',
      details: [{ field: 'application.environments' }],
    });
    await expect(run(document, domain.asMember('DEVELOPER'))).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect(actionsOf(await run(document, domain.asMember('RELEASE_MANAGER')))).toEqual(['created']);
    await run(rich, domain.asMember('ADMIN'));
  });

  test('needs a confirmation where it would open a flag to everyone', async () => {
    const rules = [{ id: 'r', when: { percent: 5 }, serve: { enabled: true } }];
    await create('a', onInProduction({ rules }));
    const document = documentOf([{ key: 'a', ...onInProduction() }]);
    await expect(run(document)).rejects.toMatchObject({
      code: 'would_open_to_everyone',
      details: [{ field: 'flags.0.environments.production.rollout_percentage' }],
    });
    expect(actionsOf(await run(document, domain.ctx, true))).toEqual(['updated']);
  });

  test.each([
    ['archived', { status: 'archived' }],
    ['without a variation that is required', { variations: [{ key: 'y' }] }],
  ])('refuses a flag that others depend on %s', async (_what, more) => {
    const base = await create('base', { variations: [{ key: 'x' }] });
    await create('top', onInProduction({ prerequisites: [{ flag: base.id, variation: 'x' }] }));
    const document = documentOf([{ key: 'base', ...more }]);
    await expect(run(document)).rejects.toMatchObject({ code: 'in_use' });
    const together = documentOf([{ key: 'base', ...more }, { key: 'top' }]);
    expect(actionsOf(await run(together))).toEqual(['updated', 'updated']);
  });

  test.each<[string, JsonObject[], JsonObject, string]>([
    ['a key that is none', [{ key: 'stream' }], {}, 'flags.0.key'],
    ['U+0000 in a key', [{ key: 'a\u0000' }], {}, 'flags.0.key'],
    ['a field that there is not', [{ key: 'a', nonsense: 1 }], {}, 'flags.0.nonsense'],
    ['a flag twice', [{ key: 'a' }, { key: 'a' }], {}, 'flags.1.key'],
    [
      'an environment that the document has not',
      [{ key: 'a', environments: { qa: {} } }],
      {},
      'flags.0.environments',
    ],
    [
      'an unknown prerequisite',
      [{ key: 'a', ...requires('x') }],
      {},
      'flags.0.environments.production.prerequisites[0].flag',
    ],
    [
      'prerequisites in a circle',
      [
        { key: 'a', ...requires('b') },
        { key: 'b', ...requires('a') },
      ],
      {},
      'flags.0.environments.production.prerequisites[0].flag',
    ],
    [
      'an unknown segment',
      [{ key: 'a', ...onInProduction({ targeting: { segment: 'x' } }) }],
      {},
      'flags.0.environments.production.targeting.segment',
    ],
    [
      'a rule that cannot work',
      [{ key: 'a', ...onInProduction({ targeting: { attribute: 'a', operator: 'x' } }) }],
      {},
      'flags.0.environments.production.targeting.operator',
    ],
    ['a segment twice', [], { segments: [{ key: 's' }, { key: 's' }] }, 'segments.1.key'],
    ['an identifier that is none', [], segment({ included: ['a', 1] }), 'segments.0.included.1'],
    ['members that are no list', [], segment({ excluded: {} }), 'segments.0.excluded'],
    [
      'segments in a circle',
      [],
      segment({ rules: { segment: 's', operator: 'in' } }),
      'segments.0.rules.segment',
    ],
    [
      'more flags than fit',
      Array.from({ length: 2_001 }, (_, n) => ({ key: `f${n}` })),
      {},
      'flags',
    ],
    ['a flag nested without end', [{ key: 'a', configuration: deep }], {}, 'flags.0'],
    ['a segment nested without end', [], segment({ rules: deep }), 'segments.0'],
    ['another format', [], { format: 'x' }, 'format'],
    ['a later version', [], { format_version: 2 }, 'format_version'],
  ])('refuses the whole with %s, and names the place', async (_what, flags, more, field) => {
    const before = await domain.head();
    const good = { segments: [{ key: 'good', name: 'Good', included: ['ada'] }], ...more };
    await expect(run(documentOf(flags, good))).rejects.toMatchObject({
      code: 'invalid_request',
      details: expect.arrayContaining([expect.objectContaining({ field })]),
    });
    expect(await domain.head()).toEqual(before);
  });
});

function segment(fields: JsonObject): JsonObject {
  return { segments: [{ key: 's', name: 'S', ...fields }] };
}

test('what an enterprise flag says of other applications’ environments is neither exported nor lost', async () => {
  const { organizationId } = domain.shop;
  const other = await createApplication(domain.ctx, { organizationId, name: 'Other' });
  const place = { organizationId, applicationId: other.id, name: 'theirs', protected: false };
  await createEnvironment(domain.ctx, place);
  const environments = { theirs: { enabled: true }, production: { enabled: true } };
  const shared = await create('shared', { environments }, null);
  await create('unused', { environments }, null);
  await create('top', onInProduction({ prerequisites: [{ flag: shared.id }] }));
  const document = await readExport(domain.ctx, domain.shop);
  expect(document.flags.map(({ key, environments }) => [key, Object.keys(environments)])).toEqual([
    ['shared', ['production']],
    ['top', ['production']],
  ]);
  const [first, top] = document.flags;
  const changed = { ...document, flags: [{ ...first, name: 'Renamed' }, top] };
  expect(actionsOf(await run(changed))).toEqual(['updated', 'unchanged']);
  expect(await findFlag('shared')).toMatchObject({ name: 'Renamed', definition: { environments } });
});

test('an imported schedule has workers wait for it as a written one has', async () => {
  const end = '2100-01-02T00:00:00.000Z';
  const times = { scheduled_start_at: '2100-01-01T00:00:00Z', scheduled_end_at: end };
  const flag = { key: 'a', ...times, auto_disable_after_end: true };
  const boundaryAt = new Date('2100-01-01T00:00:00Z');
  await run(documentOf([flag]));
  expect(await findFlag('a')).toMatchObject({ boundaryAt, disableAt: new Date(end) });
  await run(documentOf([{ ...flag, name: 'Renamed', auto_disable_after_end: false }]));
  expect(await findFlag('a')).toMatchObject({ boundaryAt, disableAt: null });
});

test('lists of members that are read in several pieces are exported whole', async () => {
  const idsOf = (length: number) => Array.from({ length }, (_, n) => `user-${n}`);
  const included = idsOf(10_000);
  const excluded = idsOf(5_001);
  const flags = [{ key: 'a', ...onInProduction({ targeting: { segment: 's' } }) }];
  await run(documentOf(flags, segment({ included, excluded })));
  const [exported] = (await readExport(domain.ctx, domain.shop)).segments;
  expect(new Set(exported!.included)).toEqual(new Set(included));
  expect(exported!.included).toHaveLength(included.length);
  expect(new Set(exported!.excluded)).toEqual(new Set(excluded));
});

test('others in the organization wait only once members and plans are done', async () => {
  const counting = createFaultyDatabase({ url: domain.url, maxConnections: 2 });
  onTestFinished(() => counting.database.$disconnect());
  const segments = [{ key: 'staff', name: 'Staff', included: ['ada', 'alan'] }];
  await run(documentOf([{ key: 'a' }], { segments }), {
    ...domain.ctx,
    database: counting.database,
  });
  const statements = counting.statements();
  const locked = statements.findIndex((sql) => sql.includes('change_head'));
  const written = statements.findLastIndex((sql) => sql.includes('segment_member'));
  expect(written).toBeGreaterThan(0);
  expect(locked).toBeGreaterThan(written);
});
