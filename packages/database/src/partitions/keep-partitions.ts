import type { Database, Transaction } from '../client.ts';
import { partitionedTables, type PartitionedTable } from './partitioned-tables.ts';
import { spanOf, spansBetween, type PartitionSpan } from './span.ts';

const dayMs = 86_400_000;
/** What is reported may be a day old. */
const behindMs = dayMs;
const aheadMs = 3 * dayMs;
/** Writers wait for whoever waits for a lock on a table: it is tried again soon. */
const lockTimeout = '2s';

/** Which partitions were made and dropped. */
export interface KeptPartitions {
  made: string[];
  dropped: string[];
}

/**
 * Makes the partitions of yesterday, today and the three days to come, taking over what the default
 * one has of them, and drops those that have had their time. One process at a time; each partition
 * in a transaction of its own.
 */
export async function keepPartitions(database: Database, nowMs: number): Promise<KeptPartitions> {
  const kept: KeptPartitions = { made: [], dropped: [] };
  for (const table of partitionedTables) {
    const names = await listPartitions(database, table);
    for (const span of spansBetween(table, nowMs - behindMs, nowMs + aheadMs)) {
      if (names.includes(span.name)) continue;
      if (await alone(database, (db) => make(db, table, span))) kept.made.push(span.name);
    }
    for (const name of names) {
      const span = spanOf(table, name);
      if (!span || span.endMs + table.keptDays * dayMs > nowMs) continue;
      const isDropped = await alone(database, async (db) => {
        await db.$executeRawUnsafe(`DROP TABLE IF EXISTS "${name}"`);
        return true;
      });
      if (isDropped) kept.dropped.push(name);
    }
  }
  return kept;
}

async function listPartitions(database: Database, { table }: PartitionedTable): Promise<string[]> {
  const rows = await database.$queryRaw<{ name: string }[]>`
    SELECT relname::text AS name FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
    WHERE inhparent = to_regclass(${table}) ORDER BY 1`;
  return rows.map(({ name }) => name);
}

/** What `work` gives, done by no two processes at once. */
const alone = (database: Database, work: (db: Transaction) => Promise<boolean>): Promise<boolean> =>
  database.$transaction(async (db) => {
    await db.$executeRawUnsafe(`SET LOCAL lock_timeout = '${lockTimeout}'`);
    await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('partitions', 0))::text`;
    return work(db);
  });

/** False where another process has made it by now. */
async function make(
  db: Transaction,
  { table, column, isDate }: PartitionedTable,
  { name, startMs, endMs }: PartitionSpan,
): Promise<boolean> {
  const [found] = await db.$queryRaw<{ is: boolean }[]>`
    SELECT to_regclass(${name}) IS NOT NULL AS is`;
  if (found!.is) return false;
  const bound = (ms: number): string => {
    const time = new Date(ms).toISOString();
    return isDate ? `'${time.slice(0, 10)}'` : `'${time}'`;
  };
  const [from, until] = [bound(startMs), bound(endMs)];
  const statements = [
    `CREATE TABLE "${name}" (LIKE "${table}" INCLUDING ALL)`,
    // A partition may not begin where the default one has rows.
    `WITH moved AS (
       DELETE FROM "${table}_default" WHERE "${column}" >= ${from} AND "${column}" < ${until}
       RETURNING *
     ) INSERT INTO "${name}" SELECT * FROM moved`,
    `ALTER TABLE "${table}" ATTACH PARTITION "${name}" FOR VALUES FROM (${from}) TO (${until})`,
  ];
  for (const statement of statements) await db.$executeRawUnsafe(statement);
  return true;
}
