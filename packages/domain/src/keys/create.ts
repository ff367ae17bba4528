import { generateApiKey, type ApiKeyKind } from '@halyard/auth';

import { checkApplicationExists } from '../applications/check-exists.ts';
import { authorise } from '../authorise.ts';
import type { Context } from '../context.ts';
import { withTransaction } from '../with-transaction.ts';
import { createKeyRow, type CreatedApiKey } from './create-row.ts';
import { recordKeyChange } from './record.ts';

export interface CreateApiKeyInput {
  organizationId: string;
  applicationId: string;
  /** The one environment the key sees; left out, the request chooses. */
  environment?: string;
  kind: ApiKeyKind;
  name: string;
  /** Cosmetic part of the key, after its scheme. */
  tag: string;
  /** Whether what the key reports counts as trusted; by kind where left out. */
  trusted?: boolean;
  expiresAt?: Date;
}

export async function createApiKey(ctx: Context, input: CreateApiKeyInput): Promise<CreatedApiKey> {
  authorise(ctx, 'key:create', input.organizationId);
  const generated = generateApiKey(input.kind, input.tag);
  const row = await withTransaction(ctx, async (tx) => {
    await checkApplicationExists(tx, input.organizationId, input.applicationId);
    const created = await createKeyRow(tx, { ...input, generated });
    await recordKeyChange(tx, undefined, created, 'key_created');
    return created;
  });
  return { id: row.id, secret: generated.secret };
}
