import {
  AppError,
  OrganizationFields,
  parseInput,
  type OrganizationDocument,
} from '@halyard/contracts';

import type { Context } from '../context/context.ts';
import { addMember } from '../members/add.ts';
import { withTransaction } from '../transaction/with-transaction.ts';
import type { CreateOrganizationInput } from './create.ts';
import { insertOrganization } from './insert.ts';

/** Makes an organization whose owner is whoever asks; any user may. */
export async function createOwnOrganization(
  ctx: Context,
  input: CreateOrganizationInput,
): Promise<OrganizationDocument> {
  const { actor } = ctx;
  if (actor.kind !== 'member') throw new AppError('forbidden', 'Only people own organizations.');
  const { name } = parseInput(OrganizationFields, { name: input.name });
  return withTransaction(ctx, async (tx) => {
    const organization = await insertOrganization(tx, name);
    const user = { id: actor.userId, email: actor.email };
    await addMember(tx, { organizationId: organization.id, user, role: 'OWNER' });
    return organization;
  });
}
