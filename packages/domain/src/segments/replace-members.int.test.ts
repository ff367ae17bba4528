import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';

import { createShop } from '../fixtures/shop.ts';
import { useDomain } from '../fixtures/use-domain.ts';
import { findSegment } from '../read.ts';
import { changeSegmentMembers } from './change-members.ts';
import { createSegment } from './create.ts';
import { replaceSegmentMembers, type ReplaceSegmentMembersInput } from './replace-members.ts';

const domain = useDomain();

let organizationId: string;
let segmentId: string;

beforeEach(async () => {
  ({ organizationId } = domain.shop);
  const segment = { organizationId, key: 'beta', fields: { name: 'Beta' } };
  ({ id: segmentId } = await createSegment(domain.ctx, segment));
});

const replace = (
  identifiers: readonly string[],
  more: Partial<ReplaceSegmentMembersInput> = {},
  ctx = domain.ctx,
) =>
  replaceSegmentMembers(ctx, {
    organizationId,
    segmentId,
    list: 'included',
    identifiers,
    ...more,
  });

async function membersOf(list: 'included' | 'excluded') {
  const where = { organizationId, segmentId, list };
  const rows = await domain.database.segmentMember.findMany({ where });
  return rows.map(({ identifier }) => identifier).toSorted();
}

const unchanged = { added: 0, removed: 0 };

test('a list holds what it is replaced by, and the change row only what really changed', async () => {
  await replace(['x'], { list: 'excluded' });
  await replace(['a', 'b']);
  expect(await replace(['b', 'c', 'c'])).toEqual({
    version: 4,
    included: { added: 1, removed: 1, total: 2 },
    excluded: { ...unchanged, total: 1 },
  });
  expect([await membersOf('included'), await membersOf('excluded')]).toEqual([['b', 'c'], ['x']]);
  expect(await domain.lastChange()).toMatchObject({
    kind: 'segment_members',
    document: { version: 4, included: { added: ['c'], removed: ['a'] } },
  });
  expect(await domain.lastAudited()).toMatchObject({
    action: 'updated',
    changes: { before: {}, after: { included: { added: 1, removed: 1 }, excluded: unchanged } },
  });
});

test('the same again, in another order, writes nothing', async () => {
  await replace(['a', 'b']);
  const before = await domain.head();
  expect(await replace(['b', 'a', 'b'])).toMatchObject({ version: 2, included: unchanged });
  expect(await domain.head()).toEqual(before);
});

test('of more than 1 000 changes the row says how many', async () => {
  await replace(Array.from({ length: 600 }, (_, n) => `old-${n}`));
  await replace(Array.from({ length: 600 }, (_, n) => `new-${n}`));
  expect((await domain.lastChange())?.document).toEqual({ version: 3, count: 1_200 });
});

test('100 000 are replaced by 100 000 others in one call', async () => {
  const identifiers = (word: string) => Array.from({ length: 100_000 }, (_, n) => `${word}-${n}`);
  await replace(identifiers('old'));
  const { included } = await replace(identifiers('new'));
  expect(included).toEqual({ added: 100_000, removed: 100_000, total: 100_000 });
});

test.each<[what: string, change: () => Promise<unknown>, refused: object]>([
  ['an empty identifier', () => replace(['a', '']), { details: [{ field: '1' }] }],
  ['U+0000', () => replace(['a\0']), { details: [{ field: '0' }] }],
  ['an old version', () => replace(['a'], { expectedVersion: 9 }), { code: 'version_conflict' }],
  [
    'another organization',
    async () => replace(['a'], { organizationId: (await createShop(domain.ctx)).organizationId }),
    { code: 'not_found' },
  ],
  ['a viewer', () => replace(['a'], {}, domain.asMember('VIEWER')), { code: 'forbidden' }],
])('%s is refused, with nothing written', async (_what, change, refused) => {
  await replace(['kept']);
  const before = await domain.head();
  await expect(change()).rejects.toMatchObject(refused);
  expect(await domain.head()).toEqual(before);
  expect(await membersOf('included')).toEqual(['kept']);
});

const identifiers = fc.uniqueArray(fc.constantFrom<string>('a', 'b', 'c', 'd', 'e', 'f'));
const list = fc.constantFrom('included' as const, 'excluded' as const);

test('whatever is written, the counts are those of the rows', async () => {
  const write = fc.oneof(
    fc.record({ list, identifiers }).map((given) => () => replace(given.identifiers, given)),
    fc.record({ add: identifiers, list }).map(({ add, list: to }) => () => {
      const remove = ['a', 'b', 'c'].filter((one) => !add.includes(one));
      const changes = { [to]: { add, remove } };
      return changeSegmentMembers(domain.ctx, { organizationId, segmentId, ...changes });
    }),
  );
  await fc.assert(
    fc.asyncProperty(write, async (act) => {
      const { included, excluded } = await act();
      const counted = await findSegment(domain.database, { organizationId, name: segmentId });
      const rows = [(await membersOf('included')).length, (await membersOf('excluded')).length];
      expect([included.total, excluded.total]).toEqual(rows);
      expect([counted.included_count, counted.excluded_count]).toEqual(rows);
    }),
    { numRuns: 30 },
  );
});
