import { OrganizationFields, parseInput, type OrganizationDocument } from '@halyard/contracts';

import { authorise } from '../authorise.ts';
import type { Context } from '../context/context.ts';
import { withTransaction } from '../transaction/with-transaction.ts';
import { insertOrganization } from './insert.ts';

export interface CreateOrganizationInput {
  name: string;
}

/** Makes an organization without members. */
export async function createOrganization(
  ctx: Context,
  input: CreateOrganizationInput,
): Promise<OrganizationDocument> {
  authorise(ctx, 'organization:create', null);
  const { name } = parseInput(OrganizationFields, { name: input.name });
  return withTransaction(ctx, (tx) => insertOrganization(tx, name));
}
