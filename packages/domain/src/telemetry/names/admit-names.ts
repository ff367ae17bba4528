import { arrayOf, sql, type Sql, type Transaction as DatabaseTransaction } from '@halyard/database';

import { takeLocks } from '../take-locks.ts';
import { mostNames, toText, type Named } from './named.ts';

type Db = Pick<DatabaseTransaction, '$executeRaw' | '$queryRaw'>;

/**
 * Of these names, each given once, those by which their flags are counted on a day: those that are
 * already, and new ones while there is room.
 */
export async function admitNames(db: Db, names: readonly Named[], day: string): Promise<Named[]> {
  if (names.length === 0) return [];
  const known = await findKnown(db, names, day);
  const missing = names.filter((named) => !known.has(toText(named)));
  if (missing.length === 0) return [...names];
  // So that no two count the same flag's names at once.
  await takeLocks(
    db,
    missing.map(({ flagId }) => flagId),
  );
  await insert(db, missing, day);
  const added = await findKnown(db, missing, day);
  return names.filter((named) => known.has(toText(named)) || added.has(toText(named)));
}

async function findKnown(db: Db, names: readonly Named[], day: string): Promise<Set<string>> {
  const rows = await db.$queryRaw<Omit<Named, 'organizationId'>[]>`
    SELECT flag_id::text AS "flagId", kind, name
    FROM counted_name JOIN ${relationOf(names)} USING (organization_id, flag_id, kind, name)
    WHERE day = ${day}::date`;
  return new Set(rows.map(toText));
}

/**
 * As many of each flag and kind as there is room for. What there is is counted once for each: by name it
 * would be again and again for those whose clients invent most.
 */
async function insert(db: Db, names: readonly Named[], day: string): Promise<void> {
  await db.$executeRaw`
    WITH missing AS MATERIALIZED (
      SELECT wanted.* FROM ${relationOf(names)}
      LEFT JOIN counted_name AS there ON there.organization_id = wanted.organization_id
        AND there.flag_id = wanted.flag_id AND there.day = ${day}::date
        AND there.kind = wanted.kind AND there.name = wanted.name
      WHERE there.name IS NULL
    ), counted AS (
      SELECT organization_id, flag_id, kind, count(*) AS taken
      FROM (SELECT DISTINCT organization_id, flag_id, kind FROM missing) AS asked
      JOIN counted_name USING (organization_id, flag_id, kind)
      WHERE day = ${day}::date GROUP BY 1, 2, 3
    )
    INSERT INTO counted_name (organization_id, flag_id, day, kind, name)
    SELECT organization_id, flag_id, ${day}::date, kind, name
    FROM (
      SELECT *, row_number() OVER (PARTITION BY organization_id, flag_id, kind) AS n FROM missing
    ) AS numbered LEFT JOIN counted USING (organization_id, flag_id, kind)
    WHERE n + coalesce(taken, 0) <= most
    ORDER BY 1, 2, 3, 4, 5
    ON CONFLICT DO NOTHING`;
}

const relationOf = (names: readonly Named[]): Sql => sql`
  unnest(
    ${arrayOf(names, ({ organizationId }) => organizationId)}::uuid[],
    ${arrayOf(names, ({ flagId }) => flagId)}::uuid[],
    ${arrayOf(names, ({ kind }) => kind)}::text[],
    ${arrayOf(names, ({ name }) => name)}::text[],
    ${arrayOf(names, ({ kind }) => mostNames[kind])}::int[]
  ) AS wanted (organization_id, flag_id, kind, name, most)`;
