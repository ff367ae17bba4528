import { authorise } from '../authorise.ts';
import type { Context } from '../context.ts';
import { withTransaction } from '../with-transaction.ts';

export interface CreateApplicationInput {
  organizationId: string;
  name: string;
}

export interface Application {
  id: string;
  organizationId: string;
  name: string;
}

/** What every application starts with; production is protected. */
const firstEnvironments = [
  { name: 'development', isProtected: false },
  { name: 'staging', isProtected: false },
  { name: 'production', isProtected: true },
];

export async function createApplication(
  ctx: Context,
  input: CreateApplicationInput,
): Promise<Application> {
  authorise(ctx, 'application:create', input.organizationId);
  const createdAt = ctx.now();
  return withTransaction(ctx, (tx) =>
    tx.application.create({
      data: {
        organizationId: input.organizationId,
        id: ctx.newId(),
        name: input.name,
        createdAt,
        environments: {
          create: firstEnvironments.map(({ name, isProtected }) => ({
            name,
            protected: isProtected,
            createdAt,
          })),
        },
      },
      select: { id: true, organizationId: true, name: true },
    }),
  );
}
