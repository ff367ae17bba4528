import type { Database, Transaction } from '../client.ts';
import { makePartition, mostRows, toBound } from './make-partition.ts';
import { partitionedTables, type PartitionedTable } from './partitioned-tables.ts';
import { keptFromMs, spanOf, spansBetween } from './span.ts';

const dayMs = 86_400_000;
/** What is reported may be a day old. */
const behindMs = dayMs;
const aheadMs = 3 * dayMs;
/** Writers wait for whoever waits for a lock on a table: it is tried again soon. */
const lockTimeout = '2s';
/** What the default partition has by then is moved while it is held. */
const timeoutMs = 60_000;

/** Which partitions were made and dropped. */
export interface KeptPartitions {
  made: string[];
  dropped: string[];
}

/**
 * Makes the partitions of yesterday, today and the three days to come, taking over what the default
 * one has of them, and drops those that have had their time, as well as such rows of the default one.
 * One process at a time; each partition in a transaction of its own. A table that fails keeps no other
 * from its turn: the first error is thrown at the end.
 */
export async function keepPartitions(database: Database, nowMs: number): Promise<KeptPartitions> {
  const kept: KeptPartitions = { made: [], dropped: [] };
  const errors: unknown[] = [];
  for (const table of partitionedTables) {
    try {
      const names = await listPartitions(database, table);
      kept.made.push(...(await makeMissing(database, table, names, nowMs)));
      kept.dropped.push(...(await dropOld(database, table, names, nowMs)));
      await deleteOld(database, table, nowMs);
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
  return kept;
}

async function listPartitions(database: Database, { table }: PartitionedTable): Promise<string[]> {
  const rows = await database.$queryRaw<{ name: string }[]>`
    SELECT relname::text AS name FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
    WHERE inhparent = to_regclass(${table}) ORDER BY 1`;
  return rows.map(({ name }) => name);
}

async function makeMissing(
  database: Database,
  table: PartitionedTable,
  names: readonly string[],
  nowMs: number,
): Promise<string[]> {
  const made: string[] = [];
  for (const span of spansBetween(table, nowMs - behindMs, nowMs + aheadMs)) {
    if (names.includes(span.name)) continue;
    if (await alone(database, (db) => makePartition(db, table, span))) made.push(span.name);
  }
  return made;
}

async function dropOld(
  database: Database,
  table: PartitionedTable,
  names: readonly string[],
  nowMs: number,
): Promise<string[]> {
  const fromMs = keptFromMs(table, nowMs);
  const old = names.filter((name) => (spanOf(table, name)?.endMs ?? Infinity) <= fromMs);
  for (const name of old) {
    await alone(database, (db) => db.$executeRawUnsafe(`DROP TABLE IF EXISTS "${name}"`));
  }
  return old;
}

/** What came too late for a partition, once that would have been dropped. */
async function deleteOld(
  database: Database,
  table: PartitionedTable,
  nowMs: number,
): Promise<void> {
  const from = toBound(keptFromMs(table, nowMs), table.isDate);
  await database.$executeRawUnsafe(`
    DELETE FROM "${table.table}_default" WHERE ctid = ANY (ARRAY(
      SELECT ctid FROM "${table.table}_default" WHERE "${table.column}" < ${from} LIMIT ${mostRows}
    ))`);
}

/** What `work` gives, done by no two processes at once. */
const alone = <T>(database: Database, work: (db: Transaction) => Promise<T>): Promise<T> =>
  database.$transaction(
    async (db) => {
      await db.$executeRawUnsafe(`SET LOCAL lock_timeout = '${lockTimeout}'`);
      await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('partitions', 0))::text`;
      return work(db);
    },
    { timeout: timeoutMs },
  );
