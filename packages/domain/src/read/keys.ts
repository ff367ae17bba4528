import type { ApiKeyDetails, ApiKeyList } from '@halyard/contracts';
import { present, type Database } from '@halyard/database';

import { noSuchApplication } from '../applications/check-exists.ts';
import type { ApplicationReference } from '../applications/lock.ts';
import type { ApiKeyRow } from '../keys/create-row.ts';
import { noSuchKey, type ApiKeyReference } from '../keys/lock.ts';
import { isUuid } from '../uuid.ts';

/** An application's keys, revoked ones included, the latest first; never their hashes. */
export async function listApiKeys(
  database: Database,
  { organizationId, applicationId: id }: ApplicationReference,
): Promise<ApiKeyList> {
  const application = isUuid(id)
    ? await database.application.findUnique({
        where: { organizationId_id: { organizationId, id } },
        select: { apiKeys: { omit, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] } },
      })
    : null;
  if (!application) throw noSuchApplication();
  const keys = application.apiKeys.map(toDetails);
  return { keys, total: keys.length };
}

/** A key of an application; those of others are not found. */
export async function readApiKey(
  database: Database,
  { organizationId, applicationId, keyId: id }: ApplicationReference & ApiKeyReference,
): Promise<ApiKeyDetails> {
  const row =
    isUuid(applicationId) && isUuid(id)
      ? await database.apiKey.findUnique({
          where: { organizationId_id: { organizationId, id }, applicationId },
          omit,
        })
      : null;
  if (!row) throw noSuchKey();
  return toDetails(row);
}

const omit = { hash: true } as const;

const toDetails = (row: Omit<ApiKeyRow, 'hash'>): ApiKeyDetails => ({
  id: row.id,
  application_id: row.applicationId,
  ...present('environment', row.environmentName),
  kind: row.kind,
  name: row.name,
  prefix: row.prefix,
  trusted: row.trusted,
  ...present('daily_budget', row.dailyBudget),
  ...present('address_limit', row.addressLimit),
  ...present('created_by', row.createdBy),
  created_at: row.createdAt.toISOString(),
  ...present('expires_at', row.expiresAt?.toISOString()),
  ...present('revoked_at', row.revokedAt?.toISOString()),
  ...present('last_used_at', row.lastUsedAt?.toISOString()),
});
