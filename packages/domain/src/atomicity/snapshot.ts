import type { Database } from '@halyard/database';

/** Every row of every table, as JSON. */
export type Snapshot = Record<string, string[]>;

export async function takeSnapshot(database: Database): Promise<Snapshot> {
  const tables = await database.$queryRaw<{ name: string }[]>`
    SELECT relname::text AS name FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'`;
  const selects = tables.map(
    ({ name }) => `SELECT '${name}' AS "table", to_json("${name}")::text AS "row" FROM "${name}"`,
  );
  const rows = await database.$queryRawUnsafe<{ table: string; row: string }[]>(
    `${selects.join(' UNION ALL ')} ORDER BY "table", "row"`,
  );
  return Object.fromEntries(
    tables.map(({ name }) => [name, rows.flatMap(({ table, row }) => (table === name ? row : []))]),
  );
}

/** What a table has now and had not before. */
export function addedRows<T>(before: Snapshot, after: Snapshot, table: string): T[] {
  const old = new Set(before[table]);
  return after[table]!.filter((row) => !old.has(row)).map((row) => JSON.parse(row) as T);
}
