import { arrayOf, sql, type Sql, type Transaction as DatabaseTransaction } from '@halyard/database';
import { encodeUsers, mergeEncodedUsers, type UserSketch } from '@halyard/sketches';

import { fromSketchText, sketchText } from './sketch-text.ts';
import type { UsersTable } from './users-table.ts';

/** Whose users: all of an organization's table's key. */
export interface SketchKey {
  readonly flagId: string;
  /** Beginning of the hour or the day: Unix time, milliseconds. */
  readonly startsAtMs: number;
  readonly environment: string;
  readonly applicationId: string;
  readonly kind: string;
  readonly name: string;
  readonly detail: string;
  readonly reporter: string;
}

export interface KeyedSketch extends SketchKey {
  readonly sketch: UserSketch;
}

type Db = Pick<DatabaseTransaction, '$executeRaw' | '$queryRaw'>;

/** Sketches that one statement reads and writes: it is soon done, so that others soon have the processor. */
const atOnce = 20;

/** Merges sketches into an organization's rows; nobody else may at the same time. */
export async function mergeSketches(
  db: Db,
  table: UsersTable,
  organizationId: string,
  sketches: readonly KeyedSketch[],
): Promise<void> {
  for (let from = 0; from < sketches.length; from += atOnce) {
    const some = sketches.slice(from, from + atOnce);
    for (const { n, sketch } of await read(db, table, organizationId, some)) {
      mergeEncodedUsers(some[n - 1]!.sketch, fromSketchText(sketch));
    }
    await write(db, table, organizationId, some);
  }
}

const read = (
  db: Db,
  { table, start }: UsersTable,
  organizationId: string,
  sketches: readonly KeyedSketch[],
): Promise<{ n: number; sketch: string }[]> =>
  db.$queryRaw`
    SELECT n::int, ${sketchText} AS sketch FROM ${keysOf(sketches, start)}
    JOIN ${table} AS known
      USING (flag_id, ${start}, environment, application_id, kind, name, detail, reporter)
    WHERE known.organization_id = ${organizationId}::uuid`;

async function write(
  db: Db,
  { table, start }: UsersTable,
  organizationId: string,
  sketches: readonly KeyedSketch[],
): Promise<void> {
  const key = sql`flag_id, ${start}, environment, application_id, kind, name, detail, reporter`;
  await db.$executeRaw`
    INSERT INTO ${table} (organization_id, ${key}, sketch)
    SELECT ${organizationId}::uuid, ${key}, sketch FROM ${keysOf(sketches, start)}
    JOIN unnest(${arrayOf(sketches, ({ sketch }) => toBytea(encodeUsers(sketch)))}::bytea[])
      WITH ORDINALITY AS merged (sketch, n) USING (n)
    ON CONFLICT (organization_id, ${key}) DO UPDATE SET sketch = excluded.sketch`;
}

const toBytea = (bytes: Uint8Array): string => `\\x${Buffer.from(bytes).toString('hex')}`;

const keysOf = (keys: readonly SketchKey[], start: Sql): Sql => sql`
  (
    SELECT flag_id, start AS ${start}, environment, application_id, kind, name, detail,
      reporter::reporter, n
    FROM unnest(
      ${arrayOf(keys, ({ flagId }) => flagId)}::uuid[],
      ${arrayOf(keys, ({ startsAtMs }) => new Date(startsAtMs))}::timestamptz[],
      ${arrayOf(keys, ({ environment }) => environment)}::text[],
      ${arrayOf(keys, ({ applicationId }) => applicationId)}::uuid[],
      ${arrayOf(keys, ({ kind }) => kind)}::text[],
      ${arrayOf(keys, ({ name }) => name)}::text[],
      ${arrayOf(keys, ({ detail }) => detail)}::text[],
      ${arrayOf(keys, ({ reporter }) => reporter)}::text[]
    ) WITH ORDINALITY AS key (flag_id, start, environment, application_id, kind, name, detail,
      reporter, n)
  ) AS keyed`;
