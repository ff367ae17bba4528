import type { Transaction } from '../client.ts';
import type { PartitionedTable } from './partitioned-tables.ts';
import type { PartitionSpan } from './span.ts';

/** Rows that one statement moves or deletes: it has a time in which it must be answered. */
export const mostRows = 50_000;

/**
 * Makes a partition and moves what the default one has of it there. False where another process has
 * made it by now.
 */
export async function makePartition(
  db: Transaction,
  { table, column, isDate }: PartitionedTable,
  { name, startMs, endMs }: PartitionSpan,
): Promise<boolean> {
  const [found] = await db.$queryRaw<{ is: boolean }[]>`
    SELECT to_regclass(${name}) IS NOT NULL AS is`;
  if (found!.is) return false;
  const [from, until] = [startMs, endMs].map((ms) => toBound(ms, isDate));
  // No writer conflicts with the first lock; the second waits for those who write to the default one,
  // none of whom can want the first, and holds back others until all of theirs is moved.
  await db.$executeRawUnsafe(`LOCK TABLE ONLY "${table}" IN SHARE UPDATE EXCLUSIVE MODE`);
  await db.$executeRawUnsafe(`LOCK TABLE "${table}_default" IN ACCESS EXCLUSIVE MODE`);
  await db.$executeRawUnsafe(`CREATE TABLE "${name}" (LIKE "${table}" INCLUDING ALL)`);
  // A partition may not begin where the default one has rows.
  const move = `
    WITH moved AS (
      DELETE FROM "${table}_default" WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM "${table}_default"
        WHERE "${column}" >= ${from} AND "${column}" < ${until} LIMIT ${mostRows}
      )) RETURNING *
    ) INSERT INTO "${name}" SELECT * FROM moved`;
  while ((await db.$executeRawUnsafe(move)) > 0);
  await db.$executeRawUnsafe(
    `ALTER TABLE "${table}" ATTACH PARTITION "${name}" FOR VALUES FROM (${from}) TO (${until})`,
  );
  return true;
}

/** A Unix time in milliseconds as a statement says it. */
export function toBound(ms: number, isDate: boolean): string {
  const time = new Date(ms).toISOString();
  return isDate ? `'${time.slice(0, 10)}'` : `'${time}'`;
}
