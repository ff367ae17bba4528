import type { AuditAction, FlagDocument } from '@halyard/contracts';

import { difference } from '../../audit/difference.ts';
import type { RecordedChange } from '../../record/record-change.ts';

/** What is made known of a flag that was written. */
export const toRecordedFlag = (
  before: FlagDocument | undefined,
  after: FlagDocument,
  action: AuditAction,
  reason: string | undefined,
): RecordedChange => ({
  change: { kind: 'flag', entity_id: after.id, action, document: after },
  audit: {
    entityType: 'flag',
    entityId: after.id,
    flagKey: after.key,
    action,
    changes: difference(before ?? null, after),
  },
  reason,
});
