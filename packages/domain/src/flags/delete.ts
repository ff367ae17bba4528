import { difference } from '../audit/difference.ts';
import { authorise } from '../authorise.ts';
import type { Context } from '../context/context.ts';
import { recordChange } from '../record/record-change.ts';
import { lockOrganization } from '../transaction/lock-organization.ts';
import { withTransaction } from '../transaction/with-transaction.ts';
import { checkFlagIsUnused } from './checks/in-use.ts';
import { lockFlag, type FlagReference } from './stored/lock.ts';
import { toTombstone } from './stored/to-tombstone.ts';

/** Deletes a flag and its versions for good; the audit keeps what it was. */
export async function deleteFlag(ctx: Context, input: FlagReference): Promise<void> {
  authorise(ctx, 'flag:delete', input.organizationId);
  await withTransaction(ctx, async (tx) => {
    const flag = await lockFlag(tx, input);
    const { organization_id: organizationId, id, key } = flag;
    await lockOrganization(tx, organizationId);
    await checkFlagIsUnused(tx, flag);
    await tx.db.flag.delete({ where: { organizationId_id: { organizationId, id } } });
    await recordChange(tx, organizationId, {
      change: { kind: 'flag', entity_id: id, action: 'deleted', document: toTombstone(flag) },
      audit: {
        entityType: 'flag',
        entityId: id,
        flagKey: key,
        action: 'deleted',
        changes: difference(flag, null),
      },
    });
  });
}
