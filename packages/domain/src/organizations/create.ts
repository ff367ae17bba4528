import { authorise } from '../authorise.ts';
import type { Context } from '../context.ts';
import { withTransaction } from '../with-transaction.ts';

export interface CreateOrganizationInput {
  name: string;
}

export interface Organization {
  id: string;
  name: string;
}

export async function createOrganization(
  ctx: Context,
  input: CreateOrganizationInput,
): Promise<Organization> {
  authorise(ctx, 'organization:create', null);
  return withTransaction(ctx, (tx) =>
    tx.organization.create({
      data: { id: ctx.newId(), name: input.name, createdAt: ctx.now() },
      select: { id: true, name: true },
    }),
  );
}
