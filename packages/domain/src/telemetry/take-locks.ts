import { arrayOf, type Transaction as DatabaseTransaction } from '@halyard/database';

/**
 * Waits until nobody else holds any of these names, and holds them until the transaction ends. In one
 * order for all, so that nobody waits for who waits for them.
 */
export async function takeLocks(
  db: Pick<DatabaseTransaction, '$executeRaw'>,
  names: readonly string[],
): Promise<void> {
  await db.$executeRaw`
    SELECT count(pg_advisory_xact_lock(hashtextextended(name, 0))) FROM (
      SELECT DISTINCT name FROM unnest(${arrayOf(names, (name) => name)}::text[]) AS name ORDER BY name
    ) AS names`;
}
