import { sql, type Sql, type Transaction as DatabaseTransaction } from '@halyard/database';

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
  await lock(db, missing);
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

/** So that no two count the same flag's names at once. */
const lock = (db: Db, names: readonly Named[]): Promise<unknown> =>
  db.$executeRaw`
    SELECT count(pg_advisory_xact_lock(hashtextextended(flag, 0))) FROM (
      SELECT DISTINCT flag FROM unnest(${names.map(({ flagId }) => flagId)}::text[]) AS flag
      ORDER BY flag
    ) AS flags`;

/** As many of each flag and kind as there is room for. */
async function insert(db: Db, names: readonly Named[], day: string): Promise<void> {
  await db.$executeRaw`
    INSERT INTO counted_name (organization_id, flag_id, day, kind, name)
    SELECT organization_id, flag_id, ${day}::date, kind, name
    FROM (
      SELECT *, row_number() OVER (PARTITION BY organization_id, flag_id, kind) AS n
      FROM ${relationOf(names)}
    ) AS numbered
    WHERE n + (
      SELECT count(*) FROM counted_name AS there
      WHERE there.organization_id = numbered.organization_id AND there.flag_id = numbered.flag_id
        AND there.day = ${day}::date AND there.kind = numbered.kind
    ) <= most
    ON CONFLICT DO NOTHING`;
}

const relationOf = (names: readonly Named[]): Sql => sql`
  unnest(
    ${names.map(({ organizationId }) => organizationId)}::uuid[],
    ${names.map(({ flagId }) => flagId)}::uuid[],
    ${names.map(({ kind }) => kind)}::text[],
    ${names.map(({ name }) => name)}::text[],
    ${names.map(({ kind }) => mostNames[kind])}::int[]
  ) AS wanted (organization_id, flag_id, kind, name, most)`;
