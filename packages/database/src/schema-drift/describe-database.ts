import type { ClientBase } from 'pg';

/** The runner's ledger is Prisma's own and in no schema; partitions are made as time goes by. */
const isOurs = `relnamespace = 'public'::regnamespace AND relname <> '_prisma_migrations'
  AND NOT relispartition`;

const relations = `
  SELECT format('%s %I: %s',
    CASE relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'table' WHEN 'S' THEN 'sequence' WHEN 'v' THEN 'view'
      ELSE 'relation of kind ' || relkind::text END,
    relname,
    CASE relpersistence WHEN 'p' THEN 'permanent' WHEN 'u' THEN 'unlogged' ELSE 'temporary' END)
  FROM pg_class WHERE ${isOurs} AND relkind NOT IN ('i', 'I', 'c')`;

const columns = `
  SELECT format('column %I.%I: %s%s%s', relname, attname, format_type(atttypid, atttypmod),
    CASE WHEN attnotnull THEN ' not null' END,
    ' default ' || pg_get_expr(adbin, adrelid))
  FROM pg_class
  JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped
  LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
  WHERE ${isOurs} AND relkind IN ('r', 'p')`;

/** How tables are partitioned. */
const partitioning = `
  SELECT format('partitioning of %I: %s', relname, pg_get_partkeydef(pg_class.oid))
  FROM pg_class WHERE ${isOurs} AND relkind = 'p'`;

const enums = `
  SELECT format('enum %I: %s', typname, string_agg(enumlabel, ', ' ORDER BY enumsortorder))
  FROM pg_type JOIN pg_enum ON enumtypid = pg_type.oid
  WHERE typnamespace = 'public'::regnamespace
  GROUP BY typname`;

/** Keys, foreign keys with their actions, checks. */
const constraints = `
  SELECT format('constraint %I.%I: %s', relname, conname, pg_get_constraintdef(pg_constraint.oid))
  FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
  WHERE ${isOurs}`;

const indexes = `
  SELECT replace(pg_get_indexdef(indexrelid), ' ON ONLY ', ' ON ')
  FROM pg_index JOIN pg_class ON pg_class.oid = indrelid
  WHERE ${isOurs}`;

const triggers = `
  SELECT pg_get_triggerdef(pg_trigger.oid)
  FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
  WHERE ${isOurs} AND NOT tgisinternal`;

/** What a database consists of, a line each; the order of its columns is not told. */
export async function describeDatabase(client: ClientBase): Promise<string[]> {
  const parts = [relations, columns, partitioning, enums, constraints, indexes, triggers];
  const { rows } = await client.query<[string]>({
    text: parts.join(' UNION ALL '),
    rowMode: 'array',
  });
  return rows.map(([line]) => line).toSorted();
}
