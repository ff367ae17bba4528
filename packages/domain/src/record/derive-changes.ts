import { authorise } from '../authorise.ts';
import type { Context } from '../context/context.ts';
import { eachAlone } from '../transaction/each-alone.ts';
import { lockOrganization } from '../transaction/lock-organization.ts';
import { waitBriefly } from '../transaction/wait-briefly.ts';
import { withTransaction, type Transaction } from '../transaction/with-transaction.ts';
import { recordChange } from './record-change.ts';
import { takeBoundaries } from './take-boundaries.ts';

/** More flags than this are not listed: whoever streams starts over. */
const mostListed = 1_000;

/**
 * Writes one derived change an organization for all that changed, and all schedules that began or
 * ended, since the last time. Meant to be called about once a second; returns how many organizations
 * had something. One that fails holds up no other, and is tried again.
 */
export async function deriveChanges(ctx: Context): Promise<number> {
  authorise(ctx, 'flag:derive', null);
  const due = await ctx.database.$queryRaw<{ organizationId: string }[]>`
    SELECT organization_id::text AS "organizationId" FROM pending_derivation
    UNION SELECT organization_id::text FROM flag WHERE boundary_at <= ${ctx.now()}::timestamptz`;
  await eachAlone(due, ({ organizationId }) => deriveFor(ctx, organizationId));
  return due.length;
}

const deriveFor = (ctx: Context, organizationId: string): Promise<void> =>
  withTransaction(ctx, async (tx) => {
    await waitBriefly(tx);
    const scheduled = await takeBoundaries(tx, organizationId);
    await lockOrganization(tx, organizationId);
    const changed = await takePending(tx, organizationId);
    if (scheduled.length + changed.length === 0) return;
    const flagIds = await findAffected(tx, organizationId, { scheduled, changed });
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

async function takePending({ db }: Transaction, organizationId: string): Promise<string[]> {
  const pending = await db.pendingDerivation.findMany({ where: { organizationId } });
  if (pending.length > 0) await db.pendingDerivation.deleteMany({ where: { organizationId } });
  return pending.map(({ entityId }) => entityId);
}

interface Origins {
  /** Ids of flags that began or ended. */
  scheduled: readonly string[];
  /** Ids of flags and segments that others depend on. */
  changed: readonly string[];
}

/** Active flags that began or ended, or reach what did or what changed, in id order. */
async function findAffected(
  { db }: Transaction,
  organizationId: string,
  { scheduled, changed }: Origins,
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
      SELECT unnest(${scheduled}::uuid[]) AS dependent
      UNION SELECT dependent FROM dependency WHERE used = ANY (${changed}::uuid[])
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
