import type { ApiKeyKind, GeneratedApiKey } from '@halyard/auth';

import type { Transaction } from '../transaction/with-transaction.ts';

export interface CreatedApiKey {
  id: string;
  /** The key itself: this is the only time it can be seen. */
  secret: string;
}

export interface NewKey {
  organizationId: string;
  applicationId: string;
  /** `null` or left out: not bound to one. */
  environment?: string | null;
  kind: ApiKeyKind;
  name: string;
  trusted?: boolean;
  expiresAt?: Date;
  dailyBudget?: number | null;
  addressLimit?: number | null;
  generated: GeneratedApiKey;
}

/** Stores a new key by its hash. */
export async function createKeyRow({ db, ctx }: Transaction, key: NewKey) {
  const { actor } = ctx;
  return db.apiKey.create({
    data: {
      organizationId: key.organizationId,
      id: ctx.newId(),
      applicationId: key.applicationId,
      environmentName: key.environment ?? null,
      kind: key.kind,
      name: key.name,
      prefix: key.generated.prefix,
      hash: key.generated.hash,
      trusted: key.trusted ?? key.kind === 'server',
      dailyBudget: key.dailyBudget ?? null,
      addressLimit: key.addressLimit ?? null,
      createdBy: actor.kind === 'member' ? actor.userId : null,
      createdAt: ctx.now(),
      expiresAt: key.expiresAt ?? null,
    },
  });
}

export type ApiKeyRow = Awaited<ReturnType<typeof createKeyRow>>;
