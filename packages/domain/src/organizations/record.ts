import type { OrganizationDocument } from '@halyard/contracts';

import { difference } from '../audit/difference.ts';
import type { RecordedChange } from '../record/record-change.ts';

/** An organization's change as it is made known. */
export const toRecordedOrganization = (
  before: OrganizationDocument | null,
  after: OrganizationDocument,
  action: 'created' | 'updated' | 'plan_changed',
): RecordedChange => ({
  change: { kind: 'organization', entity_id: after.id, action, document: after },
  audit: {
    entityType: 'organization',
    entityId: after.id,
    action,
    changes: difference(before, after),
  },
});
