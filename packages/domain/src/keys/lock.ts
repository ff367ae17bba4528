import { AppError } from '@halyard/contracts';

import type { Transaction } from '../transaction/with-transaction.ts';
import { isUuid } from '../uuid.ts';
import type { ApiKeyRow } from './create-row.ts';

export interface ApiKeyReference {
  organizationId: string;
  keyId: string;
}

/** Locks a key until the transaction ends and gives it as it is then. */
export async function lockApiKey(
  { db }: Transaction,
  { organizationId, keyId }: ApiKeyReference,
): Promise<ApiKeyRow> {
  if (!isUuid(keyId)) throw noSuchKey();
  await db.$queryRaw`
    SELECT 1 FROM api_key WHERE organization_id = ${organizationId}::uuid AND id = ${keyId}::uuid
    FOR NO KEY UPDATE`;
  const key = await db.apiKey.findUnique({
    where: { organizationId_id: { organizationId, id: keyId } },
  });
  if (!key) throw noSuchKey();
  return key;
}

export const noSuchKey = () => new AppError('not_found', 'There is no such key.');

/** Whether nodes take a key at this time. */
export const isAccepted = ({ revokedAt, expiresAt }: ApiKeyRow, now: Date): boolean =>
  revokedAt === null && (expiresAt === null || expiresAt > now);
