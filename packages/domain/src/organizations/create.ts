import type { OrganizationDocument } from '@halyard/contracts';
import { toOrganizationDocument } from '@halyard/database';

import { difference } from '../audit/difference.ts';
import { authorise } from '../authorise.ts';
import type { Context } from '../context/context.ts';
import { recordChange } from '../record/record-change.ts';
import { withTransaction } from '../transaction/with-transaction.ts';

export interface CreateOrganizationInput {
  name: string;
}

export async function createOrganization(
  ctx: Context,
  input: CreateOrganizationInput,
): Promise<OrganizationDocument> {
  authorise(ctx, 'organization:create', null);
  const id = ctx.newId();
  return withTransaction(ctx, async (tx) => {
    const row = await tx.db.organization.create({
      data: {
        id,
        name: input.name,
        createdAt: ctx.now(),
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
  });
}
