import { arrayOf, sql, type Sql, type Transaction as DatabaseTransaction } from '@halyard/database';

import { subjectsOf, type Rollup, type Row, type RowKind, type Subject } from './rollup.ts';

type Db = Pick<DatabaseTransaction, '$executeRaw'>;

/** Adds what was counted to the hours' rows. */
export async function writeCounts(db: Db, rollup: Rollup): Promise<void> {
  const subjects = [...subjectsOf(rollup)];
  if (subjects.length === 0) return;
  const columns = toColumns(subjects);
  await writeVariations(db, columns, rowsOf(subjects, 'variation'));
  await writeNamed(db, columns, rowsOf(subjects, 'place'), places);
  await writeNamed(db, columns, rowsOf(subjects, 'language'), languages);
}

/** Rows of one kind, each with the position of its subject. */
interface Rows {
  of: number[];
  rows: Row[];
}

function rowsOf(subjects: readonly Subject[], kind: RowKind): Rows {
  const of: number[] = [];
  const rows: Row[] = [];
  for (const [position, subject] of subjects.entries()) {
    for (const row of subject.rows[kind].values()) {
      of.push(position + 1);
      rows.push(row);
    }
  }
  return { of, rows };
}

/** Subjects as a relation that rows name by position: their ids are sent once. */
const toColumns = (subjects: readonly Subject[]): Sql => sql`
  unnest(
    ${arrayOf(subjects, ({ organizationId }) => organizationId)}::uuid[],
    ${arrayOf(subjects, ({ flagId }) => flagId)}::uuid[],
    ${arrayOf(subjects, ({ hourMs }) => new Date(hourMs))}::timestamptz[],
    ${arrayOf(subjects, ({ environment }) => environment)}::text[],
    ${arrayOf(subjects, ({ applicationId }) => applicationId)}::uuid[],
    ${arrayOf(subjects, ({ reporter }) => reporter)}::text[]
  ) WITH ORDINALITY AS subject (organization_id, flag_id, hour, environment, application_id, reporter, n)`;

/** All who write rows lock them in the order of their key, so that no two wait for each other. */
async function writeVariations(db: Db, subjects: Sql, { of, rows }: Rows): Promise<void> {
  if (rows.length === 0) return;
  await db.$executeRaw`
    INSERT INTO flag_count (organization_id, flag_id, hour, environment, application_id, variation,
      result, reporter, count, identified)
    SELECT organization_id, flag_id, hour, environment, application_id, variation, result,
      reporter::reporter, count, identified
    FROM unnest(
      ${arrayOf(of, (position) => position)}::int[],
      ${arrayOf(rows, ({ name }) => name)}::text[],
      ${arrayOf(rows, ({ detail }) => detail === 'true')}::boolean[],
      ${arrayOf(rows, ({ count }) => count)}::bigint[],
      ${arrayOf(rows, ({ identified }) => identified)}::bigint[]
    ) AS counted (n, variation, result, count, identified)
    JOIN ${subjects} USING (n)
    ORDER BY 1, 2, 3, 4, 5, 6, 7, 8
    ON CONFLICT (organization_id, flag_id, hour, environment, application_id, variation, result,
      reporter)
    DO UPDATE SET count = flag_count.count + excluded.count,
      identified = flag_count.identified + excluded.identified`;
}

/** A table of counts by one or two names. */
interface NamedTable {
  table: Sql;
  names: Sql;
}

const places: NamedTable = { table: sql`place_count`, names: sql`country, city` };
const languages: NamedTable = { table: sql`language_count`, names: sql`language` };

async function writeNamed(
  db: Db,
  subjects: Sql,
  { of, rows }: Rows,
  { table, names }: NamedTable,
): Promise<void> {
  if (rows.length === 0) return;
  const key = sql`organization_id, flag_id, hour, environment, application_id, ${names}, reporter`;
  const name = sql`${arrayOf(rows, (row) => row.name)}::text[]`;
  const columns =
    table === places.table ? sql`${name}, ${arrayOf(rows, ({ detail }) => detail)}::text[]` : name;
  await db.$executeRaw`
    INSERT INTO ${table} (${key}, count)
    SELECT organization_id, flag_id, hour, environment, application_id, ${names},
      reporter::reporter, count
    FROM unnest(${arrayOf(of, (position) => position)}::int[], ${columns}, ${arrayOf(rows, ({ count }) => count)}::bigint[])
      AS counted (n, ${names}, count)
    JOIN ${subjects} USING (n)
    ORDER BY ${key}
    ON CONFLICT (${key}) DO UPDATE SET count = ${table}.count + excluded.count`;
}
