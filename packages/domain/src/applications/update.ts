import { ApplicationFields, parseInput, type ApplicationDocument } from '@halyard/contracts';
import { toApplicationDocument } from '@halyard/database';

import { difference } from '../audit/difference.ts';
import { authorise } from '../authorise.ts';
import type { Context } from '../context/context.ts';
import { recordChange } from '../record/record-change.ts';
import { withTransaction } from '../transaction/with-transaction.ts';
import { lockApplication, type ApplicationReference } from './lock.ts';

export interface UpdateApplicationInput extends ApplicationReference {
  name: string;
}

/** Renames an application; gives it as it is then. */
export async function updateApplication(
  ctx: Context,
  input: UpdateApplicationInput,
): Promise<ApplicationDocument> {
  const { organizationId, applicationId: id } = input;
  authorise(ctx, 'application:update', organizationId);
  const { name } = parseInput(ApplicationFields, { name: input.name });
  return withTransaction(ctx, async (tx) => {
    const application = await lockApplication(tx, organizationId, id);
    const before = toApplicationDocument(application, application.environments);
    if (before.name === name) return before;
    await tx.db.application.update({
      where: { organizationId_id: { organizationId, id } },
      data: { name },
    });
    const after = { ...before, name };
    const action = 'updated';
    await recordChange(tx, organizationId, {
      change: { kind: 'application', entity_id: id, action, document: after },
      audit: {
        entityType: 'application',
        entityId: id,
        action,
        changes: difference(before, after),
      },
    });
    return after;
  });
}
