import { authorise } from '../authorise.ts';
import type { Context } from '../context.ts';
import { withTransaction } from '../with-transaction.ts';
import { parseFlagKey } from './flag-key.ts';

export interface CreateFlagInput {
  organizationId: string;
  /** `null` makes an enterprise flag. */
  applicationId: string | null;
  key: string;
  name: string;
  description?: string;
  /** Environment name → what the flag does there; an environment left out is off. */
  environments: Record<string, { enabled: boolean }>;
}

export interface CreatedFlag {
  id: string;
  key: string;
  version: number;
}

export async function createFlag(ctx: Context, input: CreateFlagInput): Promise<CreatedFlag> {
  authorise(ctx, 'flag:create', input.organizationId);
  const key = parseFlagKey(input.key);
  const now = ctx.now();
  return withTransaction(ctx, (tx) =>
    tx.flag.create({
      data: {
        organizationId: input.organizationId,
        id: ctx.newId(),
        applicationId: input.applicationId,
        key,
        name: input.name,
        description: input.description ?? null,
        createdAt: now,
        updatedAt: now,
        environments: {
          create: Object.entries(input.environments).map(([name, { enabled }]) => ({
            name,
            enabled,
          })),
        },
      },
      select: { id: true, key: true, version: true },
    }),
  );
}
