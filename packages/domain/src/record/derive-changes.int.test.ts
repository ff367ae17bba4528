import { expect, test } from 'vitest';

import { onInProduction, refer, useFlags } from '../fixtures/use-flags.ts';
import { archiveFlag } from '../flags/archive.ts';
import { toggleFlag } from '../flags/toggle.ts';
import type { JsonObject } from '../json.ts';
import { changeSegmentMembers } from '../segments/change-members.ts';
import { createSegment } from '../segments/create.ts';
import { updateSegment } from '../segments/update.ts';
import { deriveChanges } from './derive-changes.ts';

const { domain, create, patch, history } = useFlags();

const segment = (key: string, rules?: JsonObject) =>
  createSegment(domain.ctx, {
    organizationId: domain.shop.organizationId,
    key,
    fields: { name: key, ...(rules && { rules }) },
  });

const asksFor = (key: string) =>
  onInProduction({ rules: [{ when: { segment: key }, serve: { enabled: true } }] });

const rename = (segmentId: string, name: string) =>
  updateSegment(domain.ctx, {
    organizationId: domain.shop.organizationId,
    segmentId,
    change: { patch: { rules: { attribute: 'name', operator: 'equals', values: [name] } } },
  });

/** What was derived of everything so far. */
async function derive() {
  await deriveChanges(domain.ctx);
  const { changes } = await history();
  return changes.filter(({ kind }) => kind === 'derived').map(({ document }) => document);
}

test('a segment’s change lists the flags that ask for it, by other segments and flags too', async () => {
  const inner = await segment('inner');
  await segment('outer', { segment: 'inner' });
  const direct = await create('direct', asksFor('inner'));
  const nested = await create('nested', asksFor('outer'));
  const needs = { prerequisites: [{ flag: nested.id }] };
  const dependent = await create('dependent', onInProduction(needs));
  await create('other', onInProduction());
  expect(await derive()).toEqual([]);
  await rename(inner.id, 'a');
  const flag_ids = [direct.id, nested.id, dependent.id].toSorted();
  expect(await derive()).toEqual([{ flag_ids }]);
});

test('changes of members count as changes of the segment', async () => {
  const { id: segmentId } = await segment('inner');
  const flag = await create('direct', asksFor('inner'));
  const { organizationId } = domain.shop;
  await changeSegmentMembers(domain.ctx, { organizationId, segmentId, included: { add: ['a'] } });
  expect(await derive()).toEqual([{ flag_ids: [flag.id] }]);
});

test('what changes before it is derived becomes one change', async () => {
  const inner = await segment('inner');
  const flag = await create('direct', asksFor('inner'));
  for (const name of ['a', 'b', 'c']) await rename(inner.id, name);
  expect(await derive()).toEqual([{ flag_ids: [flag.id] }]);
  expect(await derive()).toHaveLength(1);
});

test('a flag’s change lists those that have it as a prerequisite, but for the archived', async () => {
  const base = await create('base', onInProduction());
  const needs = onInProduction({ prerequisites: [{ flag: base.id }] });
  const dependent = await create('dependent', needs);
  const archived = await create('archived', needs);
  await archiveFlag(domain.ctx, refer(archived));
  await toggleFlag(domain.ctx, { ...refer(base), environment: 'production', enabled: false });
  expect(await derive()).toEqual([{ flag_ids: [dependent.id] }]);
});

test('what nobody depends on derives nothing', async () => {
  const flag = await create('alone');
  await patch(flag, { name: 'Still alone' });
  await rename((await segment('unused')).id, 'a');
  expect(await derive()).toEqual([]);
});

test('more than 1 000 flags are not listed', async () => {
  const inner = await segment('inner');
  const { organizationId } = domain.shop;
  await domain.database.$executeRaw`
    WITH made AS (
      INSERT INTO flag (organization_id, id, key, name, definition, created_at, updated_at)
      SELECT ${organizationId}::uuid, gen_random_uuid(), 'many-' || n, 'Many', '{}', now(), now()
      FROM generate_series(1, 1001) AS n RETURNING organization_id, id
    )
    INSERT INTO flag_segment (organization_id, flag_id, segment_id)
    SELECT organization_id, id, ${inner.id}::uuid FROM made`;
  await rename(inner.id, 'a');
  expect(await derive()).toEqual([{ flag_ids: null }]);
});

test('a derived change is nobody’s: it is in the log, and not in the audit', async () => {
  const inner = await segment('inner');
  await create('direct', asksFor('inner'));
  await rename(inner.id, 'a');
  const before = await history();
  await deriveChanges(domain.ctx);
  const after = await history();
  expect(after.audit).toEqual(before.audit);
  expect(after.changes).toHaveLength(before.changes.length + 1);
});
