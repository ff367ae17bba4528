import {
  AppError,
  OrganizationFields,
  parseInput,
  type OrganizationDocument,
} from '@halyard/contracts';
import { toOrganizationDocument } from '@halyard/database';

import { authorise } from '../authorise.ts';
import type { Context } from '../context/context.ts';
import { lockPlans } from '../plans/lock.ts';
import { findNewestState } from '../plans/newest-state.ts';
import { recordChange } from '../record/record-change.ts';
import { withTransaction } from '../transaction/with-transaction.ts';
import { isUuid } from '../uuid.ts';
import { toRecordedOrganization } from './record.ts';

export interface UpdateOrganizationInput {
  organizationId: string;
  name: string;
}

/** Renames an organization; gives it as it is then. */
export async function updateOrganization(
  ctx: Context,
  input: UpdateOrganizationInput,
): Promise<OrganizationDocument> {
  const { organizationId: id } = input;
  authorise(ctx, 'organization:update', id);
  const { name } = parseInput(OrganizationFields, { name: input.name });
  return withTransaction(ctx, async (tx) => {
    const [organization] = isUuid(id) ? await lockPlans(tx, [id]) : [];
    if (!organization) throw new AppError('not_found', 'There is no such organization.');
    const state = (await findNewestState(tx, id)) ?? undefined;
    const before = toOrganizationDocument(organization, state);
    if (before.name === name) return before;
    const row = await tx.db.organization.update({ where: { id }, data: { name } });
    const after = toOrganizationDocument(row, state);
    await recordChange(tx, id, toRecordedOrganization(before, after, 'updated'));
    return after;
  });
}
