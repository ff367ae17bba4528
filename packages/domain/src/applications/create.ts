import { ApplicationFields, parseInput, type ApplicationDocument } from '@halyard/contracts';
import { toApplicationDocument } from '@halyard/database';

import { difference } from '../audit/difference.ts';
import { authorise } from '../authorise.ts';
import type { Context } from '../context/context.ts';
import { recordChange } from '../record/record-change.ts';
import { withTransaction } from '../transaction/with-transaction.ts';

export interface CreateApplicationInput {
  organizationId: string;
  name: string;
}

/** What every application starts with; production is protected. */
const firstEnvironments = [
  { name: 'development', protected: false },
  { name: 'staging', protected: false },
  { name: 'production', protected: true },
];

export async function createApplication(
  ctx: Context,
  input: CreateApplicationInput,
): Promise<ApplicationDocument> {
  authorise(ctx, 'application:create', input.organizationId);
  const { organizationId } = input;
  const { name } = parseInput(ApplicationFields, { name: input.name });
  const createdAt = ctx.now();
  const environments = firstEnvironments.map((first) => ({ ...first, id: ctx.newId(), createdAt }));
  return withTransaction(ctx, async (tx) => {
    const row = await tx.db.application.create({
      data: {
        organizationId,
        id: ctx.newId(),
        name,
        createdAt,
        environments: { create: environments },
      },
    });
    const document = toApplicationDocument(row, environments);
    await recordChange(tx, organizationId, {
      change: { kind: 'application', entity_id: row.id, action: 'created', document },
      audit: {
        entityType: 'application',
        entityId: row.id,
        action: 'created',
        changes: difference(null, document),
      },
    });
    return document;
  });
}
