import { ListFlagsQuery, parseInput } from '@halyard/contracts';
import { createFaultyDatabase } from '@halyard/database/testing';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';

import { useDomain } from '../../fixtures/use-domain.ts';
import { listFlags } from './list.ts';

const domain = useDomain();

const queryOf = (given: object) => parseInput(ListFlagsQuery, { tag: [], ...given });

/** Few times and names, so that many flags share theirs. */
const row = fc.record({
  name: fc.constantFrom('a', 'A', 'b', 'B', 'ä', 'Ä', '€', '😀'),
  createdAt: fc.constantFrom('2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.001Z'),
  isArchived: fc.boolean(),
});

async function fill(rows: readonly { name: string; createdAt: string; isArchived: boolean }[]) {
  const { organizationId, applicationId } = domain.shop;
  await domain.database.flag.createMany({
    data: rows.map(({ name, createdAt, isArchived }, index) => ({
      organizationId,
      applicationId,
      id: crypto.randomUUID(),
      key: `${name.codePointAt(0)}-${index}`,
      name,
      status: isArchived ? ('archived' as const) : ('active' as const),
      definition: { environments: {} },
      createdAt,
      updatedAt: createdAt,
    })),
  });
}

const sorts = ['created_at', 'updated_at', 'key', 'name'] as const;

/** Ids of all active flags in the order of a list, by the bytes of what they are sorted by. */
async function sortedIds(sort: (typeof sorts)[number], order: 'asc' | 'desc'): Promise<string[]> {
  const { organizationId } = domain.shop;
  const rows = await domain.database.flag.findMany({ where: { organizationId, status: 'active' } });
  const texts = rows.map(({ id, key, name, createdAt, updatedAt }) => {
    const sorted = {
      created_at: createdAt.toISOString(),
      updated_at: updatedAt.toISOString(),
      key,
      name: name.toLowerCase(),
    }[sort];
    return { id, place: Buffer.from(`${sorted}\0${id}`) };
  });
  const direction = order === 'asc' ? 1 : -1;
  return texts
    .toSorted((one, other) => direction * Buffer.compare(one.place, other.place))
    .map(({ id }) => id);
}

test('pages hold every flag once and in order, however many share what they are sorted by', async () => {
  await fill(fc.sample(row, { numRuns: 60, seed: 7 }));
  const { organizationId } = domain.shop;
  for (const sort of sorts) {
    for (const order of ['asc', 'desc'] as const) {
      const expected = await sortedIds(sort, order);
      const paged: string[] = [];
      let cursor: string | undefined;
      do {
        const given = { sort, order, limit: '7', ...(cursor !== undefined && { cursor }) };
        const page = await listFlags(domain.database, organizationId, queryOf(given));
        expect(page.total).toBe(expected.length);
        paged.push(...page.flags.map(({ id }) => id));
        cursor = page.next_cursor;
      } while (cursor !== undefined);
      expect(paged).toEqual(expected);
    }
  }
});

test('a page costs two statements, whatever is asked', async () => {
  await fill(fc.sample(row, { numRuns: 60, seed: 7 }));
  const counting = createFaultyDatabase({ url: domain.url, maxConnections: 2 });
  onTestFinished(() => counting.database.$disconnect());
  const { organizationId } = domain.shop;
  for (const given of [
    {},
    { search: 'a', tag: ['x'], environment: 'production', enabled: 'true', limit: '200' },
  ]) {
    counting.reset();
    await listFlags(counting.database, organizationId, queryOf(given));
    expect(counting.statements()).toHaveLength(2);
  }
});
