import type { OrganizationDocument } from '@halyard/contracts';
import { toOrganizationDocument } from '@halyard/database';

import { difference } from '../audit/difference.ts';
import { recordChange } from '../record/record-change.ts';
import type { Transaction } from '../transaction/with-transaction.ts';

/** Makes an organization with nothing and nobody in it, as part of what needs one. */
export async function insertOrganization(
  tx: Transaction,
  name: string,
): Promise<OrganizationDocument> {
  const id = tx.ctx.newId();
  const row = await tx.db.organization.create({
    data: {
      id,
      name,
      createdAt: tx.ctx.now(),
      changeHead: { create: { seq: 0, auditSeq: 0, auditHash: new Uint8Array() } },
    },
  });
  const document = toOrganizationDocument(row, undefined);
  await recordChange(tx, id, {
    change: { kind: 'organization', entity_id: id, action: 'created', document },
    audit: {
      entityType: 'organization',
      entityId: id,
      action: 'created',
      changes: difference(null, document),
    },
  });
  return document;
}
