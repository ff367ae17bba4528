import { generateApiKey, type ApiKeyKind } from '@halyard/auth';

import { authorise } from '../authorise.ts';
import type { Context } from '../context.ts';
import { withTransaction } from '../with-transaction.ts';

export interface CreateApiKeyInput {
  organizationId: string;
  applicationId: string;
  kind: ApiKeyKind;
  name: string;
  /** Cosmetic part of the key, after its scheme. */
  tag: string;
}

export interface CreatedApiKey {
  id: string;
  /** The key itself: this is the only time it can be seen. */
  secret: string;
}

export async function createApiKey(ctx: Context, input: CreateApiKeyInput): Promise<CreatedApiKey> {
  authorise(ctx, 'key:create', input.organizationId);
  const { secret, hash, prefix } = generateApiKey(input.kind, input.tag);
  const { id } = await withTransaction(ctx, (tx) =>
    tx.apiKey.create({
      data: {
        organizationId: input.organizationId,
        id: ctx.newId(),
        applicationId: input.applicationId,
        kind: input.kind,
        name: input.name,
        prefix,
        hash,
        trusted: input.kind === 'server',
        createdAt: ctx.now(),
      },
      select: { id: true },
    }),
  );
  return { id, secret };
}
