import { difference } from '../audit/difference.ts';
import { authorise } from '../authorise.ts';
import type { Context } from '../context/context.ts';
import { recordChange } from '../record/record-change.ts';
import { lockOrganization } from '../transaction/lock-organization.ts';
import { withTransaction } from '../transaction/with-transaction.ts';
import { checkSegmentIsUnused } from './stored/in-use.ts';
import { lockSegment, type SegmentReference } from './stored/lock.ts';
import { membersTimeoutMs } from './stored/write-members.ts';

/** Deletes a segment and its members for good; the audit keeps its rules. */
export async function deleteSegment(ctx: Context, input: SegmentReference): Promise<void> {
  authorise(ctx, 'segment:delete', input.organizationId);
  await withTransaction(
    ctx,
    async (tx) => {
      const segment = await lockSegment(tx, input);
      const { organization_id: organizationId, id } = segment;
      await checkSegmentIsUnused(tx, segment);
      // There may be many: before the lock that everybody waits for.
      await tx.db.segmentMember.deleteMany({ where: { organizationId, segmentId: id } });
      await lockOrganization(tx, organizationId);
      await checkSegmentIsUnused(tx, segment);
      await tx.db.segment.delete({ where: { organizationId_id: { organizationId, id } } });
      await recordChange(tx, organizationId, {
        change: { kind: 'segment', entity_id: id, action: 'deleted', document: null },
        audit: {
          entityType: 'segment',
          entityId: id,
          action: 'deleted',
          changes: difference(segment, null),
        },
      });
    },
    membersTimeoutMs,
  );
}
