import type { QueuePayload } from '@halyard/contracts';
import type { Database } from '@halyard/database';

/** Writes when keys were last used. The latest time wins, so a job may arrive twice or late. */
export async function recordKeyUsage(
  database: Database,
  { keys }: QueuePayload<'key-usage'>,
): Promise<void> {
  const organizationIds = keys.map((key) => key.organizationId);
  const keyIds = keys.map((key) => key.keyId);
  const times = keys.map((key) => new Date(key.lastUsedAtMs));
  await database.$executeRaw`
    UPDATE api_key SET last_used_at = greatest(last_used_at, used.at)
    FROM unnest(${organizationIds}::uuid[], ${keyIds}::uuid[], ${times}::timestamptz[])
      AS used (organization_id, id, at)
    WHERE api_key.organization_id = used.organization_id AND api_key.id = used.id`;
}
