import type { OrganizationDocument } from '@halyard/contracts';
import { toOrganizationDocument } from '@halyard/database';

import { recordChange } from '../record/record-change.ts';
import type { Transaction } from '../transaction/with-transaction.ts';
import { toRecordedOrganization } from './record.ts';

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
  await recordChange(tx, id, toRecordedOrganization(null, document, 'created'));
  return document;
}
