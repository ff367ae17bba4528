import type { Transaction } from '../transaction/with-transaction.ts';

/**
 * Notes that an organization's flags have begun or ended, each boundary once; gives the flags' ids.
 * What somebody is changing just now is left for the next time, so that nobody waits. Before the
 * organization's lock.
 */
export async function takeBoundaries(
  { db, ctx }: Transaction,
  organizationId: string,
): Promise<string[]> {
  const now = ctx.now();
  const rows = await db.$queryRaw<{ id: string }[]>`
    UPDATE flag
    SET boundary_at = least(
      CASE WHEN scheduled_start_at > ${now}::timestamptz THEN scheduled_start_at END,
      CASE WHEN scheduled_end_at > ${now}::timestamptz THEN scheduled_end_at END
    )
    WHERE organization_id = ${organizationId}::uuid AND id IN (
      SELECT id FROM flag
      WHERE organization_id = ${organizationId}::uuid AND boundary_at <= ${now}::timestamptz
      ORDER BY id
      FOR NO KEY UPDATE SKIP LOCKED
    )
    RETURNING id::text`;
  return rows.map(({ id }) => id);
}
