import { toApiKeyDocument } from '@halyard/database';

import { difference } from '../audit/difference.ts';
import { recordChange } from '../record/record-change.ts';
import type { Transaction } from '../with-transaction.ts';
import type { ApiKeyRow } from './create-row.ts';

/** Makes a key's change known; a revoked one is gone for nodes. */
export async function recordKeyChange(
  tx: Transaction,
  before: ApiKeyRow | undefined,
  after: ApiKeyRow,
  action: 'key_created' | 'key_rotated' | 'key_revoked',
): Promise<void> {
  await recordChange(tx, after.organizationId, {
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
}

/** What may be seen of a key: not even its hash. */
const shownOf = (row: ApiKeyRow) => ({
  application_id: row.applicationId,
  environment: row.environmentName,
  kind: row.kind,
  name: row.name,
  prefix: row.prefix,
  trusted: row.trusted,
  expires_at: row.expiresAt?.toISOString() ?? null,
  revoked_at: row.revokedAt?.toISOString() ?? null,
});
