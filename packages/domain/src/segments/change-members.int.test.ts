import { beforeEach, describe, expect, test } from 'vitest';

import { createShop } from '../fixtures/shop.ts';
import { useDomain } from '../fixtures/use-domain.ts';
import { changeSegmentMembers, type ChangeSegmentMembersInput } from './change-members.ts';
import { createSegment } from './create.ts';

const domain = useDomain();

let organizationId: string;
let segmentId: string;

beforeEach(async () => {
  ({ organizationId } = domain.shop);
  const segment = { organizationId, key: 'beta', fields: { name: 'Beta' } };
  ({ id: segmentId } = await createSegment(domain.ctx, segment));
});

const change = (changes: Partial<ChangeSegmentMembersInput>) =>
  changeSegmentMembers(domain.ctx, { organizationId, segmentId, ...changes });

async function membersOf(list: 'included' | 'excluded') {
  const rows = await domain.database.segmentMember.findMany({
    where: { organizationId, segmentId, list },
  });
  return rows.map(({ identifier }) => identifier).toSorted();
}

const manyIdentifiers = (count: number) =>
  Array.from({ length: count }, (_, index) => `user-${index}`);

const none = { added: 0, removed: 0 };

test('members are added and removed, and the change row carries only what really changed', async () => {
  await change({ included: { add: ['a', 'b'] }, excluded: { add: ['x'] } });
  const changed = await change({
    included: { add: ['b', 'c', 'c'], remove: ['a', 'nobody'] },
    excluded: { remove: ['x', 'nobody'] },
  });
  expect(changed).toEqual({
    version: 3,
    included: { added: 1, removed: 1, total: 2 },
    excluded: { added: 0, removed: 1, total: 0 },
  });
  expect(await membersOf('included')).toEqual(['b', 'c']);
  expect(await membersOf('excluded')).toEqual([]);
  expect(await domain.lastChange()).toMatchObject({
    kind: 'segment_members',
    entityId: segmentId,
    action: 'updated',
    document: {
      version: 3,
      included: { added: ['c'], removed: ['a'] },
      excluded: { added: [], removed: ['x'] },
    },
  });
});

test('the segment gets a version, and the audit says how many but never who', async () => {
  const later = { ...domain.ctx, now: () => new Date('2030-01-01') };
  const included = { add: ['alice@example.com', 'bob@example.com'] };
  await changeSegmentMembers(later, { organizationId, segmentId, included });
  const row = await domain.database.segment.findFirstOrThrow({ where: { id: segmentId } });
  expect(row).toMatchObject({ version: 2, updatedAt: later.now() });
  const audited = await domain.lastAudited();
  expect(audited).toMatchObject({
    entity_type: 'segment',
    entity_id: segmentId,
    action: 'updated',
    changes: { before: {}, after: { included: { added: 2, removed: 0 }, excluded: none } },
  });
  expect(JSON.stringify(audited)).not.toContain('example.com');
});

test('changing nothing writes nothing', async () => {
  await change({ included: { add: ['a'] } });
  const before = await domain.head();
  const totals = { included: { ...none, total: 1 }, excluded: { ...none, total: 0 } };
  const unchanged = { version: 2, ...totals };
  expect(await change({ included: { add: ['a'], remove: ['b'] } })).toEqual(unchanged);
  expect(await change({})).toEqual(unchanged);
  expect(await domain.head()).toEqual(before);
});

test('identifiers are exact texts, up to 512 characters of any script', async () => {
  const exact = [' a', 'A', 'a', '\u{10FFFF}'.repeat(256), 'Å', 'A\u030A', "'; --", '{a,"b"}'];
  await change({ included: { add: exact } });
  expect(await membersOf('included')).toEqual(exact.toSorted());
  const { included } = await change({ included: { remove: exact } });
  expect(included.removed).toBe(exact.length);
});

test('one identifier may be on both lists', async () => {
  await change({ included: { add: ['a'] }, excluded: { add: ['a'] } });
  expect([await membersOf('included'), await membersOf('excluded')]).toEqual([['a'], ['a']]);
});

describe('what travels with the change', () => {
  test('is up to 1 000 identifiers, of all lists together', async () => {
    await change({
      included: { add: manyIdentifiers(600) },
      excluded: { add: manyIdentifiers(400) },
    });
    const { document } = await domain.lastChange();
    expect(document).toMatchObject({ included: { removed: [] }, excluded: { removed: [] } });
    const { included, excluded } = document as never as Record<string, { added: string[] }>;
    expect(included?.added.toSorted()).toEqual(manyIdentifiers(600).toSorted());
    expect(excluded?.added).toHaveLength(400);
  });

  test('is how many, where there are more', async () => {
    await change({
      included: { add: manyIdentifiers(600) },
      excluded: { add: manyIdentifiers(401) },
    });
    const { document } = await domain.lastChange();
    expect(document).toEqual({ version: 2, count: 1_001 });
  });
});

test('100 000 identifiers are added, met again and removed in one call each', async () => {
  const identifiers = manyIdentifiers(100_000);
  const added = await change({ included: { add: identifiers } });
  expect(added.included).toMatchObject({ added: 100_000, removed: 0, total: 100_000 });
  expect(await change({ included: { add: identifiers } })).toMatchObject({ included: none });
  const removed = await change({ included: { remove: identifiers } });
  expect(removed.included).toMatchObject({ added: 0, removed: 100_000, total: 0 });
});

test('changes made at the same time all hold, one version each', async () => {
  const groups = Array.from({ length: 8 }, (_, group) => [`${group}-a`, `${group}-b`, 'all']);
  await Promise.all(groups.map((add) => change({ included: { add } })));
  expect(await membersOf('included')).toEqual([...new Set(groups.flat())].toSorted());
  const { version } = await domain.database.segment.findFirstOrThrow({ where: { id: segmentId } });
  expect(version).toBe(9);
});

describe('refused, with nothing written,', () => {
  test.each([
    ['an empty identifier', { included: { add: ['a', ''] } }, 'included.add.1'],
    ['U+0000', { excluded: { remove: ['a\0'] } }, 'excluded.remove.0'],
    [
      'adding and removing the same',
      { included: { add: ['a'], remove: ['a'] } },
      'included.remove.0',
    ],
  ])('is %s', async (_what, changes, field) => {
    const before = await domain.head();
    const refused = { code: 'invalid_request', details: [{ field }] };
    await expect(change(changes)).rejects.toMatchObject(refused);
    expect(await domain.head()).toEqual(before);
  });

  test('is a change from another version than the segment has', async () => {
    const stale = change({ included: { add: ['a'] }, expectedVersion: 2 });
    await expect(stale).rejects.toMatchObject({ code: 'version_conflict' });
    expect(await membersOf('included')).toEqual([]);
  });

  test.each(['unknown', 'no-id', 'foreign'])('is a segment that is %s', async (kind) => {
    const { organizationId: foreign } = await createShop(domain.ctx);
    const references: Record<string, Partial<ChangeSegmentMembersInput>> = {
      unknown: { segmentId: crypto.randomUUID() },
      'no-id': { segmentId: 'beta' },
      foreign: { organizationId: foreign },
    };
    const missing = change({ included: { add: ['a'] }, ...references[kind] });
    await expect(missing).rejects.toMatchObject({ code: 'not_found' });
  });

  test('is a viewer', async () => {
    const viewer = domain.asMember('VIEWER');
    const refused = changeSegmentMembers(viewer, { organizationId, segmentId });
    await expect(refused).rejects.toMatchObject({ code: 'forbidden' });
  });
});
