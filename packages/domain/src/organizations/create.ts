import type { OrganizationDocument } from '@halyard/contracts';
import { toOrganizationDocument } from '@halyard/database';

import { difference } from '../audit/difference.ts';
import { authorise } from '../authorise.ts';
import type { Context } from '../context/context.ts';
import { recordChange } from '../record/record-change.ts';
import { withTransaction, type Transaction } from '../transaction/with-transaction.ts';

export interface CreateOrganizationInput {
  name: string;
}

export async function createOrganization(
  ctx: Context,
  input: CreateOrganizationInput,
): Promise<OrganizationDocument> {
  authorise(ctx, 'organization:create', null);
  return withTransaction(ctx, (tx) => insertOrganization(tx, input));
}

/** Makes an organization in a transaction that does more. */
export async function insertOrganization(
  tx: Transaction,
  { name }: CreateOrganizationInput,
): Promise<OrganizationDocument> {
  const { ctx, db } = tx;
  const id = ctx.newId();
  const row = await db.organization.create({
    data: {
      id,
      name,
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
}
