import { toApiKeyDocument } from '@halyard/database';

import { difference } from '../audit/difference.ts';
import type { RecordedChange } from '../record/record-change.ts';
import type { ApiKeyRow } from './create-row.ts';

/** A key's change as it is made known; a revoked one is gone for nodes. */
export const toRecordedKey = (
  before: ApiKeyRow | undefined,
  after: ApiKeyRow,
  action: 'key_created' | 'key_rotated' | 'key_revoked',
): RecordedChange => ({
  change: {
    kind: 'api_key',
    entity_id: after.id,
    action,
    document: after.revokedAt ? null : toApiKeyDocument(after),
  },
  audit: {
    entityType: 'api_key',
    entityId: after.id,
    action,
    changes: difference(before ? shownOf(before) : null, shownOf(after)),
  },
});

/** What may be seen of a key: not even its hash. */
const shownOf = (row: ApiKeyRow) => ({
  application_id: row.applicationId,
  environment: row.environmentName,
  kind: row.kind,
  name: row.name,
  prefix: row.prefix,
  trusted: row.trusted,
  daily_budget: row.dailyBudget,
  address_limit: row.addressLimit,
  expires_at: row.expiresAt?.toISOString() ?? null,
  revoked_at: row.revokedAt?.toISOString() ?? null,
});
