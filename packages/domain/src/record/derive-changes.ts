import { authorise } from '../authorise.ts';
import type { Context } from '../context/context.ts';
import { lockOrganization } from '../transaction/lock-organization.ts';
import { withTransaction, type Transaction } from '../transaction/with-transaction.ts';
import { recordChange } from './record-change.ts';

/** More flags than this are not listed: whoever streams starts over. */
const mostListed = 1_000;

/**
 * Writes one derived change for everything that was changed since the last time: it lists the
 * active flags whose answers may be others now, because they depend on what changed. Meant to be
 * called about once a second; returns how many organizations had something. One that fails holds up
 * no other, and is tried again at the next call.
 */
export async function deriveChanges(ctx: Context): Promise<number> {
  authorise(ctx, 'flag:derive', null);
  const pending = await ctx.database.pendingDerivation.findMany({
    distinct: ['organizationId'],
    select: { organizationId: true },
  });
  const failures: unknown[] = [];
  for (const { organizationId } of pending) {
    await deriveFor(ctx, organizationId).catch((error: unknown) => failures.push(error));
  }
  if (failures.length === 1) throw failures[0];
  if (failures.length > 1) throw new AggregateError(failures, 'Changes were not derived.');
  return pending.length;
}

const deriveFor = (ctx: Context, organizationId: string): Promise<void> =>
  withTransaction(ctx, async (tx) => {
    await lockOrganization(tx, organizationId);
    const pending = await tx.db.pendingDerivation.findMany({ where: { organizationId } });
    const entityIds = pending.map(({ entityId }) => entityId);
    if (entityIds.length === 0) return;
    await tx.db.pendingDerivation.deleteMany({ where: { organizationId } });
    const flagIds = await findAffected(tx, organizationId, entityIds);
    if (flagIds.length === 0) return;
    await recordChange(tx, organizationId, {
      change: {
        kind: 'derived',
        entity_id: organizationId,
        action: 'derived',
        document: { flag_ids: flagIds.length > mostListed ? null : flagIds },
      },
      audit: null,
    });
  });

/** Active flags that reach any of these flags or segments, at whatever remove, in id order. */
async function findAffected(
  { db }: Transaction,
  organizationId: string,
  entityIds: readonly string[],
): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE dependency AS (
      SELECT segment_id AS dependent, used_id AS used FROM segment_nesting
      WHERE organization_id = ${organizationId}::uuid
      UNION ALL SELECT flag_id, segment_id FROM flag_segment
      WHERE organization_id = ${organizationId}::uuid
      UNION ALL SELECT flag_id, prerequisite_id FROM flag_prerequisite
      WHERE organization_id = ${organizationId}::uuid
    ), affected AS (
      SELECT dependent FROM dependency WHERE used = ANY (${entityIds}::uuid[])
      UNION
      SELECT dependency.dependent FROM dependency
      JOIN affected ON dependency.used = affected.dependent
    )
    SELECT id::text FROM flag JOIN affected ON id = dependent
    WHERE organization_id = ${organizationId}::uuid AND status = 'active'
    ORDER BY id
    LIMIT ${mostListed + 1}`;
  return rows.map(({ id }) => id);
}
