import type { Change as LoggedChange } from '@halyard/contracts';

import type { Change } from '../generated/client.ts';

/** A row of the change log as nodes read it. */
export const toChange = (row: Change): LoggedChange =>
  ({
    organization_id: row.organizationId,
    seq: Number(row.seq),
    kind: row.kind,
    entity_id: row.entityId,
    action: row.action,
    document: row.document,
    at: row.createdAt.toISOString(),
  }) as LoggedChange;
