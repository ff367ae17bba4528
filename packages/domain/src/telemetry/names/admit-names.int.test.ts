import { expect, test, vi } from 'vitest';

import { useDomain } from '../../fixtures/use-domain.ts';
import { admitNames } from './admit-names.ts';
import type { Named } from './named.ts';

const day = '2026-11-22';
const domain = useDomain();

function citiesOf(flagId: string, from: number, to: number): Named[] {
  const { organizationId } = domain.shop;
  const numbers = Array.from({ length: to - from }, (_, n) => from + n);
  return numbers.map((n) => ({ organizationId, flagId, kind: 'city', name: `city ${n}` }));
}

test('a name that another worker has just admitted takes no second place', async () => {
  const { database } = domain;
  const flagId = crypto.randomUUID();
  const waiting = () => database.$queryRaw<unknown[]>`
    SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
  let other: Promise<Named[]> | undefined;
  await database.$transaction(async (db) => {
    await admitNames(db, citiesOf(flagId, 0, 300), day);
    other = database.$transaction((db) => admitNames(db, citiesOf(flagId, 0, 510), day));
    await vi.waitFor(async () => expect(await waiting()).toHaveLength(1), 5_000);
  });
  expect(await other).toHaveLength(500);
});

test('names that find no room cost no look at all that are there for each of them', async () => {
  const flagId = crypto.randomUUID();
  await admitNames(domain.database, citiesOf(flagId, 0, 500), day);
  const rowsRead = await domain.database.$transaction(async (db) => {
    expect(await admitNames(db, citiesOf(flagId, 1_000, 1_400), day)).toEqual([]);
    const [read] = await db.$queryRaw<{ rows: number }[]>`
      SELECT sum(pg_stat_get_xact_tuples_returned(relation))::int AS rows
      FROM unnest(ARRAY['counted_name', 'counted_name_pkey']::regclass[]) AS relation`;
    return read!.rows;
  });
  // Three looks at the five hundred that are there; for each of the four hundred it would be 200 000.
  expect(rowsRead).toBeLessThan(5_000);
});
